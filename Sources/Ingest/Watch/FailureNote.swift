import Intake
import ResumeModel

/// What lies beside a file in `failed/`: why it is there, and what to do.
struct FailureNote {
  let text: String

  /// - Parameters:
  ///   - message: the failure's own, where the outcome's says that it is a duplicate of one.
  ///   - folder: where a mended file goes.
  init(_ outcome: FileOutcome, message: String?, folder: FilePath) {
    let name = FilePath(outcome.file).lastComponent
    let code = outcome.code ?? .unreadable
    let id = outcome.resumeID.map(String.init) ?? "N"
    var lines = [
      "\(name) was not taken in.", "", "code:     \(code)", "message:  \(message ?? outcome.message ?? "")",
      "resume:   \(id)", "", "What to do:",
    ]
    lines += Self.advice(code, id: id).map { "  \($0)" }
    lines.append("  or put a mended file into \(folder) again.")
    text = lines.map(Self.oneLine).joined(separator: "\n") + "\n"
  }

  private static func advice(_ code: ErrorCode, id: String) -> [String] {
    let again = "hotgigs reprocess --id \(id)"
    return switch code {
    case .encrypted: ["give its password:  \(again) --password-file FILE"]
    case .missingEmail: ["give its person's address:  \(again) --email ADDRESS"]
    case .identityConflict:
      [
        "if it is the same person:  \(again) --merge", "if it is another one:  \(again) --email ADDRESS",
      ]
    case .notAResume: ["if it is a resume:  \(again) --force"]
    case .tooLarge: ["make it smaller, or set intake.maximum_file_size in pipeline.yaml higher,"]
    case .unreadable: ["let whoever runs `hotgigs watch` read it (chmod, chown),"]
    case .crashed, .timeout, .limitExceeded:
      ["with a newer version of HotGigs Intake:  \(again)", "save it in a simpler form, as PDF or text,"]
    case .corrupt, .empty, .unsupportedType:
      ["with a newer version of HotGigs Intake:  \(again)", "save it anew, as PDF or DOCX,"]
    default: ["try again:  \(again)"]
    }
  }

  /// A name may hold line breaks.
  private static func oneLine(_ line: String) -> String {
    String(String.UnicodeScalarView(line.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? " " : $0 }))
  }
}
