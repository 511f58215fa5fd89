/// What an undo did, or would do, to one candidate.
public struct UndoneCandidate: Hashable, Sendable {
  public enum Outcome: String, Hashable, Sendable, Codable {
    /// Nothing else made it.
    case removed
    /// It shows again what the other documents and people say.
    case reverted
    /// A person works with it: see ``UndoneCandidate/bonds``.
    case kept
  }

  public var candidateID: Int
  public var name: String?
  public var outcome: Outcome
  /// Why it is kept.
  public var bonds: [CandidateBond]
  /// Of one that is reverted; none where the run had added nothing that shows.
  public var changes: [FieldChange]
  /// The run's documents of it.
  public var resumes: [Int]
}

/// What an undo did, or would do, to one document that the run saw.
public struct UndoneDocument: Hashable, Sendable {
  public enum Outcome: String, Hashable, Sendable, Codable {
    /// Its row and, unless another recruiter has it, its bytes.
    case removed
    /// It is again what it was before the run read it.
    case restored
    case kept
  }

  public var resumeID: Int
  public var filename: String
  public var outcome: Outcome
  /// Why it is kept, for a person.
  public var reason: String?
}

/// A part of an undo: the documents of a few candidates, all of each, undone in one transaction.
public struct UndoneBatch: Hashable, Sendable {
  public var candidates: [UndoneCandidate] = []
  public var documents: [UndoneDocument] = []

  /// For `runs.undo_counts`: `candidates_removed`, `documents_kept` …
  public var counts: [String: Int] {
    var counts: [String: Int] = [:]
    for candidate in candidates { counts["candidates_" + candidate.outcome.rawValue, default: 0] += 1 }
    for document in documents { counts["documents_" + document.outcome.rawValue, default: 0] += 1 }
    return counts
  }
}

extension UndoneCandidate {
  /// One line of JSON: `changes` by field, old and new.
  public var json: JSONText {
    JSONText(object: [
      ("candidate_id", JSONText(number: candidateID)), ("name", JSONText(string: name)),
      ("outcome", JSONText(string: outcome.rawValue)),
      ("why", JSONText(array: bonds.map { JSONText(string: $0.rawValue) })), ("changes", JSONText(changes: changes)),
      ("resumes", JSONText(array: resumes.map { JSONText(number: $0) })),
    ])
  }
}

extension UndoneDocument {
  /// One line of JSON.
  public var json: JSONText {
    JSONText(object: [
      ("resume_id", JSONText(number: resumeID)), ("filename", JSONText(string: filename)),
      ("outcome", JSONText(string: outcome.rawValue)), ("why", JSONText(string: reason)),
    ])
  }
}
