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
      var digits = false
      var letters = false
      while index < folded.count {
        let scalar = folded[index]
        if Folding.isDigit(scalar) {
          // Chinese, Japanese and Korean put no space between a number and a word: "2019年4月".
          if letters, Folding.isWide(folded[index - 1]) { break }
          digits = true
        } else if Folding.isLetter(scalar) {
          if Folding.isWide(scalar) {
            if digits { break }
            if !letters, isDateUnit(scalar), start > 0, Folding.isDigit(folded[start - 1]) {
              letters = true
              index += 1
              break
            }
          }
          letters = true
        } else {
          break
        }
        index += 1
      }
      let kind: Token.Kind
      if index == start {
        kind = .sign
        index += 1
      } else {
        kind = digits ? (letters ? .mixed : .number) : .word
      }
      var hash = PhraseHash()
      hash.add(folded, start..<index)
      result.append(Token(kind: kind, start: start, end: index, spaceBefore: space, hash: hash))
      space = false
    }
    return result
  }

  /// 年 月 日 년 월 일
  private static func isDateUnit(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x5E74, 0x6708, 0x65E5, 0xB144, 0xC6D4, 0xC77C: true
    default: false
    }
  }
}
