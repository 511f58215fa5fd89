/// A telephone number on a line, before anything has decided whose it is.
struct PhoneOnLine {
  /// Of the number as written.
  var range: Range<Int>
  /// With an extension behind it.
  var extent: Range<Int>
  /// Values 0…9; without a trunk prefix in brackets behind a calling code.
  var digits: [UInt8]
  var hasPlus: Bool
  var ext: String?
  var isFax: Bool
}

/// Finds telephone numbers as written; years, dates, postal codes, amounts, identifiers and masked numbers are none.
enum Phones {
  static func scan(_ line: TextLine) -> [Range<Int>] { numbers(in: line).map(\.range) }

  static func numbers(in line: TextLine) -> [PhoneOnLine] {
    let signs = PhoneSigns.of(line)
    guard PhoneSigns.digitCount(signs[...]) >= 7 else { return [] }
    var hits: [PhoneOnLine] = []
    var index = 0
    while index < signs.count {
      guard startsNumber(signs, at: index), let range = stretch(signs, from: index) else {
        index += 1
        continue
      }
      if let hit = PhoneJudge(line, signs, range).hit() { hits.append(hit) }
      index = max(range.upperBound, index + 1)
    }
    return hits
  }

  private static func startsNumber(_ signs: [UInt32], at index: Int) -> Bool {
    let sign = signs[index]
    guard Folding.isDigit(sign) || sign == 0x2B || sign == 0x28 else { return false }
    guard index > 0 else { return true }
    let before = signs[index - 1]
    // Scripts without word spaces set a label right before its number.
    let isAfterLetter = Folding.isLetter(before) && before < 0x2E80
    return !Folding.isDigit(before) && !isAfterLetter && before != 0x2B && before != 0x40 && before != 0x5F
  }

  /// Digits with what stands between them in a number.
  private static func stretch(_ signs: [UInt32], from start: Int) -> Range<Int>? {
    var index = start
    var digits = 0
    var group = 0
    var isLetterSpaced = true
    var end = start
    var isOpen = false
    func next(_ offset: Int) -> UInt32 { index + offset < signs.count ? signs[index + offset] : 0 }
    scan: while index < signs.count {
      let sign = signs[index]
      switch sign {
      case 0x30...0x39:
        digits += 1
        group += 1
        if group > 1 { isLetterSpaced = false }
        end = index + 1
      case 0x2B:
        if index > start, signs[index - 1] != 0x28 { break scan }
      case 0x28:
        if digits > 5 { break scan }
        (isOpen, group) = (true, 0)
      case 0x29:
        guard isOpen else { break scan }
        (isOpen, group) = (false, 0)
      case 0x2F:
        if digits >= 7, isSecondNumber(signs, after: index) { break scan }
        group = 0
      case 0x2D where index > start && signs[index - 1] == 0x20 && next(1) == 0x20 && signs[start] != 0x2B:
        // " - " parts a house number from a postal code; "0171 - 1234567" is a number.
        guard signs[start] == 0x30 || signs[start] == 0x28, (3...6).contains(digits) else { break scan }
        group = 0
      case 0x2D, 0x2E, 0x20:
        if index - end >= 3 { break scan }
        if sign == 0x20, next(1) == 0x20, !(isLetterSpaced && digits >= 3) { break scan }
        group = 0
      default: break scan
      }
      index += 1
    }
    return end > start ? start..<end : nil
  }

  /// What follows a slash is a number of its own ("… / 0171 …", "… / +49 …") or another ending ("…/68").
  private static func isSecondNumber(_ signs: [UInt32], after slash: Int) -> Bool {
    var index = slash + 1
    while index < signs.count, signs[index] == 0x20 { index += 1 }
    guard index < signs.count else { return true }
    if signs[index] == 0x30 || signs[index] == 0x28 || signs[index] == 0x2B { return true }
    return PhoneSigns.digitCount(signs[index...].prefix { Folding.isDigit($0) || $0 == 0x20 || $0 == 0x2D }) < 5
  }
}

/// A line's scalars with the digits and signs of other scripts in their ASCII forms.
enum PhoneSigns {
  static func of(_ line: TextLine) -> [UInt32] {
    guard line.folded.contains(where: { $0 >= 0x660 }) else { return line.folded }
    return line.folded.map(ascii)
  }

  private static func ascii(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0..<0x660: scalar
    case 0x660...0x669: scalar - 0x660 + 0x30
    case 0x6F0...0x6F9: scalar - 0x6F0 + 0x30
    case 0x966...0x96F: scalar - 0x966 + 0x30
    case 0x9E6...0x9EF: scalar - 0x9E6 + 0x30
    case 0xFF01...0xFF5E: scalar - 0xFEE0
    default: scalar
    }
  }

  static func digitCount(_ signs: some Sequence<UInt32>) -> Int {
    signs.reduce(0) { $0 + (Folding.isDigit($1) ? 1 : 0) }
  }
}
