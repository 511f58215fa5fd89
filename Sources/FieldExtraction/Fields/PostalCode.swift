/// Finds the postal code at an end of an address's part, by the shapes of all countries.
struct PostalCode {
  private let line: TextLine

  init(_ line: TextLine) {
    self.line = line
  }

  /// The country whose codes alone have such a shape: ISO 3166-1.
  static func country(of code: String) -> String? {
    let shape = String(
      String.UnicodeScalarView(
        code.unicodeScalars.map { scalar in
          Folding.isDigit(scalar.value) ? "9" : Folding.isLetter(Folding.fold(scalar)) ? "A" : scalar
        }))
    switch shape {
    case "9999 AA", "9999AA": return "NL"
    case "99-999": return "PL"
    case "99999-999": return "BR"
    case "9999-999": return "PT"
    case "99999-9999": return "US"
    case "A9A 9A9", "A9A9A9": return "CA"
    case "A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA": return "GB"
    default: return nil
    }
  }

  /// The country that a letter before a code names: "D-80331", "CH-8001".
  static func country(ofPrefix prefix: String) -> String? { prefixes[prefix] }

  private static let prefixes = [
    "D": "DE", "DE": "DE", "A": "AT", "AT": "AT", "CH": "CH", "F": "FR", "FR": "FR", "B": "BE", "BE": "BE", "I": "IT",
    "IT": "IT", "L": "LU", "LU": "LU", "NL": "NL", "E": "ES", "ES": "ES", "P": "PT", "PT": "PT", "PL": "PL", "S": "SE",
    "SE": "SE", "DK": "DK", "N": "NO", "NO": "NO", "FI": "FI", "FIN": "FI", "CZ": "CZ", "SK": "SK", "H": "HU",
    "HU": "HU",
    "SI": "SI", "HR": "HR", "RO": "RO", "BG": "BG", "GR": "GR", "LT": "LT", "LV": "LV", "EE": "EE", "FL": "LI",
    "LI": "LI",
  ]

  /// The postal code at one end of a part, and what is left of the part.
  ///
  /// Forms: 12345, 1234, 12345-678, 12-345, 1234 AB, SW1A 1AA, F-75001, 110 001.
  func code(in part: Range<Int>) -> (code: Range<Int>, rest: Range<Int>)? {
    let indices = line.tokenIndices(in: part)
    let tokens = Array(line.tokens[indices])
    guard !tokens.isEmpty else { return nil }
    // At the front: "12345 Kulmbach", "D-80331 München", "00-950 Warszawa", "1012 AB Amsterdam".
    var first = 0
    if tokens.count > 2, tokens[0].kind == .word, tokens[0].count <= 2, line.folded[tokens[1].start] == 0x2D,
      tokens[2].kind == .number
    {
      first = 2
    }
    // Dutch without the space: "9122MU Herkenbosch".
    if tokens[0].kind == .mixed, tokens[0].count == 6, tokens.count > 1,
      line.folded[tokens[0].start..<(tokens[0].start + 4)].allSatisfy(Folding.isDigit)
    {
      return (tokens[0].start..<tokens[0].end, tokens[0].end..<part.upperBound)
    }
    if tokens[first].kind == .number {
      let digits = tokens[first].count
      var end = first + 1
      if (2...5).contains(digits), end + 1 < tokens.count, line.folded[tokens[end].start] == 0x2D,
        !tokens[end].spaceBefore, tokens[end + 1].kind == .number,
        (3...4).contains(tokens[end + 1].count)
      {
        end += 2
      } else if digits == 4, end < tokens.count, tokens[end].kind == .word, tokens[end].count == 2,
        line.scalars[tokens[end].start].isUpper, line.scalars[tokens[end].start + 1].isUpper, tokens.count > end + 1
      {
        end += 1
      } else if digits == 3, end + 1 < tokens.count, tokens[end].kind == .number, (2...3).contains(tokens[end].count) {
        end += 1
      } else if !(4...6).contains(digits), digits != 8 {
        return atEnd(part, tokens)
      }
      let code = tokens[first].start..<tokens[end - 1].end
      // "9818 Daniel Expressway" is a street: a code of four or five digits is followed by a city, which is short.
      if digits <= 5, end - first == 1, looksLikeStreet(part, after: end, tokens) { return nil }
      return (code, tokens[end - 1].end..<part.upperBound)
    }
    return atEnd(part, tokens)
  }

