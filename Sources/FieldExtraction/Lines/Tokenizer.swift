/// Cuts folded scalars into words, numbers and signs.
enum Tokenizer {
  static func tokens(of folded: [UInt32]) -> [Token] {
    var result: [Token] = []
    result.reserveCapacity(folded.count / 4 + 2)
    var index = 0
    var space = false
    while index < folded.count {
      let scalar = folded[index]
      if Folding.isSpace(scalar) {
        space = true
        index += 1
        continue
      }
      let start = index
      var kind = Token.Kind.sign
      var digits = false
      var letters = false
      while index < folded.count {
        if Folding.isDigit(folded[index]) {
          digits = true
        } else if Folding.isLetter(folded[index]) {
          letters = true
        } else {
          break
        }
        index += 1
      }
      if index == start {
        index += 1
      } else {
        kind = digits ? (letters ? .mixed : .number) : .word
      }
      result.append(Token(kind: kind, start: start, end: index, spaceBefore: space))
      space = false
    }
    return result
  }
}
