import ResumeModel

/// Lines that a spreadsheet can read (RFC 4180).
package enum CSV {
  package static func line(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",") + "\r\n"
  }

  /// On one line, quoted where it needs to be. What a spreadsheet would take for a formula gets an apostrophe in front: a file's name
  /// or a document's text is never run.
  package static func cell(_ text: String) -> String {
    var text = text.singleLine
    if let first = text.unicodeScalars.first(where: { $0 != " " }), "=+-@".unicodeScalars.contains(first) {
      text = "'" + text
    }
    guard text.unicodeScalars.contains(where: { ",\"".unicodeScalars.contains($0) }) else { return text }
    return "\"" + text.replacing(sign: "\"", with: "\"\"") + "\""
  }
}
