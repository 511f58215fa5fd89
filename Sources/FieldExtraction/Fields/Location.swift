import ResumeModel

/// Reads an address as written: street, postal code, town, region, country, in whatever order.
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
    var draft = Draft()
    let parts = parts(of: range).flatMap(split)
    let countries = Set(parts.flatMap { places($0).filter { $0.kind.contains(.country) }.compactMap(\.country) })
    // The number before a street is no code where another part has one.
    let lastCode = parts.lastIndex { PostalCode(line).code(in: $0) != nil }
    for (offset, part) in parts.enumerated() {
      if isWorkplace(part) || ContactLabels.standard.isLabel(line, part) { continue }
      if offset == lastCode, let (code, rest) = PostalCode(line).code(in: part) {
        draft.location.postalCode = line.text(code)
        draft.location.countryCode = draft.location.countryCode ?? prefixCountry(before: code, in: part)
        draft.score += 2
        let place = line.trimmed(rest)
        guard !place.isEmpty else { continue }
        for piece in split(place) { take(piece, offset: offset, isBesideCode: true, countries, &draft) }
        continue
      }
      take(part, offset: offset, isBesideCode: false, countries, &draft)
    }
    var location = draft.location
    location.city = draft.city.map { line.text($0) }
    guard location.city != nil || (location.region ?? location.country) != nil && draft.isAllKnown else { return nil }
    return Reading(location: location, range: range, score: draft.score - (location.city == nil ? 0.5 : 0))
  }

  private struct Draft {
    var location = Location()
    var score = 0.0
    var city: Range<Int>?
    var cityStrength = 0.0
    var towns: [Places.Place] = []
    /// Every part is a known place.
    var isAllKnown = true
  }

  /// Takes one part for a country, a region or the town.
  private func take(
    _ part: Range<Int>, offset: Int, isBesideCode: Bool, _ countries: Set<String>, _ draft: inout Draft
  ) {
    let places = places(part)
    let towns = places.filter { $0.kind == .town }
    let hasTown = draft.cityStrength >= 2.5
    if let country = places.first(where: { $0.kind.contains(.country) }), hasTown || towns.allSatisfy({ $0.size < 2 }),
      !isRegion(part, ofOther: countries.subtracting([country.country ?? ""]), places)
    {
      draft.location.country = line.text(part)
      draft.location.countryCode = country.country
      draft.score += 1.5
      return
    }
    if let code = codeMeaning(part, places, draft, isFirst: offset == 0 && !isBesideCode) {
      draft.score += 1.5
      if case .country(let country) = code {
        (draft.location.country, draft.location.countryCode) = (line.text(part), country)
      } else {
        draft.location.region = line.text(part)
      }
      return
    }
    let isRegion = places.contains { $0.kind == .region }
    if isRegion, hasTown || towns.isEmpty || self.isRegion(part, ofOther: countries, places) {
      draft.location.region = line.text(part)
      draft.score += 1
      return
    }
    if !towns.isEmpty {
      if draft.cityStrength < 2.5 || isBesideCode && draft.cityStrength < 3 {
        draft.score += hasTown ? 0 : 2
        (draft.city, draft.cityStrength, draft.towns) = (part, isBesideCode ? 3 : 2.5, towns)
      }
      return
    }
    draft.isAllKnown = false
    if isBesideCode, hasLetters(part), draft.cityStrength < 3 {
      (draft.city, draft.cityStrength) = (part, 3)
      return
    }
    if part.contains(where: { Folding.isDigit(line.folded[$0]) }) {
      if offset == 0, hasLetters(part) { draft.score += 0.5 }
      return
    }
    if isName(part), draft.cityStrength < 1 { (draft.city, draft.cityStrength) = (part, 1) }
  }

  /// "Georgia, USA": a region of the country that another part names, and no large town there.
  private func isRegion(_ part: Range<Int>, ofOther countries: Set<String>, _ places: [Places.Place]) -> Bool {
    places.contains { region in
      region.kind == .region && countries.contains(region.country ?? "")
        && !places.contains { $0.kind == .town && $0.size > 0 && $0.isInCountry(of: region) }
    }
  }

  private enum CodeMeaning {
    case region
    case country(String)
  }

  /// Two or three capitals behind a town: "CA", "SP", "MH", "DE".
  private func codeMeaning(
    _ part: Range<Int>, _ places: [Places.Place], _ draft: Draft, isFirst: Bool
  ) -> CodeMeaning? {
    let text = line.scalars[part]
    guard (2...3).contains(text.count), text.allSatisfy({ $0.isUpper }), !isFirst else { return nil }
    let codes = places.filter { $0.kind.contains(.code) }
    if draft.towns.contains(where: { town in
      codes.contains { $0.region != 0 && $0.region == town.region && $0.isInCountry(of: town) }
    }) {
      return .region
    }
    let code = Emails.string(text)
    if let town = draft.towns.first, town.country == code { return .country(code) }
    return .region
  }

  /// What a whole part is the name of; capitals first, codes in capitals only.
  private func places(_ part: Range<Int>) -> [Places.Place] {
    let indices = line.tokenIndices(in: part)
    guard let first = indices.first, !line.scalars[line.tokens[first].start].isLower,
      let match = gazetteer.places.match(line.folded, line.tokens, at: first, before: indices.upperBound),
      !line.tokens[match.end..<indices.upperBound].contains(where: \.isWordLike)
    else { return [] }
    let isCapital = line.scalars[part].allSatisfy { !$0.isLower }
    return gazetteer.places.places(match).filter { isCapital || !$0.kind.contains(.code) }
  }

  /// "Austin TX", "London UK", "Berlin Germany": a town with what it is in.
  private func split(_ part: Range<Int>) -> [Range<Int>] {
    let indices = line.tokenIndices(in: part)
    guard indices.count > 1, places(part).isEmpty else { return [part] }
    // "8 chemin des Prés 34690 Fabrègues": no comma between the street and the code.
    for index in indices.dropFirst().dropLast()
    where line.tokens[index].kind == .number && line.tokens[index].count == 5 && line.tokens[index].spaceBefore {
      let (before, after) = (line.tokens[index - 1], line.tokens[index + 1])
      if before.kind == .word, after.kind == .word, after.spaceBefore, line.scalars[after.start].isUpper {
        return [line.trimmed(part.lowerBound..<line.tokens[index].start), line.tokens[index].start..<part.upperBound]
      }
    }
    for index in indices.dropFirst() where line.tokens[index].kind == .word && line.tokens[index].spaceBefore {
      let head = line.trimmed(part.lowerBound..<line.tokens[index].start)
      let tail = line.tokens[index].start..<part.upperBound
      let wider = places(tail).filter { $0.kind != .town }
      guard !wider.isEmpty else { continue }
      let towns = places(head).filter { $0.kind == .town }
      if towns.contains(where: { town in wider.contains { $0.isInCountry(of: town) } }) { return [head, tail] }
    }
    return [part]
  }

  /// Between commas, dashes with spaces, and slashes with spaces; without "based in" before it.
  private func parts(of range: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = range.lowerBound
    if let first = line.tokenIndices(in: range).first,
      let match = gazetteer.workplaces.match(line, at: first, before: line.tokenIndices(in: range).upperBound),
      match.value == Gazetteer.Workplace.residence.rawValue
    {
      start = line.tokens[match.end - 1].end
    }
    for offset in start..<range.upperBound {
      let scalar = line.folded[offset]
      let isSpaced =
        offset > range.lowerBound && offset + 1 < range.upperBound && line.folded[offset - 1] == 0x20
        && line.folded[offset + 1] == 0x20
      if scalar == 0x2C || scalar == 0x3B || scalar == 0x28 || scalar == 0x29 || scalar == 0x2F && isSpaced
        || scalar == 0x2D && isSpaced || scalar == 0x2022 || scalar == 0x3001 || scalar == 0xFF0C
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

  /// "Remote", "open to relocate".
  private func isWorkplace(_ part: Range<Int>) -> Bool {
    gazetteer.workplaces.value(of: line, in: part) != nil
  }

  /// A few words that begin with capitals, as the name of a small town: "Neustadt an der Weinstraße".
  private func isName(_ part: Range<Int>) -> Bool {
    let words = line.tokens[line.tokenIndices(in: part)].filter { $0.kind == .word }
    guard let first = words.first, let last = words.last, words.count <= 4, !line.folded[part].contains(0x3A) else {
      return false
    }
    let starts = !line.scalars[first.start].isLower || line.folded[part.lowerBound] == 0x27 || words.count > 1
    return starts && (words.count == 1 || !line.scalars[last.start].isLower)
  }

  /// "D-80331".
  private func prefixCountry(before code: Range<Int>, in part: Range<Int>) -> String? {
    guard code.lowerBound > part.lowerBound, line.folded[code.lowerBound - 1] == 0x2D else { return nil }
    return PostalCode.country(ofPrefix: line.text(part.lowerBound..<(code.lowerBound - 1)))
  }
}
