/// Phrases by the hash of their folded words, each with a value; found in a line without making a string.
///
/// Hashes are 64 bits wide: among ten thousand phrases the chance that any word of a document meets another's hash is
/// below one in 10¹².
struct Lexicon {
  private var table: PhraseTable

  /// - Parameter capacity: about how many phrases it will hold.
  init(capacity: Int = 8) {
    table = PhraseTable(capacity: capacity)
  }

  init(_ phrases: [(phrase: String, value: UInt16)]) {
    self.init(capacity: phrases.count)
    for entry in phrases { insert(entry.phrase, entry.value) }
  }

  var isEmpty: Bool { table.isEmpty }

  mutating func insert(_ phrase: some StringProtocol, _ value: UInt16) {
    insert(phrase.unicodeScalars, value)
  }

  /// - Parameter phrase: in UTF-8.
  mutating func insert(_ phrase: ArraySlice<UInt8>, _ value: UInt16) {
    if phrase.allSatisfy({ $0 < 0x80 }) {
      insert(phrase.lazy.map { Unicode.Scalar($0) }, value)
    } else {
      insert(String(decoding: phrase, as: UTF8.self).unicodeScalars, value)
    }
  }

  /// Words as ``Tokenizer`` cuts them, without the tokens themselves: ten thousand phrases are taken in at every start.
  private mutating func insert(_ scalars: some Sequence<Unicode.Scalar>, _ value: UInt16) {
    var hash = PhraseHash()
    var words = 0
    var isInWord = false
    for scalar in scalars {
      let folded = Folding.fold(scalar)
      let isWordLike = Folding.isLetter(folded) || Folding.isDigit(folded)
      if isWordLike || folded == 0x26 {
        if !isInWord || !isWordLike {
          if words > 0 {
            table.insert(beginning: hash)
            hash.add(0x20)
          }
          words += 1
        }
        hash.add(folded)
      }
      isInWord = isWordLike
    }
    guard words > 0 else { return }
    table.insert(hash, value)
  }

  func value(of hash: PhraseHash) -> UInt16? {
    guard let entry = table[hash], entry.isPhrase else { return nil }
    return entry.value
  }

  /// The longest phrase that starts at a token.
  ///
  /// Hyphens, apostrophes, full stops and slashes inside it count as spaces; commas, tabs and other signs end it.
  func match(_ line: TextLine, at first: Int, before limit: Int) -> (value: UInt16, end: Int)? {
    match(line.folded, line.tokens, at: first, before: limit)
  }

  func match(
    _ folded: [UInt32], _ tokens: [Token], at first: Int, before limit: Int
  ) -> (value: UInt16, end: Int)? {
    var hash = PhraseHash()
    var best: (value: UInt16, end: Int)?
    var words = 0
    var index = first
    while index < limit {
      let token = tokens[index]
      let scalar = folded[token.start]
      if token.kind == .sign, scalar != 0x26 {
        guard words > 0, scalar == 0x2D || scalar == 0x27 || scalar == 0x2E || scalar == 0x2F else { break }
        index += 1
        continue
      }
      if words > 0 {
        if token.spaceBefore, folded[token.start - 1] == 0x09 { break }
        hash.add(0x20)
      }
      if words == 0 { hash = token.hash } else { hash.add(folded, token.start..<token.end) }
      words += 1
      index += 1
      guard let entry = table[hash] else { break }
      if entry.isPhrase { best = (entry.value, index) }
      guard entry.goesOn else { break }
    }
    return best
  }

  /// The value of the whole range, where it is one phrase; signs before and after it do not count.
  func value(of line: TextLine, in range: Range<Int>) -> UInt16? {
    let indices = line.tokenIndices(in: range)
    var first = indices.lowerBound
    while first < indices.upperBound, line.tokens[first].kind == .sign { first += 1 }
    guard let match = match(line, at: first, before: indices.upperBound) else { return nil }
    for index in match.end..<indices.upperBound where line.tokens[index].isWordLike { return nil }
    return match.value
  }

  /// Every phrase in a range, from the left, longest first, none overlapping.
  func matches(in line: TextLine, _ range: Range<Int>) -> [(value: UInt16, tokens: Range<Int>)] {
    let indices = line.tokenIndices(in: range)
    var result: [(value: UInt16, tokens: Range<Int>)] = []
    var index = indices.lowerBound
    while index < indices.upperBound {
      if line.tokens[index].kind != .sign, let match = match(line, at: index, before: indices.upperBound) {
        result.append((match.value, index..<match.end))
        index = match.end
      } else {
        index += 1
      }
    }
    return result
  }
}
