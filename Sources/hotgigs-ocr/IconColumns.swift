/// Drops what tesseract makes of pictures beside lines: the signs of a telephone, an envelope, a house before contact data.
enum IconColumns {
  /// Lines beneath each other that make a column of signs.
  private static let least = 3
  /// Ems.
  private static let sameMiddle = 0.45
  private static let sameStart = 0.3
  private static let leastGap = 0.3
  /// Of letters read in earnest, tesseract is surer than this.
  private static let unsure = 0.75

  static func drop(from lines: [MeasuredLine]) -> [MeasuredLine] {
    let heads = lines.indices.filter { isHead(lines[$0]) }
    var dropped: Set<Int> = []
    for index in heads {
      let fellows = heads.filter { isFellow(lines[$0], of: lines[index]) }
      guard fellows.count >= least else { continue }
      // A list's numbers are beneath each other too, but are read with certainty and count.
      let doubtful = fellows.filter { isDoubtful(lines[$0].words[0]) }
      if 2 * doubtful.count > fellows.count { dropped.formUnion(fellows) }
    }
    let usual = MeasuredLine.median(lines.map { ($0.size, $0.words.reduce(0) { $0 + $1.text.utf8.count }) })
    return lines.enumerated().compactMap { index, line in
      var line = line
      if dropped.contains(index) || isLoneSign(line) {
        line.words.removeFirst()
        line.measures.removeFirst()
      }
      // A spot alone on its line, of whatever letter it was read as.
      if line.words.count == 1, line.words[0].text.unicodeScalars.count == 1,
        Double(line.words[0].bottom - line.words[0].top) < 0.48 * usual
      {
        return nil
      }
      return line.words.contains { hasLetter($0.text) } ? line : nil
    }
  }

  /// Whether a line begins with one or two characters set apart from the rest.
  private static func isHead(_ line: MeasuredLine) -> Bool {
    guard line.words.count > 1, line.words[0].text != "•", line.words[0].text.unicodeScalars.count <= 2 else {
      return false
    }
    return Double(line.words[1].left - line.words[0].right) > leastGap * line.size
  }

  private static func isFellow(_ line: MeasuredLine, of other: MeasuredLine) -> Bool {
    let em = max(line.size, other.size)
    let (one, two) = (line.words[0], other.words[0])
    return abs(Double(one.left + one.right - two.left - two.right)) / 2 < sameMiddle * em
      && abs(Double(line.words[1].left - other.words[1].left)) < sameStart * em
      && abs(line.baseLine - other.baseLine) < 12 * em
  }

  private static func isDoubtful(_ word: TesseractWord) -> Bool {
    word.confidence < unsure || !hasLetter(word.text)
  }

  /// Whether a line begins with a sign that no line of text begins with.
  private static func isLoneSign(_ line: MeasuredLine) -> Bool {
    guard line.words.count > 1, let first = line.words.first, !hasLetter(first.text) else { return false }
    return ["=", "@", "&", "%", "$", "#", "\\", "_", "^", "|", "{", "}", "[", "]", "<", ">", "?", "!", "£", "€"]
      .contains(first.text)
  }

  private static func hasLetter(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
  }
}
