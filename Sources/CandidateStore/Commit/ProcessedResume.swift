import PostgreSQL
import ResumeModel

/// What a reader made of a document.
public struct ReadDocument: Hashable, Sendable {
  public var parsed: ParsedResume
  /// The document's visible text.
  public var rawText: String
  /// ``parsed`` as the JSON it came in, where there is one: to encode it again costs as much as the rest of a commit.
  public var parsedJSON: [UInt8]?

  public init(parsed: ParsedResume, rawText: String, parsedJSON: [UInt8]? = nil) {
    self.parsed = parsed
    self.rawText = rawText
    self.parsedJSON = parsedJSON
  }
}

/// A claimed row with what came of reading it, ready to be committed.
public struct ProcessedResume: Sendable {
  public var claimed: ClaimedResume
  public var result: Result<ReadDocument, ExtractionError>
  public var parserVersion: String
  /// As the content says; nil leaves what intake took it for.
  public var mimeType: String?

  public init(
    claimed: ClaimedResume, result: Result<ReadDocument, ExtractionError>, parserVersion: String,
    mimeType: String? = nil
  ) {
    self.claimed = claimed
    self.result = result
    self.parserVersion = parserVersion
    self.mimeType = mimeType
  }
}

/// What became of a document.
public struct CommitOutcome: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case created
    case updated
    /// It says nothing that was not known.
    case unchanged
    case failed(ExtractionError)
    /// Another worker holds or completed it by now: nothing was changed.
    case leaseLost
  }

  public var resumeID: Int
  public var kind: Kind
  public var candidateID: Int?
  public var needsReview: Bool
  public var warnings: [ParseWarning]
  /// The resume's.
  public var traceID: TraceID?
  /// From when a worker began with it, where that is known.
  public var took: Duration?

  public init(
    resumeID: Int, kind: Kind, candidateID: Int? = nil, needsReview: Bool = false, warnings: [ParseWarning] = [],
    traceID: TraceID? = nil
  ) {
    self.resumeID = resumeID
    self.kind = kind
    self.candidateID = candidateID
    self.needsReview = needsReview
    self.warnings = warnings
    self.traceID = traceID
  }
}

extension CommitOutcome {
  /// What ``init(committed:)`` reads, of `resumes r`: with what its last sighting came to.
  static let columns = """
    r.id, r.candidate_id, r.error_code, r.error_message, r.needs_review, r.trace_id,
    (SELECT s.outcome FROM sightings s WHERE s.resume_id = r.id AND s.outcome NOT IN ('pending', 'duplicate')
     ORDER BY s.id DESC LIMIT 1) AS outcome
    """

  /// Of a row that is completed or failed.
  init(committed row: Row) throws {
    let kind: Kind =
      switch try row.string(ifPresent: "outcome") {
      case "created": .created
      case "updated": .updated
      case "failed":
        .failed(
          ExtractionError(
            ErrorCode(rawValue: try row.string(ifPresent: "error_code") ?? ""),
            try row.string(ifPresent: "error_message") ?? ""))
      default: .unchanged
      }
    self.init(
      resumeID: try row.int("id"), kind: kind, candidateID: try row.int(ifPresent: "candidate_id"),
      needsReview: try row.bool("needs_review"),
      traceID: try row.traceID())
  }
}

extension CommitOutcome.Kind {
  /// As in `sightings.outcome`.
  var name: String {
    switch self {
    case .created: "created"
    case .updated: "updated"
    case .unchanged: "unchanged"
    case .failed: "failed"
    case .leaseLost: "lease_lost"
    }
  }
}
