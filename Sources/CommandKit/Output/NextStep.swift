import Ingest
import ResumeModel

/// What a person does about a file that failed, or that needs a look.
package enum NextStep {
  /// Nil where there is nothing to do.
  package static func advice(for outcome: FileOutcome) -> String? {
    if outcome.outcome == .pending {
      // Where its bytes could not be had, the message says when they are asked for again.
      return outcome.message == nil ? "another worker has it: hotgigs runs show tells its end" : nil
    }
    guard let code = outcome.code else {
      guard outcome.needsReview, let id = outcome.candidateID else { return nil }
      return "check it: hotgigs candidates show \(id)"
    }
    guard outcome.hasBytes, let id = outcome.resumeID else { return adviceWithoutBytes(code) }
    switch code {
    case .encrypted: return "hotgigs reprocess --id \(id) --password-file FILE"
    case .missingEmail: return "hotgigs reprocess --id \(id) --email ADDRESS"
    case .identityConflict:
      return "one person: hotgigs reprocess --id \(id) --merge; two: hotgigs reprocess --id \(id) --email ADDRESS"
    case .notAResume: return "if it is one: hotgigs reprocess --id \(id) --force"
    case .timeout: return "raise readers.deadline, then hotgigs reprocess --id \(id)"
    case .unsupportedType: return "save it as PDF or DOCX and ingest that"
    case .corrupt: return "ask for the document again"
    case .empty: return "ask for a document with text"
    case .limitExceeded: return "look at it before anything else opens it"
    case .crashed, .invalidData: return "report it as a bug, with the document if you may"
    default: return "hotgigs reprocess --id \(id)"
    }
  }

  private static func adviceWithoutBytes(_ code: ErrorCode) -> String {
    switch code {
    case .tooLarge: "raise the limit or ask for a smaller one, then ingest it again"
    case .encrypted: "unpack it with its password and ingest the file"
    case .unsupportedType: "unpack it and ingest what is inside"
    case .corrupt: "get it again and ingest it"
    case .empty: "nothing to take"
    case .limitExceeded: "look at it before anything else opens it"
    case .suppressed: "if the person wants to be taken in again: hotgigs candidates unsuppress ADDRESS, then ingest it"
    case .unreadable: "mend it (rights, a broken link), then ingest it again"
    default: "ingest it again"
    }
  }
}
