/// Decides whether a stretch of digits is a telephone number, by its shape and by what stands around it.
struct PhoneJudge {
  private let line: TextLine
  private let signs: [UInt32]
  private let range: Range<Int>
  private let groups: [[UInt8]]

  init(_ line: TextLine, _ signs: [UInt32], _ range: Range<Int>) {
    self.line = line
    self.signs = signs
    self.range = range
    var groups: [[UInt8]] = []
    var current: [UInt8] = []
    for sign in signs[range] {
      if Folding.isDigit(sign) {
        current.append(UInt8(sign - 0x30))
      } else if !current.isEmpty {
        groups.append(current)
        current = []
      }
    }
    if !current.isEmpty { groups.append(current) }
    self.groups = groups
  }

  private var hasPlus: Bool { signs[range].contains(0x2B) }

  func hit() -> PhoneOnLine? {
    let all = groups.flatMap { $0 }
    guard all.count >= 7, all.count <= 15 else { return nil }
    let label = PhoneLabels.standard.label(line, before: range.lowerBound)
    guard label != .identifier, !isMasked(all, isLabelled: label != nil), isPhone(all, isLabelled: label != nil) else {
      return nil
    }
    var digits = all
    // "+44 (0)20 …": the bracket is for those who dial at home.
    if hasPlus, let zero = bracketedZero() { digits.remove(at: zero) }
    if hasPlus, !PhoneNumbering().isPlausible(international: digits) { return nil }
    let ext = PhoneLabels.standard.extension(signs, line, after: range.upperBound)
    let isFax = label == .fax || PhoneLabels.standard.isFax(line, after: range.upperBound)
    return PhoneOnLine(
      range: range, extent: range.lowerBound..<(ext?.end ?? range.upperBound), digits: digits, hasPlus: hasPlus,
      ext: ext?.digits, isFax: isFax)
  }

  private func bracketedZero() -> Int? {
    var count = 0
    for offset in range {
      if Folding.isDigit(signs[offset]) {
        if count > 0, signs[offset] == 0x30, signs[offset - 1] == 0x28, offset + 1 < signs.count,
          signs[offset + 1] == 0x29
        {
          return count
        }
        count += 1
      }
    }
    return nil
  }

  /// "+49 176 *** **", "+1 555 123 XXXX", "000 000 0000".
  private func isMasked(_ digits: [UInt8], isLabelled: Bool) -> Bool {
    let distinct = Set(digits).count
    if distinct == 1 { return true }
    if distinct == 2, !(isLabelled && Set(digits.suffix(6)).count == 2) { return true }
    func isMask(_ offset: Int) -> Bool {
      guard signs.indices.contains(offset) else { return false }
      switch signs[offset] {
      case 0x2A, 0x23, 0x3F, 0x2022, 0x2026, 0x25CF, 0x2588: return true
      // "xx", "nnn".
      case 0x78, 0x6E: return offset + 1 < signs.count && signs[offset + 1] == signs[offset]
      default: return false
      }
    }
    func isBetween(_ offset: Int) -> Bool {
      signs.indices.contains(offset) && [0x20, 0x2D, 0x2E, 0x28, 0x29].contains(signs[offset])
    }
    var after = range.upperBound
    while isBetween(after), after < range.upperBound + 2 { after += 1 }
    // A bullet between two details is no mask: "0171 1234567 • Berlin".
    if isMask(after), !(signs[after] == 0x2022 && after + 1 < signs.count && signs[after + 1] == 0x20) { return true }
    let before = range.lowerBound - (isBetween(range.lowerBound - 1) ? 2 : 1)
    return isMask(before) && signs[before] != 0x2022 && signs[before] != 0x25CF && signs[before] != 0x23
  }

  private func isPhone(_ digits: [UInt8], isLabelled: Bool) -> Bool {
    if range.upperBound < signs.count {
      let after = signs[range.upperBound]
      if Folding.isLetter(after), after < 0x2E80,
        PhoneLabels.standard.extension(signs, line, after: range.upperBound) == nil
      {
        return false
      }
      if after == 0x40 || after == 0x25 || after == 0x5F { return false }
    }
    if hasPlus { return true }
    // The years of a label's row are no number either.
    let years = groups.filter(isYear).count
    if years > 0, years == groups.count || groups.count <= 4 && years * 2 >= groups.count { return false }
    if isDate || isInsideDate || isAmongCurrency { return false }
    if isLabelled { return digits.count >= 7 }
    // "71683838 Pacheco" is a postal code with its town.
    if groups.count == 1, digits.count <= 8, isFollowedByWord { return false }
    // "1.234.567" is an amount; so is "12 345 678 users".
    let isAmount =
      groups.count > 1 && groups[0].count <= 3 && groups[0][0] != 0
      && groups.dropFirst().allSatisfy { $0.count == 3 }
    if isAmount, signs[range].contains(0x2E) ? digits.count < 9 : isFollowedBySmallWord { return false }
    if digits.count < 8, groups.count == 1 { return false }
    // "LL 12345 6789" and "12345-678" are postal codes.
    if groups.map(\.count) == [5, 4] || groups.map(\.count) == [5, 3] { return false }
    // International Standard Book Numbers.
    if digits.count == 13, digits.starts(with: [9, 7, 8]) || digits.starts(with: [9, 7, 9]) { return false }
    return !isAfterAccountCode
  }

  private func isYear(_ group: [UInt8]) -> Bool {
    group.count == 4 && (group.starts(with: [1, 9]) || group.starts(with: [2, 0]))
  }

  /// "12.05.1990", "1990-05-12".
  private var isDate: Bool {
    guard groups.count == 3, !signs[range].contains(0x28) else { return false }
    let counts = groups.map(\.count)
    return isYear(groups[2]) && counts[0] <= 2 && counts[1] <= 2
      || isYear(groups[0]) && counts[1] <= 2 && counts[2] <= 2
  }

  private var isInsideDate: Bool {
    line.dates.contains { $0.range.overlaps(range) && $0.range.clamped(to: range).count * 2 > range.count }
  }

  private var isAmongCurrency: Bool {
    func isCurrency(_ offset: Int) -> Bool {
      signs.indices.contains(offset) && [0x24, 0xA3, 0xA5, 0x20AC, 0x20B9].contains(line.scalars[offset].value)
    }
    return isCurrency(range.lowerBound - 1) || isCurrency(range.lowerBound - 2) || isCurrency(range.upperBound)
      || isCurrency(range.upperBound + 1)
  }

  private var isFollowedByWord: Bool {
    range.upperBound + 1 < signs.count && signs[range.upperBound] == 0x20
      && Folding.isLetter(signs[range.upperBound + 1])
  }

  private var isFollowedBySmallWord: Bool { isFollowedByWord && line.scalars[range.upperBound + 1].isLower }

  /// "NL91 ABNA 0417 1643 00": the rest of an account number.
  private var isAfterAccountCode: Bool {
    let index = line.tokenIndices(in: 0..<range.lowerBound).upperBound
    for position in max(0, index - 2)..<index {
      let token = line.tokens[position]
      guard token.kind == .mixed, token.count == 4, range.lowerBound - token.start <= 12 else { continue }
      let word = line.folded[token.start..<token.end]
      if word.prefix(2).allSatisfy(Folding.isLetter), word.suffix(2).allSatisfy(Folding.isDigit) { return true }
    }
    return false
  }
}
