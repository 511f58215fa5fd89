import CandidateStore
import Logging
import Pipeline

extension TraceID {
  /// As an envelope carries it, and a log line.
  var metadata: Logger.Metadata { ["trace": .string(description)] }
}

extension Envelope {
  /// Nil for an item that was not found by intake.
  var traceID: TraceID? {
    guard case .string(let id)? = trace["trace"] else { return nil }
    return TraceID(id)
  }
}
