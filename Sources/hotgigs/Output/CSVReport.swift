import FoundationEssentials
import Ingest

/// The outcomes of a run as a spreadsheet can read them (RFC 4180).
enum CSVReport {
  static func write(_ rows: [FileOutcome], to path: String) throws {
    var text = "file,outcome,code,message,resume_id,candidate_id,needs_review\r\n"
    for row in rows.sorted(by: { $0.file < $1.file }) {
      let cells = [
        row.file, row.outcome.rawValue, row.code?.rawValue ?? "", row.message ?? "",
        row.resumeID.map(String.init) ?? "",
        row.candidateID.map(String.init) ?? "", row.needsReview ? "true" : "false",
      ]
      text += cells.map(cell).joined(separator: ",") + "\r\n"
    }
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw CommandFailure(.cannotCreate, "can't write the report \(path): \(error)")
    }
  }

  /// Quoted where it needs to be. What a spreadsheet would take for a formula gets an apostrophe in front: a file's name
  /// or a document's text is never run.
  static func cell(_ text: String) -> String {
    var text = text
    if let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) { text = "'" + text }
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
