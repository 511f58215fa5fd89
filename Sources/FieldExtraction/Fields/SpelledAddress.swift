/// Addresses that are spelled so that no robot finds them: "jane (at) example.com", "jane [at] example [dot] com".
enum SpelledAddress {
  static func hits(in line: TextLine, at position: Int) -> [ContactHit] {
    var result: [ContactHit] = []
    for (index, token) in line.tokens.enumerated()
    where token.kind == .word && line.folded[token.start..<token.end].elementsEqual(at) {
      guard let sign = Bracketed(line, index) else { continue }
      // Without brackets only where the dots are spelled too.
      var text: [Unicode.Scalar] = []
      guard let start = local(line, before: sign.range.lowerBound, into: &text), index > 0 else { continue }
      text.append("@")
      let (end, spelledDots) = domain(line, from: sign.range.upperBound, into: &text)
      guard sign.isBracketed || spelledDots > 0 else { continue }
      let address = Emails.string(text[...])
      if Emails.isAddress(address) {
        result.append(ContactHit(value: address, line: position, range: start..<end, isLinkTarget: false))
      }
    }
    return result
  }

  private static let at = Folding.fold("at")
  private static let dot = Folding.fold("dot")
  private static let point = Folding.fold("punkt")

  /// A word with the brackets and spaces around it.
  private struct Bracketed {
    var range: Range<Int>
    var isBracketed: Bool

    init?(_ line: TextLine, _ index: Int) {
      let token = line.tokens[index]
      var (low, high) = (token.start, token.end)
      let opens: Set<UInt32> = [0x28, 0x5B, 0x7B, 0x3C]
      let closes: Set<UInt32> = [0x29, 0x5D, 0x7D, 0x3E]
      isBracketed =
        low > 0 && opens.contains(line.folded[low - 1]) && high < line.folded.count
        && closes.contains(line.folded[high])
      if isBracketed { (low, high) = (low - 1, high + 1) }
      while low > 0, line.folded[low - 1] == 0x20 { low -= 1 }
      while high < line.folded.count, line.folded[high] == 0x20 { high += 1 }
      guard isBracketed || low < token.start && high > token.end else { return nil }
      range = low..<high
    }
  }

  private static func local(_ line: TextLine, before end: Int, into text: inout [Unicode.Scalar]) -> Int? {
    var start = end
    while start > 0, isPart(line.folded[start - 1]) { start -= 1 }
    guard start < end else { return nil }
    text += line.scalars[start..<end]
    return start
  }

  private static func domain(
    _ line: TextLine, from start: Int, into text: inout [Unicode.Scalar]
  ) -> (end: Int, spelledDots: Int) {
    var end = start
    var dots = 0
    while true {
      let first = end
      while end < line.folded.count, isPart(line.folded[end]) { end += 1 }
      text += line.scalars[first..<end]
      guard end > first, let index = line.tokens.firstIndex(where: { $0.start >= end && $0.kind == .word }) else {
        break
      }
      let word = line.folded[line.tokens[index].start..<line.tokens[index].end]
      guard word.elementsEqual(dot) || word.elementsEqual(point), line.tokens[index].start - end <= 2,
        let sign = Bracketed(line, index), sign.range.lowerBound == end, dots < 4
      else { break }
      text.append(".")
      dots += 1
      end = sign.range.upperBound
    }
    return (end, dots)
  }

  private static func isPart(_ scalar: UInt32) -> Bool {
    Folding.isDigit(scalar) || Folding.isLetter(scalar) || scalar == 0x2E || scalar == 0x2D || scalar == 0x5F
      || scalar == 0x2B
  }
}