  private static let streetWords = Lexicon(
    [
      "street", "st", "road", "rd", "avenue", "ave", "lane", "ln", "drive", "drives", "dr", "boulevard", "blvd",
      "court", "ct", "way", "place", "square", "terrace", "close", "crescent", "expressway", "highway", "parkway",
      "trail", "loop", "path", "pike", "club", "suite", "apt", "unit", "floor",
      "forge", "mill", "mills", "islands", "island", "ridge", "ridges", "hills", "gardens", "grove", "park", "pine",
      "pines", "plaza", "row", "run", "spring", "springs", "station", "stream", "summit", "track", "turnpike", "union",
      "valley", "via", "view", "views", "village", "walk", "walks", "wall", "wells",
      "rue", "allée", "chemin", "impasse", "quai", "calle", "avenida", "paseo", "plaza", "carrer", "rua", "travessa",
      "praça", "via", "viale", "piazza", "corso", "straat", "laan", "weg", "plein", "kade", "ulica", "ul", "aleja",
      "al", "strasse", "straße", "str", "allee", "platz", "gasse", "gatan", "vägen", "gade", "vej", "gate", "vei",
    ]
    .map { ($0, 1) })

  private func looksLikeStreet(_ part: Range<Int>, after end: Int, _ tokens: [Token]) -> Bool {
    for token in tokens[end...] where token.kind == .word {
      if Self.streetWords.match(line.folded, [token], at: 0, before: 1) != nil { return true }
    }
    return tokens[end...].contains { $0.kind == .number }
  }

  /// "Lake Mark 46276", "Chapmanport L2 4FA", "São Paulo 01310-100".
  private func atEnd(_ part: Range<Int>, _ tokens: [Token]) -> (code: Range<Int>, rest: Range<Int>)? {
    guard tokens.count > 1 else { return nil }
    if tokens.count == 2, tokens[0].kind == .mixed, tokens[1].kind == .mixed, tokens[1].count == 3,
      Folding.isDigit(line.folded[tokens[1].start])
    {
      return (part, part.upperBound..<part.upperBound)
    }
    let last = tokens[tokens.count - 1]
    if last.kind == .number, (4...6).contains(last.count), last.spaceBefore {
      return (last.start..<last.end, part.lowerBound..<last.start)
    }
    if last.kind == .number, (3...4).contains(last.count), tokens.count > 3,
      line.folded[tokens[tokens.count - 2].start] == 0x2D, tokens[tokens.count - 3].kind == .number,
      (2...5).contains(tokens[tokens.count - 3].count)
    {
      return (tokens[tokens.count - 3].start..<last.end, part.lowerBound..<tokens[tokens.count - 3].start)
    }
    // British: "L2 4FA".
    if last.kind == .mixed, last.count == 3, Folding.isDigit(line.folded[last.start]), tokens.count > 2,
      tokens[tokens.count - 2].kind == .mixed, tokens[tokens.count - 2].count <= 4
    {
      return (tokens[tokens.count - 2].start..<last.end, part.lowerBound..<tokens[tokens.count - 2].start)
    }
    // Dutch behind the city: "Utrecht 3511 AB"; Canadian "K1A 0B1" is as the British.
    if last.kind == .word, last.count == 2, tokens.count > 2, tokens[tokens.count - 2].kind == .number,
      tokens[tokens.count - 2].count == 4
    {
      return (tokens[tokens.count - 2].start..<last.end, part.lowerBound..<tokens[tokens.count - 2].start)
    }
    return nil
  }
}
