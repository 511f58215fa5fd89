/// Finds whole terms in a text: "Java" is not in "JavaScript", "C" is neither in "C++" nor in "R&D".
struct TermFinder {
  private let scalars: [Unicode.Scalar]
  private let folded: [UInt32]
  /// Where the text's words begin, by the hash of each.
  private var starts: [UInt64: [Int]] = [:]

  /// Longer texts are cut: no job's description needs as many code points.
  private static let longest = 200_000

  init(_ text: String) {
    scalars = Array(text.unicodeScalars.prefix(Self.longest))
    folded = scalars.map(Folding.fold)
    for token in Tokenizer.tokens(of: folded) {
      starts[Self.hash(folded[token.start..<token.end]), default: []].append(token.start)
    }
  }

  func contains(_ term: String) -> Bool {
    let words = Array(term.unicodeScalars.prefix(200))
    let wanted = words.map(Folding.fold)
    let tokens = Tokenizer.tokens(of: wanted)
    guard let first = tokens.first, tokens.contains(where: \.isWordLike) else { return false }
    // "Go", "R": a word so short is a name in its own spelling only.
    let isExact = wanted.count <= 2 && wanted.allSatisfy(Folding.isLetter)
    for start in starts[Self.hash(wanted[first.start..<first.end])] ?? [] {
      guard let end = end(of: wanted, from: start), isBoundary(before: start, of: wanted),
        isBoundary(after: end, of: wanted)
      else { continue }
      if isExact, !scalars[start..<end].elementsEqual(words) { continue }
      return true
    }
    return false
  }

  private static func hash(_ word: ArraySlice<UInt32>) -> UInt64 {
    var hash = PhraseHash()
    hash.add(word)
    return hash.value
  }

  /// Where the term ends if it stands at an offset; any white space is as good as another.
  private func end(of wanted: [UInt32], from start: Int) -> Int? {
    var offset = start
    var index = 0
    while index < wanted.count {
      if Folding.isSpace(wanted[index]) {
        guard offset < folded.count, Folding.isSpace(folded[offset]) else { return nil }
        while offset < folded.count, Folding.isSpace(folded[offset]) { offset += 1 }
        while index < wanted.count, Folding.isSpace(wanted[index]) { index += 1 }
      } else {
        guard offset < folded.count, folded[offset] == wanted[index] else { return nil }
        offset += 1
        index += 1
      }
    }
    return offset
  }

  private func isBoundary(before start: Int, of wanted: [UInt32]) -> Bool {
    guard start > 0 else { return true }
    let before = folded[start - 1]
    if isPart(before) { return false }
    // ".js" belongs to "Node.js"; "C" of "Objective-C" and "D" of "R&D" are no words.
    let isJoined = start > 1 && isPart(folded[start - 2])
    if before == 0x2E, isJoined { return false }
    return !(wanted.count == 1 && isJoined && (before == 0x2D || before == 0x26))
  }

  private func isBoundary(after end: Int, of wanted: [UInt32]) -> Bool {
    guard end < folded.count else { return true }
    let after = folded[end]
    // + and # make another name of it: "C++", "C#".
    if isPart(after) || after == 0x2B || after == 0x23 { return false }
    let isJoined = end + 1 < folded.count && isPart(folded[end + 1])
    if after == 0x2E, isJoined { return false }
    return !(wanted.count == 1 && isJoined && (after == 0x2D || after == 0x26))
  }

  private func isPart(_ scalar: UInt32) -> Bool { Folding.isLetter(scalar) || Folding.isDigit(scalar) }
}
