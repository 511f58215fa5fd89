/// Towns, regions and countries by their names in many languages.
///
/// Sources: GeoNames (https://www.geonames.org, CC BY 4.0) and the Unicode CLDR's country names, as `scripts/place-names`
/// compiles them; that script describes the file.
struct Places: Sendable {
  struct Kind: OptionSet, Hashable {
    let rawValue: UInt8
    static let country = Kind(rawValue: 1)
    static let region = Kind(rawValue: 2)
    static let town = Kind(rawValue: 4)
    /// Counts in capitals only: "CA", "UK".
    static let code = Kind(rawValue: 8)
  }

  /// One of the places that have a name.
  struct Place {
    /// ISO 3166-1 code as a number, 0 where there is none.
    fileprivate var countryNumber: UInt16
    /// A number of the file's own, 0 where there is none: a town and its region share it.
    var region: UInt16
    var kind: Kind
    /// Of a town: 0 below 20,000 inhabitants, 1 from there, 2 from 200,000, 3 from 1,000,000.
    var size: UInt8

    var country: String? {
      countryNumber == 0
        ? nil : String(decoding: [UInt8(countryNumber & 0xFF), UInt8(countryNumber >> 8)], as: UTF8.self)
    }
    func isInCountry(of other: Place) -> Bool { countryNumber != 0 && countryNumber == other.countryNumber }
  }

  /// A name in a line.
  struct Match {
    /// Entries of the file.
    fileprivate var entries: Range<Int>
    /// The token behind it.
    var end: Int
  }

  static let standard = Places()

  private let file = MappedResource("places.bin", magic: "PLC1")
  private let count: Int

  private static let buckets = 8
  private static let entries = buckets + 65537 * 4
  private static let entrySize = 16
  private static let longest = 8

  private init() { count = Int(file.number(UInt32.self, at: 4)) }

  func places(_ match: Match) -> [Place] { match.entries.map(place) }

  private func place(_ entry: Int) -> Place {
    let start = Self.entries + entry * Self.entrySize
    return Place(
      countryNumber: file.number(at: start + 8), region: file.number(at: start + 10),
      kind: Kind(rawValue: file.number(at: start + 12)), size: file.number(at: start + 13))
  }

  /// The longest name that starts at a token; hyphens, apostrophes and full stops inside it count as spaces.
  func match(_ folded: [UInt32], _ tokens: [Token], at first: Int, before limit: Int) -> Match? {
    guard first < limit, tokens[first].kind != .sign else { return nil }
    var hash = PhraseHash()
    var best: Match?
    var words = 0
    var index = first
    while index < limit, words < Self.longest {
      let token = tokens[index]
      let scalar = folded[token.start]
      if token.kind == .sign, scalar != 0x26 {
        guard words > 0, scalar == 0x2D || scalar == 0x27 || scalar == 0x2E else { break }
        // "Berlin - Paris" are two.
        if scalar == 0x2D, token.spaceBefore { break }
        index += 1
        continue
      }
      if words > 0 {
        if token.spaceBefore, folded[token.start - 1] == 0x09 { break }
        hash.add(0x20)
      }
      if words == 0 { hash = token.hash } else { hash.add(folded, token.start..<token.end) }
      words += 1
      index += 1
      if words == 1, !isFirstWord(hash) { return nil }
      let entries = entries(of: hash)
      if !entries.isEmpty { best = Match(entries: entries, end: index) }
    }
    return best
  }

  private func isFirstWord(_ hash: PhraseHash) -> Bool {
    let bit = Int(hash.value & 0xFFFFF)
    let byte: UInt8 = file.number(at: Self.entries + count * Self.entrySize + bit >> 3)
    return byte & (1 << (bit & 7)) != 0
  }

  private func entries(of hash: PhraseHash) -> Range<Int> {
    let bucket = Self.buckets + Int(hash.value >> 48) * 4
    var low = Int(file.number(UInt32.self, at: bucket))
    let end = min(count, Int(file.number(UInt32.self, at: bucket + 4)))
    func key(_ entry: Int) -> UInt64 { file.number(at: Self.entries + entry * Self.entrySize) }
    while low < end, key(low) < hash.value { low += 1 }
    var high = low
    while high < end, key(high) == hash.value { high += 1 }
    return low..<max(low, high)
  }
}
