import CandidateStore
import Intake
import Pipeline
import ReaderProtocol
import ResumeModel

/// Reads a resume, text and fields, in a reader process.
///
/// A document that can't be read is a result, not an error: it is recorded as failed in the same batch as the others.
///
/// - Throws: only what is not the document's fault: a content store or an installation out of order, cancellation.
struct Reading: Stage {
  let readers: ReaderPool
  let content: any ContentStore
  let scanner: VirusScanner?
  let absence: Settings.ScanSettings.Absence
  let password: String?
  let store: CandidateStore
  let patience: Patience

  func process(_ resume: ClaimedResume) async throws -> ProcessedResume {
    let started = ContinuousClock.now
    var mimeType = resume.mimeType
    let result: Result<ReadDocument, ExtractionError>
    do {
      let (store, observer) = (store, patience.observer)
      guard let document = try await open(resume) else { return takenBack(resume) }
      try await scan(document)
      let reply = try await readers.read(
        document.file.descriptor, parts: [.resume, .text], password: password, deathsBefore: resume.readerDeaths
      ) {
        // Recorded at once: this process may die of the same document, and then the next one has to know.
        let deaths = try? await store.blame(resume.lease)
        observer.observe(
          .work(.readerDied(resumeID: resume.id, traceID: resume.traceID, deaths: deaths ?? resume.readerDeaths + 1)))
      }
      mimeType = reply.header.mediaType ?? mimeType
      result = .success(try ReadDocument(reply))
    } catch let error as ExtractionError {
      result = .failure(error)
    }
    var reading = WorkEvent.Reading(
      resumeID: resume.id, runID: resume.runID, traceID: resume.traceID, took: ContinuousClock.now - started)
    if case .failure(let error) = result { reading.code = error.code }
    patience.observer.observe(.work(.read(reading)))
    return ProcessedResume(
      claimed: resume, result: result, parserVersion: Parser.version, mimeType: mimeType)
  }
}

extension Reading {
  /// Nil where the resume is no longer this worker's: its run was undone, and its bytes are gone.
  private func open(_ resume: ClaimedResume) async throws -> StoredDocument? {
    let (content, store) = (content, store)
    return try await patience.duringOutage {
      do {
        return StoredDocument(file: try await content.open(resume.address))
      } catch let error as ContentStoreError {
        if try await store.renew([resume.lease]).isEmpty { return nil }
        throw error
      }
    }
  }

  /// Asks the virus scanner, where there is one; waits for one that is away.
  private func scan(_ document: StoredDocument) async throws {
    guard let scanner else { return }
    do {
      let limit: Duration? = absence == .pass ? .zero : patience.limit
      try await StorePatience(limit: limit, observer: patience.observer, log: store).outlasting {
        try await scanner.scan(document.file.descriptor)
      }
    } catch let error as ScannerUnavailable where absence == .pass {
      patience.observer.observe(.scannerAway(error.description))
    }
  }

  /// What becomes of it is nobody's to say: the commit finds its lease lost.
  private func takenBack(_ resume: ClaimedResume) -> ProcessedResume {
    ProcessedResume(
      claimed: resume, result: .failure(ExtractionError(.unreadable, "taken back while it was read")),
      parserVersion: Parser.version)
  }
}

extension ReadDocument {
  /// What a reader answers of a document it read.
  ///
  /// - Throws: ``ExtractionError/unintelligibleReply``.
  init(_ reply: ReaderReply) throws(ExtractionError) {
    let parsed: ParsedResume
    do {
      // What the columns need; the evidence stays in the JSON, which is stored as it came.
      parsed = try CanonicalJSON.decode(ParsedResume.self, from: reply.resume, userInfo: [.withoutEvidence: true])
    } catch {
      throw .unintelligibleReply
    }
    self.init(parsed: parsed, rawText: String(decoding: reply.text, as: UTF8.self), parsedJSON: reply.resume)
  }
}

/// Shares an open file, which can't be copied, until the last who holds it is done.
private final class StoredDocument: Sendable {
  let file: OpenFile

  init(file: consuming OpenFile) {
    self.file = file
  }
}
