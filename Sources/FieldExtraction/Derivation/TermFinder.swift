/// Finds whole terms in a text: "Java" is not in "JavaScript", "C" is neither in "C++" nor in "R&D".
struct TermFinder {
  private let scalars: [Unicode.Scalar]
  private let folded: [UInt32]
  private let tokens: [Token]
  /// Words by their hash: the first of each chain in `firsts`, by the hash's low bits, and behind each word the next of its
  /// chain in `nexts`; -1 ends it. A dictionary of arrays, one for each word of each job, took five times as long to make.
  private var firsts: [Int]
  private var nexts: [Int]

  /// Longer texts are cut: no job's description needs as many code points.
  private static let longest = 200_000

  init(_ text: String) {
    scalars = Array(text.unicodeScalars.prefix(Self.longest))
    folded = scalars.map(Folding.fold)
    tokens = Tokenizer.tokens(of: folded)
    firsts = Array(repeating: -1, count: 256)
    nexts = Array(repeating: -1, count: tokens.count)
    for (index, token) in tokens.enumerated() {
      let chain = Self.chain(of: token)
      (nexts[index], firsts[chain]) = (firsts[chain], index)
    }
  }

  func contains(_ term: String) -> Bool {
    let words = Array(term.unicodeScalars.prefix(200))
    let wanted = words.map(Folding.fold)
    let wantedTokens = Tokenizer.tokens(of: wanted)
    guard let first = wantedTokens.first, wantedTokens.contains(where: \.isWordLike) else { return false }
    // "Go", "R": a word so short is a name in its own spelling only.
    let isExact = wanted.count <= 2 && wanted.allSatisfy(Folding.isLetter)
    var index = firsts[Self.chain(of: first)]
    while index >= 0 {
      let start = tokens[index].start
      defer { index = nexts[index] }
      guard tokens[index].hash == first.hash, let end = end(of: wanted, from: start),
        isBoundary(before: start, of: wanted),
        isBoundary(after: end, of: wanted)
      else { continue }
      if isExact, !scalars[start..<end].elementsEqual(words) { continue }
      return true
    }
    return false
  }

  private static func chain(of token: Token) -> Int { Int((token.hash.value ^ token.hash.value >> 32) & 0xFF) }

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
