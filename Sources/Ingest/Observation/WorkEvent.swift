import CandidateStore
import ResumeModel

/// What goes on inside a worker or an intake, for logs and metrics; a person who waits for a run needs none of it.
public enum WorkEvent: Sendable {
  /// Intake gave a file its row in the queue.
  case registered(file: String, resumeID: Int, runID: Int?, traceID: TraceID?)
  /// A reader is through with a resume; the code says why it could not be read.
  case read(Reading)
  /// A reader died while it held a resume.
  case readerDied(resumeID: Int, traceID: TraceID?, deaths: Int)
  /// Another worker holds a resume that this one had begun, or completed it.
  case leaseLost(resumeID: Int, traceID: TraceID?)
  /// How many resumes this worker holds a lease on.
  case leasesHeld(Int)
  /// What has become of the processes of one kind so far.
  case processes(ReaderPool.Kind, ReaderPool.Counts)
  /// The database answers again.
  case databaseBack

  /// The reading of one resume.
  public struct Reading: Sendable {
    public var resumeID: Int
    public var runID: Int?
    public var traceID: TraceID?
    public var code: ErrorCode?
    public var took: Duration
  }
}

/// Several observers as one.
public struct Observers: IngestObserver {
  private let all: [any IngestObserver]

  public init(_ all: [any IngestObserver]) {
    self.all = all
  }

  public func observe(_ event: IngestEvent) {
    for observer in all { observer.observe(event) }
  }
}
