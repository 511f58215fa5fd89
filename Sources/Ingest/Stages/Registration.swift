import CandidateStore
import Intake
import Pipeline

/// A file and what its row in `resumes` is.
struct RegisteredFile: Sendable {
  var file: StoredFile
  var outcome: RegistrationOutcome
  var traceID: TraceID?
}

/// Gives each stored file its row in `resumes`, `pending`, or finds the row that the same bytes have already.
struct Registration: BatchStage {
  let store: CandidateStore
  let content: any ContentStore
  let run: RunContext
  let patience: Patience

  func process(_ batch: [Envelope<StoredFile>]) async throws -> [Result<RegisteredFile, any Error>] {
    let documents = batch.map(document)
    let outcomes = try await store.register(documents, stored: content, patience)
    return zip(batch, outcomes).map { envelope, outcome in
      .success(RegisteredFile(file: envelope.value, outcome: outcome, traceID: envelope.traceID))
    }
  }

  private func document(_ envelope: Envelope<StoredFile>) -> NewDocument {
    let file = envelope.value
    return NewDocument(
      recruiterID: run.recruiterID, uploadedBy: run.userID, runID: run.id, filename: file.source.name,
      content: {
        switch file.content {
        case .stored(let digest, let address): .stored(sha256: digest.bytes, address: address)
        case .refused(let error): .unstored(error)
        }
      }(),
      size: file.size, mimeType: nil, source: run.source, sourceRef: file.source.path.description,
      modifiedAt: file.modified.map(Double.init), isResumeForced: run.isForced,
      priority: file.source.isInArchive ? .bulk : run.priority, traceID: envelope.traceID)
  }
}

extension CandidateStore {
  /// Registers files, as long as the database is away at most; bytes that were stored of what an erased person's is go again.
  func register(
    _ documents: [NewDocument], stored content: any ContentStore, _ patience: Patience
  ) async throws -> [RegistrationOutcome] {
    let outcomes = try await patience.duringOutage { try await register(documents) }
    if outcomes.contains(where: \.isSuppressed) { try await removeBytesOfErased(from: content, patience) }
    return outcomes
  }
}

/// What all files of a run have in common.
struct RunContext: Sendable {
  var id: Int
  var userID: Int
  var recruiterID: Int
  var source: DocumentSource
  /// All of them are resumes, whatever they look like.
  var isForced = false
  /// Of files that were named; those in an archive are one of many.
  var priority = Priority.bulk
}
