import ResumeModel

/// What the flows of one document share while it is read: numbers, limits, and what was found beside lines.
final class FlowContext {
  /// Text that nobody sees.
  var hidden: [Line] = []
  /// Targets without text.
  private(set) var links: [PageLink] = []

  private let maximumCharacters: Int
  private var characters = 0
  private var tables = 0
  private var regions = 0

  init(_ options: ReadingOptions) {
    maximumCharacters = options.maximumCharacters
  }

  func nextTable() -> Int {
    defer { tables += 1 }
    return tables
  }

  /// A new flow's number; they are brought into reading order at the end.
  func nextRegion() -> Int {
    defer { regions += 1 }
    return regions
  }

  func addLink(_ target: String) {
    let link = PageLink(target: target, box: nil)
    if !links.contains(link), links.count < 1000 { links.append(link) }
  }

  /// - Throws: `limit_exceeded` once the document holds more characters than are allowed.
  func count(_ line: Line) throws(ExtractionError) {
    for span in line.spans { characters += span.text.unicodeScalars.count }
    guard characters > maximumCharacters else { return }
    throw ExtractionError(
      .limitExceeded, "more than \(maximumCharacters) characters: no resume needs as many")
  }

  /// The one page of a document without pages.
  func page(_ lines: [Line]) -> Page {
    Page(number: 1, lines: Self.renumbered(lines), hidden: hidden, links: links)
  }

  /// What to say of text that nobody sees; nil where there is none.
  var hiddenTextWarning: ParseWarning? {
    hidden.isEmpty
      ? nil
      : ParseWarning(
        .hiddenText, "\(hidden.count) lines that no reader sees (hidden, white or tiny text) were left out")
  }

  /// Regions numbered as they appear.
  private static func renumbered(_ lines: [Line]) -> [Line] {
    var numbers: [Int: Int] = [:]
    return lines.map { line in
      var line = line
      let number = numbers[line.region] ?? numbers.count
      numbers[line.region] = number
      line.region = number
      return line
    }
  }
}
