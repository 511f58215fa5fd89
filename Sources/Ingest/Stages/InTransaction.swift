import CandidateStore
import Intake
import Pipeline
import PostgreSQL

/// A step of a batch's one transaction. It gets the transaction, so it can't run outside one.
protocol TransactionStage<Input, Output>: Sendable {
  associatedtype Input: Sendable
  associatedtype Output: Sendable

  func process(_ batch: Input, in transaction: Transaction) async throws -> Output
}

/// Steps composed inside one transaction: candidate, activity, sighting and the resume's status commit together or not
/// at all. A batch that PostgreSQL refuses is bisected by savepoints until the culprit stands alone.
struct InTransaction<Steps: TransactionStage<[ProcessedResume], [CommitOutcome]>>: BatchStage {
  let store: CandidateStore
  let content: any ContentStore
  let patience: Patience
  let steps: Steps

  func process(_ batch: [Envelope<ProcessedResume>]) async throws -> [Result<CommitOutcome, any Error>] {
    let resumes = batch.map(\.value)
    let steps = steps
    let outcomes = try await patience.duringOutage {
      try await store.commit(resumes) { part, transaction in try await steps.process(part, in: transaction) }
    }
    if outcomes.contains(where: \.isSuppressed) { try await store.removeBytesOfErased(from: content, patience) }
    // They come in the order of the rows' numbers, in which locks are taken.
    let byResume = Dictionary(outcomes.map { ($0.resumeID, $0) }, uniquingKeysWith: { first, _ in first })
    return resumes.compactMap { byResume[$0.claimed.id] }.map { .success($0) }
  }
}

/// One step and then another, in the same transaction.
struct TransactionSequence<First: TransactionStage, Second: TransactionStage>: TransactionStage
where First.Output == Second.Input {
  let first: First
  let second: Second

  func process(_ batch: First.Input, in transaction: Transaction) async throws -> Second.Output {
    try await second.process(first.process(batch, in: transaction), in: transaction)
  }
}

extension TransactionStage {
  func followed<Next: TransactionStage>(by next: Next) -> TransactionSequence<Self, Next> where Next.Input == Output {
    TransactionSequence(first: self, second: next)
  }
}

// The three steps themselves: deduplication by e-mail, candidate upsert, activity logging.
extension Deduplication: TransactionStage {}
extension CandidateUpsert: TransactionStage {}
extension ActivityLog: TransactionStage {}
