import DocumentText
import ResumeModel

/// A word, a number or a sign of a line.
struct Token {
  enum Kind: UInt8 {
    /// Letters only.
    case word
    /// Digits only.
    case number
    /// Letters and digits.
    case mixed
    /// One sign; spaces are no tokens.
    case sign
  }

  var kind: Kind
  /// Into the line's scalars.
  var start, end: Int
  /// White space, a tab included, stands before it.
  var spaceBefore: Bool
  /// Of its folded scalars: each of some fifty lexicons is asked for it.
  var hash: PhraseHash

  var count: Int { end - start }
  var isWordLike: Bool { kind != .sign }

  /// The token in a text that its line is a later part of, behind a space.
  func moved(by offset: Int) -> Token {
    var token = self
    token.start += offset
    token.end += offset
    if offset > 0, start == 0 { token.spaceBefore = true }
    return token
  }
}

/// A stretch of a line in one style.
struct StyleRun {
  var range: Range<Int>
  var style: Style
  var link: String?
  var box: Box?
}

/// A line with everything that is asked of it again and again, computed once.
struct TextLine {
  /// In the document's reading order, from 0: what evidence names.
  let index: Int
  let page: Int
  /// Lines of one flow follow each other: a column, a box, a table cell.
  var flow: Int
  let box: Box?
  let hasBullet: Bool
  let headingLevel: Int?
  let indent: Double
  let gapAbove: Double?
  let part: LinePart
  let scalars: [Unicode.Scalar]
  let folded: [UInt32]
  let tokens: [Token]
  let runs: [StyleRun]
  /// The dominant style's.
  let size: Double
  let isBold: Bool
  let isItalic: Bool
  let color: UInt32
  let font: String
  /// Every letter is a capital, and there are at least two.
  let isAllCaps: Bool
  var dates: [DateSpan]
  /// It names the columns of a table's rows.
  var isColumnHead = false

  var wordCount: Int { tokens.reduce(0) { $0 + ($1.isWordLike ? 1 : 0) } }
  var range: Range<Int> { 0..<scalars.count }

  /// The text of a range, without white space around it; tabs inside become spaces.
  func text(_ range: Range<Int>) -> String {
    String(scalars: scalars[trimmed(range)].lazy.map { $0 == "\t" ? " " : $0 })
  }

  var text: String { text(range) }

  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, Folding.isSpace(folded[low]) { low += 1 }
    while high > low, Folding.isSpace(folded[high - 1]) { high -= 1 }
    return low..<high
  }

  /// The stretches that wide gaps part.
  var segments: [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    for (offset, scalar) in folded.enumerated() where scalar == 0x09 {
      let piece = trimmed(start..<offset)
      if !piece.isEmpty { result.append(piece) }
      start = offset + 1
    }
    let piece = trimmed(start..<folded.count)
    if !piece.isEmpty { result.append(piece) }
    return result
  }

  /// Indices of the tokens inside a range.
  func tokenIndices(in range: Range<Int>) -> Range<Int> {
    var (low, high) = (0, tokens.count)
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].start < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    high = low
    while high < tokens.count, tokens[high].end <= range.upperBound { high += 1 }
    return low..<high
  }

  func word(_ token: Token) -> ArraySlice<UInt32> { folded[token.start..<token.end] }

  /// The style of most of a range's letters.
  func style(of range: Range<Int>) -> Style {
    var best = Style()
    var most = -1
    for run in runs {
      let overlap = run.range.clamped(to: range).count
      if overlap > most { (best, most) = (run.style, overlap) }
    }
    return best
  }

  func link(in range: Range<Int>) -> String? {
    runs.first { $0.link != nil && $0.range.overlaps(range) }?.link
  }

  func evidence(_ range: Range<Int>? = nil) -> Evidence {
    guard let range, box != nil else { return Evidence(page: page, box: box, line: index) }
    var union: Box?
    for run in runs where run.range.overlaps(range) {
      guard let part = run.box else { continue }
      union = union.map { $0.union(part) } ?? part
    }
    return Evidence(page: page, box: union ?? box, line: index)
  }

  /// Whether a sign stands in the range.
  func contains(_ sign: Unicode.Scalar, in range: Range<Int>) -> Bool {
    folded[range].contains(sign.value)
  }
}
