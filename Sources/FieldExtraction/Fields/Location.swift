import ResumeModel

/// Reads an address as written: street, postal code, city, region, country, in whatever order.
struct AddressReader {
  struct Reading {
    var location: Location
    var range: Range<Int>
    /// How much it looks like an address; 0 for a bare unknown word.
    var score: Double
  }

  private let line: TextLine
  private let gazetteer: Gazetteer

  init(_ line: TextLine, _ gazetteer: Gazetteer) {
    self.line = line
    self.gazetteer = gazetteer
  }

  func read(_ range: Range<Int>) -> Reading? {
    var location = Location()
    var score = 0.0
    var city: Range<Int>?
    var cityStrength = 0.0
    let parts = parts(of: range)
    for (offset, part) in parts.enumerated() {
      if let (code, rest) = postalCode(in: part) {
        location.postalCode = line.text(code)
        score += 2
        let place = line.trimmed(rest)
        if !place.isEmpty, isRegion(place) {
          location.region = line.text(place)
        } else if !place.isEmpty, hasLetters(place), cityStrength < 3 {
          (city, cityStrength) = (place, 3)
        }
        continue
      }
      let known = gazetteer.place(line, part)
      if known.covered > 0.99 {
        if known.kinds.contains(.country), !known.kinds.contains(.city) {
          location.country = line.text(part)
          score += 1.5
          continue
        }
        if known.kinds == [.region] || offset > 0 && isRegion(part) {
          location.region = line.text(part)
          score += 1
          continue
        }
        if known.kinds.contains(.remote) { return nil }
        if cityStrength < 2.5 {
          (city, cityStrength) = (part, 2.5)
          score += 2
        }
        continue
      }
      if offset > 0, isRegion(part) {
        location.region = line.text(part)
        score += 1.5
        continue
      }
      if part.contains(where: { Folding.isDigit(line.folded[$0]) }) {
        if offset == 0, isStreet(part) { score += 0.5 }
        continue
      }
      let words = line.tokens[line.tokenIndices(in: part)].filter { $0.kind == .word }.count
      guard words > 0, words <= 4,
        line.scalars[part.lowerBound].isUpper || line.folded[part.lowerBound] == 0x27 || words > 1
      else { continue }
      if cityStrength < 1 { (city, cityStrength) = (part, 1) }
    }
    guard let city else { return nil }
    location.city = line.text(city)
    return Reading(location: location, range: range, score: score)
  }

  /// Between commas, dashes with spaces, and slashes with spaces.
  private func parts(of range: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = range.lowerBound
    for offset in range {
      let scalar = line.folded[offset]
      let isSpaced =
        offset > range.lowerBound && offset + 1 < range.upperBound && line.folded[offset - 1] == 0x20
        && line.folded[offset + 1] == 0x20
      if scalar == 0x2C || scalar == 0x3B || scalar == 0x28 || scalar == 0x29 || scalar == 0x2F && isSpaced
        || scalar == 0x2D && isSpaced || scalar == 0x2022
      {
        let piece = line.trimmed(start..<offset)
        if !piece.isEmpty { result.append(piece) }
        start = offset + 1
      }
    }
    let piece = line.trimmed(start..<range.upperBound)
    if !piece.isEmpty { result.append(piece) }
    // "Aragão/SP", "Lyon/France".
    return result.flatMap { part -> [Range<Int>] in
      guard let slash = line.folded[part].firstIndex(of: 0x2F),
        !part.contains(where: { Folding.isDigit(line.folded[$0]) })
      else { return [part] }
      return [line.trimmed(part.lowerBound..<slash), line.trimmed((slash + 1)..<part.upperBound)].filter { !$0.isEmpty }
    }
  }

  private func hasLetters(_ range: Range<Int>) -> Bool { range.contains { Folding.isLetter(line.folded[$0]) } }

  /// "CA", "SP", "MH": two or three capitals.
  private func isRegion(_ part: Range<Int>) -> Bool {
    let text = line.scalars[part]
    return (2...3).contains(text.count) && text.allSatisfy { $0.isUpper }
  }

  private func isStreet(_ part: Range<Int>) -> Bool {
    line.tokens[line.tokenIndices(in: part)].contains { $0.kind == .word }
  }

  /// The postal code at one end of a part, and what is left of the part.
  ///
  /// Forms: 12345, 1234, 12345-678, 12-345, 1234 AB, SW1A 1AA, F-75001, 110 001.
  private func postalCode(in part: Range<Int>) -> (code: Range<Int>, rest: Range<Int>)? {
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
