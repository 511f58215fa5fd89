import DocumentText

/// Tells the items of lists that their reader took for text: "1.", "a)", and the letter "o" that typists use.
enum ListMarkers {
  /// The lines of a page with such marks as bullets.
  static func marked(_ original: [Line]) -> [Line] {
    var lines = original
    markLetters(&lines)
    markNumbers(&lines)
    return lines
  }

  /// "o " at the beginning of several lines of a column; one alone may be a word.
  private static func markLetters(_ lines: inout [Line]) {
    let found = lines.indices.filter { isFree(lines[$0]) && lines[$0].spans[0].text.hasPrefix("o ") }
    guard found.count >= 2 else { return }
    for index in found { mark(&lines[index], "o", length: 2) }
  }

  /// Numbers that count up line by line, from one; numbered headings stay what they are.
  private static func markNumbers(_ lines: inout [Line]) {
    var run: [(index: Int, length: Int)] = []
    func close(_ lines: inout [Line]) {
      if run.count >= 2, !run.contains(where: { isHeading(lines[$0.index], after: $0.length) }) {
        for (position, item) in run.enumerated() { mark(&lines[item.index], "\(position + 1).", length: item.length) }
      }
      run = []
    }
    for index in lines.indices where isFree(lines[index]) {
      guard let (number, length) = number(lines[index].spans[0].text) else { continue }
      if number == 1 { close(&lines) }
      if number == run.count + 1 { run.append((index, length)) }
    }
    close(&lines)
  }

  private static func isFree(_ line: Line) -> Bool {
    line.bullet == nil && line.headingLevel == nil && line.cell == nil && !line.spans.isEmpty
  }

  /// "1. ", "12) "
  private static func number(_ text: String) -> (value: Int, length: Int)? {
    var value = 0
    var length = 0
    for scalar in text.unicodeScalars.prefix(5) {
      if scalar.value >= 0x30, scalar.value <= 0x39 {
        value = value * 10 + Int(scalar.value - 0x30)
        length += 1
        if length > 2 { return nil }
      } else if scalar == "." || scalar == ")" {
        let rest = text.unicodeScalars.dropFirst(length + 1)
        guard length > 0, rest.first == " ", rest.count > 2 else { return nil }
        return (value, length + 2)
      } else {
        return nil
      }
    }
    return nil
  }

  private static func isHeading(_ line: Line, after length: Int) -> Bool {
    if line.spans.allSatisfy(\.style.isBold) { return true }
    let text = LineBuilder.textLine(line, page: 1, index: 0, flow: 0)
    return HeadingLexicon.standard.meaning(of: text, in: min(length, text.scalars.count)..<text.scalars.count) != nil
  }

  private static func mark(_ line: inout Line, _ bullet: String, length: Int) {
    line.bullet = bullet
    var text = line.spans[0].text
    text.unicodeScalars.removeFirst(length)
    line.spans[0].text = text
  }
}
