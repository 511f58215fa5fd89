import CandidateStore
import ResumeModel

/// Something that a person or a program who waits for a run wants to know.
public enum IngestEvent: Sendable {
  /// A file was found; how many so far, and whether there are more to come.
  case found(files: Int, isAll: Bool)
  /// The outcome of one file; each file has one.
  case outcome(FileOutcome)
  /// The database is away, in its own words; the run waits.
  case databaseAway(String)
  /// The content store is out of order, in its own words; work waits.
  case storeAway(String)
  /// The virus scanner gives no answer, in its own words; work waits, or goes on without it.
  case scannerAway(String)
  /// Files of the run are in the hands of another worker, which may be dead; they come back when their leases end.
  case waiting(resumes: Int, seconds: Double?)
  /// For logs and metrics.
  case work(WorkEvent)
}

/// Learns of a run's events, from several tasks at once.
public protocol IngestObserver: Sendable {
  func observe(_ event: IngestEvent)
}

/// What became of one file.
public struct FileOutcome: Hashable, Sendable, Codable {
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A new candidate.
    case created
    /// A candidate that was there has something new.
    case updated
    /// A candidate that was there has it all, and newer.
    case unchanged
    /// The same bytes were taken in before.
    case duplicate
    case failed
    /// Another worker has it, and had not ended it when this run did; or its bytes could not be had this time, as the message
    /// says.
    case pending
  }

  /// Absolute path; of a file from elsewhere what its source calls it, as `drive:ID/NAME`.
  public var file: String
  public var outcome: Kind
  /// Of a failure.
  public var code: ErrorCode?
  /// One line for a person.
  public var message: String?
  public var resumeID: Int?
  public var candidateID: Int?
  public var needsReview: Bool
  /// Its bytes are kept, so that it can be reprocessed.
  public var hasBytes = true
  /// What log lines about it carry: of a duplicate the file's own, else the resume's.
  public var traceID: TraceID?
  /// The run that it came with.
  public var runID: Int?
  /// From when this process took it from the queue.
  public var milliseconds: Int?

  public init(
    file: String, outcome: Kind, code: ErrorCode? = nil, message: String? = nil, resumeID: Int? = nil,
    candidateID: Int? = nil, needsReview: Bool = false, traceID: TraceID? = nil, hasBytes: Bool = true
  ) {
    self.file = file
    self.outcome = outcome
    self.code = code
    self.message = message
    self.resumeID = resumeID
    self.candidateID = candidateID
    self.needsReview = needsReview
    self.hasBytes = hasBytes
    self.traceID = traceID
  }

  enum CodingKeys: String, CodingKey {
    case file, outcome, code, message
    case resumeID = "resume_id"
    case candidateID = "candidate_id"
    case needsReview = "needs_review"
    case traceID = "trace_id"
    case runID = "run_id"
    case milliseconds = "ms"
  }
}
