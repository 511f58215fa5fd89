import DocumentText
import ResumeModel
import Testing

@testable import FieldExtraction

@Suite struct PlaceTests {
  /// The table's hashes are made outside of this module: what both fold differently is not found.
  @Test(arguments: [
    ("München", "DE"), ("Munich", "DE"), ("Monaco di Baviera", "DE"), ("Łódź", "PL"), ("São Paulo", "BR"),
    ("'s-Hertogenbosch", "NL"), ("Saint-Étienne", "FR"), ("İstanbul", "TR"), ("Reykjavík", "IS"), ("Brașov", "RO"),
    ("Москва", "RU"), ("東京", "JP"), ("Αθήνα", "GR"), ("القاهرة", "EG"), ("Vương quốc Anh", nil), ("Deutschland", "DE"),
    ("Vereinigtes Königreich", "GB"), ("Estados Unidos", "US"), ("Wielka Brytania", "GB"), ("Ungeheuerdorf", nil),
  ])
  func knows(_ name: String, country: String?) {
    let line = textLine(name)
    let match = Places.standard.match(
      line.folded, line.tokens, at: line.tokens.firstIndex(where: \.isWordLike) ?? 0, before: line.tokens.count)
    #expect(match.flatMap { Places.standard.places($0).first?.country } == country)
  }

  @Test(arguments: [
    ("10115 Berlin, Germany", Location(city: "Berlin", postalCode: "10115", country: "Germany", countryCode: "DE")),
    ("75011 Paris", Location(city: "Paris", postalCode: "75011")),
    ("D-80331 München", Location(city: "München", postalCode: "80331", countryCode: "DE")),
    ("Austin, TX 78701", Location(city: "Austin", region: "TX", postalCode: "78701")),
    ("8, chemin des Prés 34690 Fabrègues", Location(city: "Fabrègues", postalCode: "34690")),
    ("Austin TX", Location(city: "Austin", region: "TX")),
    ("12 Main Street, Springfield, IL 62701", Location(city: "Springfield", region: "IL", postalCode: "62701")),
    ("22009 Young Mountains, Portland, OR 97201", Location(city: "Portland", region: "OR", postalCode: "97201")),
    ("London, UK", Location(city: "London", country: "UK", countryCode: "GB")),
    ("London SW1A 1AA", Location(city: "London", postalCode: "SW1A 1AA")),
    (
      "Toronto, ON M5V 2T6, Canada",
      Location(city: "Toronto", region: "ON", postalCode: "M5V 2T6", country: "Canada", countryCode: "CA")
    ),
    ("São Paulo - SP, Brasil", Location(city: "São Paulo", region: "SP", country: "Brasil", countryCode: "BR")),
    ("Milano (MI)", Location(city: "Milano", region: "MI")),
    (
      "Lyon, Auvergne-Rhône-Alpes, France",
      Location(city: "Lyon", region: "Auvergne-Rhône-Alpes", country: "France", countryCode: "FR")
    ),
    ("Berlin Germany", Location(city: "Berlin", country: "Germany", countryCode: "DE")),
    ("Berlin (Remote)", Location(city: "Berlin")),
    ("Bengaluru, India, open to relocate", Location(city: "Bengaluru", country: "India", countryCode: "IN")),
    ("Based in Leeds, United Kingdom", Location(city: "Leeds", country: "United Kingdom", countryCode: "GB")),
    ("Atlanta, Georgia, USA", Location(city: "Atlanta", region: "Georgia", country: "USA", countryCode: "US")),
    ("California, USA", Location(region: "California", country: "USA", countryCode: "US")),
    ("Tbilisi, Georgia", Location(city: "Tbilisi", country: "Georgia", countryCode: "GE")),
    ("Berlin, DE", Location(city: "Berlin", country: "DE", countryCode: "DE")),
    ("1012 AB Amsterdam", Location(city: "Amsterdam", postalCode: "1012 AB")),
    ("00-950 Warszawa, Polska", Location(city: "Warszawa", postalCode: "00-950", country: "Polska", countryCode: "PL")),
    ("Москва, Россия", Location(city: "Москва", country: "Россия", countryCode: "RU")),
  ])
  func readsAddresses(_ text: String, location: Location) throws {
    let line = textLine(text)
    #expect(try #require(AddressReader(line, .standard).read(line.range)).location == location)
  }

  @Test(
    arguments: [
      (Location(city: "Austin", region: "TX"), "US"), (Location(city: "Perth"), "AU"),
      (Location(city: "Springfield"), "US"),
      (Location(city: "Unheard", postalCode: "1012 AB"), "NL"), (Location(city: "Unheard"), nil),
      (Location(city: "Toronto", region: "ON"), "CA"), (Location(region: "Bavaria"), "DE"),
    ] as [(Location, String?)])
  func infersCountries(_ location: Location, country: String?) {
    #expect(Gazetteer.standard.country(of: location) == country)
  }
}

@Suite struct HomeLocationTests {
  private func location(_ text: String) -> Location? { FieldExtractor().extract(document(text)).location?.value }

  @Test(arguments: [
    ("# Jane Roe\njane@example.com | Leeds | +44 113 496 0000", "Leeds"),
    ("# Jane Roe\nAddress: 9 Mill Lane\n40213 Düsseldorf\njane@example.com", "Düsseldorf"),
    ("# Jane Roe\nAccountant\nDenver, CO | jane@example.com", "Denver"),
    (
      "# Jane Roe\njane@example.com\n\n## Profile\nA nurse of ten years, based in Leeds, who knows wards and schools well.",
      "Leeds"
    ),
    ("# Jane Roe\njane@example.com\n\n## Work Experience\nNurse, St James Hospital, Leeds (2019 – 2022)", nil),
    ("# Jane Roe\njane@example.com | Open to relocate", nil), ("# Jane Roe\njane@example.com | Remote", nil),
    ("# Jane Roe\njane@example.com | Software Engineer", nil),
  ])
  func findsThePersonsOwn(_ text: String, city: String?) {
    #expect(location(text)?.city == city)
  }
}
