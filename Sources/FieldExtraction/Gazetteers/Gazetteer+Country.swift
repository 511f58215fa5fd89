import ResumeModel

extension Gazetteer {
  /// The country that a location is in, where its town, region and postal code leave no doubt: ISO 3166-1.
  ///
  /// For judging other fields; a country that is not written is no part of the location itself.
  func country(of location: Location) -> String? {
    if let code = location.countryCode { return code }
    let regions = location.region.map { meanings(of: $0, kinds: [.region, .code]) } ?? []
    let towns = location.city.map { meanings(of: $0, kinds: [.town]) } ?? []
    for town in towns {
      if let region = regions.first(where: { $0.region != 0 && $0.region == town.region && $0.isInCountry(of: town) }) {
        return region.country
      }
    }
    for town in towns {
      if let region = regions.first(where: { $0.isInCountry(of: town) }) { return region.country }
    }
    if regions.isEmpty, let first = towns.first {
      // A town of another country counts only where it is not much smaller.
      let rivals = towns.filter { !$0.isInCountry(of: first) && $0.size + 1 >= first.size }
      if rivals.isEmpty { return first.country }
    }
    let countries = Set(regions.compactMap(\.country))
    if towns.isEmpty, countries.count == 1 { return countries.first }
    return location.postalCode.flatMap { PostalCode.country(of: $0) }
  }

  private func meanings(of name: String, kinds: Places.Kind) -> [Places.Place] {
    let folded = Folding.fold(name)
    let tokens = Tokenizer.tokens(of: folded)
    guard let match = places.match(folded, tokens, at: 0, before: tokens.count), match.end == tokens.count else {
      return []
    }
    let isCapital = name.unicodeScalars.allSatisfy { !$0.isLower }
    return places.places(match).filter {
      !$0.kind.isDisjoint(with: kinds) && (isCapital || !$0.kind.contains(.code))
    }
  }
}
