/// Finds telephone numbers as written; years, dates, postal codes and masked numbers are none.
enum Phones {
  static func scan(_ line: TextLine) -> [Range<Int>] {
    var hits: [Range<Int>] = []
    var index = 0
    while index < line.folded.count {
      guard startsNumber(line, at: index), let range = number(line, from: index) else {
        index += 1
        continue
      }
      if isPhone(line, range) { hits.append(range) }
      index = range.upperBound
    }
    return hits
  }

  private static func startsNumber(_ line: TextLine, at index: Int) -> Bool {
    let scalar = line.folded[index]
    guard Folding.isDigit(scalar) || scalar == 0x2B || scalar == 0x28 else { return false }
    guard index > 0 else { return true }
    let before = line.folded[index - 1]
    return !Folding.isDigit(before) && !Folding.isLetter(before) && before != 0x2B && before != 0x40 && before != 0x5F
  }

  /// Digits with what stands between them in a number.
  private static func number(_ line: TextLine, from start: Int) -> Range<Int>? {
    var index = start
    var digits = 0
    var end = start
    var isOpen = false
    while index < line.folded.count {
      let scalar = line.folded[index]
      if Folding.isDigit(scalar) {
        digits += 1
        end = index + 1
      } else if scalar == 0x2B {
        if index > start, line.folded[index - 1] != 0x28 { break }
      } else if scalar == 0x28 {
        if digits > 5 { break }
        isOpen = true
      } else if scalar == 0x29 {
        guard isOpen else { break }
        isOpen = false
      } else if scalar == 0x2D || scalar == 0x2E || scalar == 0x2F || scalar == 0x20 || scalar == 0xA0 {
        // Not " - ", which parts a house number from a postal code; but in a number with a country code.
        let isSpacedDash =
          scalar == 0x2D && index > start && line.folded[index - 1] == 0x20 && index + 1 < line.folded.count
          && line.folded[index + 1] == 0x20
        if isSpacedDash, line.folded[start] != 0x2B { break }
        if index - end >= 3 { break }
        if scalar == 0x20, index + 1 < line.folded.count, line.folded[index + 1] == 0x20 { break }
      } else {
        break
      }
      index += 1
    }
    guard digits >= 7, digits <= 15 else { return end > start ? start..<end : nil }
    if end < line.folded.count {
      let after = line.folded[end]
      if Folding.isLetter(after) || after == 0x40 || after == 0x25 || after == 0x5F { return start..<end }
    }
    return start..<end
  }

  private static func isPhone(_ line: TextLine, _ range: Range<Int>) -> Bool {
    var groups: [[UInt32]] = []
    var current: [UInt32] = []
    for scalar in line.folded[range] {
      if Folding.isDigit(scalar) {
        current.append(scalar)
      } else if !current.isEmpty {
        groups.append(current)
        current = []
      }
    }
    if !current.isEmpty { groups.append(current) }
    let digits = groups.joined()
    guard digits.count >= 7, digits.count <= 15, Set(digits).count > 2 else { return false }
    if range.upperBound < line.folded.count {
      let after = line.folded[range.upperBound]
      if Folding.isLetter(after) || after == 0x40 || after == 0x25 || after == 0x5F || after == 0x2A { return false }
      if range.upperBound + 1 < line.folded.count, after == 0x20, line.folded[range.upperBound + 1] == 0x2A {
        return false
      }
    }
    // "71683838 Pacheco" is a postal code with its town.
    if groups.count == 1, digits.count <= 8, line.folded[range.lowerBound] != 0x2B,
      !hasLabel(line, before: range.lowerBound),
      range.upperBound + 1 < line.folded.count, line.folded[range.upperBound] == 0x20,
      Folding.isLetter(line.folded[range.upperBound + 1])
    {
      return false
    }
    let hasPlus = line.folded[range.lowerBound] == 0x2B || line.folded[range].contains(0x2B)
    let years = groups.filter { isYear($0) }.count
    if !hasPlus, years > 0, years == groups.count || groups.count <= 4 && years * 2 >= groups.count { return false }
    for span in line.dates where span.range.overlaps(range) {
      if !hasPlus, span.range.clamped(to: range).count * 2 > range.count { return false }
    }
    // "12 345 678" and "1.234.567" are amounts, unless something says otherwise.
    if !hasPlus, digits.count < 8, groups.count == 1 {
      return digits.count == 7 && hasLabel(line, before: range.lowerBound)
    }
    if !hasPlus, groups.count > 1, groups.dropFirst().allSatisfy({ $0.count == 3 }), line.folded[range].contains(0x2E),
      digits.count < 9
    {
      return false
    }
    // Postal codes: "16651-967", "42-136" are short; "LL 12345 6789" has nine digits in a 5-4 group.
    if !hasPlus, groups.map(\.count) == [5, 4] || groups.map(\.count) == [5, 3] {
      return hasLabel(line, before: range.lowerBound)
    }
    return true
  }

  private static func isYear(_ group: [UInt32]) -> Bool {
    group.count == 4 && (group.starts(with: [0x31, 0x39]) || group.starts(with: [0x32, 0x30]))
  }

  private static let labels = Lexicon(
    [
      "phone", "tel", "telephone", "mobile", "cell", "mob", "telefon", "handy", "mobil", "téléphone", "portable",
      "teléfono", "móvil",
      "telefone", "celular", "telemóvel", "telefono", "cellulare", "telefoon", "mobiel", "komórka", "fax", "t", "m",
      "p", "tlf", "whatsapp",
    ]
    .map { ($0, 1) })

  private static func hasLabel(_ line: TextLine, before index: Int) -> Bool {
    for token in line.tokens where token.kind == .word && token.end <= index && index - token.end <= 4 {
      if labels.match(line.folded, [token], at: 0, before: 1) != nil { return true }
    }
    return false
  }
}
