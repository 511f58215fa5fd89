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
    var lines = ["\(name) was not taken in.", ""] + Self.reason(outcome, message) + ["", "What to do:"]
    let advice = Self.advice(outcome)
    lines += advice.map { "  \($0)" }
    lines.append("  \(advice.isEmpty ? "put" : "or put") a mended file into \(folder) again.")
    text = Self.text(lines)
  }

  /// Of an archive, some files of which were not taken in; in the order of their names, whichever ended first.
  init(archive: FilePath, _ progress: ArchiveProgress, folder: FilePath) {
    let (name, counts) = (archive.lastComponent, progress.counts)
    var lines = ["\(counts.failed) of the \(counts.files) files in \(name) were not taken in."]
    if counts.failed < counts.files { lines.append("The others were.") }
    for failure in progress.failures.sorted(by: { $0.outcome.file < $1.outcome.file }) {
      let member = failure.outcome.file.dropFirst((archive.description + ArchiveMember.separator).count)
      lines += ["", String(member)] + Self.reason(failure.outcome, failure.message).map { "  \($0)" }
      lines += Self.advice(failure.outcome).map { "  to do:    \($0)" }
    }
    lines += [
      "",
      "Put what is mended, alone or in an archive, into \(folder) again. What was taken in already is known by its bytes.",
    ]
    text = Self.text(lines)
  }

  private static func reason(_ outcome: FileOutcome, _ message: String?) -> [String] {
    [
      "code:     \(outcome.code ?? .unreadable)", "message:  \(message ?? outcome.message ?? "")",
      "resume:   \(outcome.resumeID.map(String.init) ?? "N")",
    ]
  }

  private static func text(_ lines: [String]) -> String {
    lines.map(oneLine).joined(separator: "\n") + "\n"
  }

  /// What has no bytes here can't be read again, and its message says what to do with it.
  private static func advice(_ outcome: FileOutcome) -> [String] {
    let again = "hotgigs reprocess --id \(outcome.resumeID.map(String.init) ?? "N")"
    return switch outcome.code ?? .unreadable {
    case .tooLarge: ["make it smaller, or set the limit in pipeline.yaml higher,"]
    case .unreadable where !outcome.file.contains(ArchiveMember.separator):
      ["let whoever runs `hotgigs watch` read it (chmod, chown),"]
    case _ where !outcome.hasBytes: []
    case .encrypted: ["give its password:  \(again) --password-file FILE"]
    case .missingEmail: ["give its person's address:  \(again) --email ADDRESS"]
    case .identityConflict:
      [
        "if it is the same person:  \(again) --merge", "if it is another one:  \(again) --email ADDRESS",
      ]
    case .notAResume: ["if it is a resume:  \(again) --force"]
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
