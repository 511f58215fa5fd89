/// What an old Office document says of itself.
///
/// Source: [MS-OLEPS] §2.
enum SummaryInformation {
  private enum Property {
    static let codePage = 1
    static let title = 2
    static let author = 4
    static let created = 12
    static let saved = 13
    static let application = 18
  }

  private enum Kind {
    static let int16 = 2
    static let bytes = 30
    static let characters = 31
    static let time = 64
  }

  static func metadata(of file: CompoundFile) -> DocumentMetadata {
    guard let data = file.stream("\u{5}SummaryInformation"), let start = data.uint32(44),
      let count = data.uint32(start + 4)
    else { return DocumentMetadata() }
    var places: [Int: Int] = [:]
    for index in 0..<min(count, 100) {
      guard let property = data.uint32(start + 8 + index * 8), let offset = data.uint32(start + 12 + index * 8) else {
        break
      }
      places[property] = start + offset
    }
    var encoding = LegacyEncoding.singleByte(.windows1252)
    if let place = places[Property.codePage], data.uint32(place) == Kind.int16, let number = data.uint16(place + 4) {
      encoding = LegacyEncoding(windowsCodePage: number) ?? encoding
    }
    func text(_ property: Int) -> String? {
      guard let place = places[property], let kind = data.uint32(place), let length = data.uint32(place + 4) else {
        return nil
      }
      var text: String?
      if kind == Kind.bytes { text = data.slice(place + 8, count: length).map { encoding.text(of: Array($0)) } }
      if kind == Kind.characters { text = data.utf16(place + 8, count: length) }
      let normal = TextNormalizer.normalized(text ?? "").split(separator: " ").joined(separator: " ")
      return normal.isEmpty ? nil : normal
    }
    func time(_ property: Int) -> String? {
      guard let place = places[property], data.uint32(place) == Kind.time, let low = data.uint32(place + 4),
        let high = data.uint32(place + 8)
      else { return nil }
      return timestamp(hundredNanoseconds: UInt64(high) << 32 | UInt64(low))
    }
    return DocumentMetadata(
      title: text(Property.title), author: text(Property.author), creator: text(Property.application),
      created: time(Property.created), modified: time(Property.saved))
  }

  /// In ISO 8601, UTC.
  ///
  /// - Parameter time: since the beginning of 1601; nil below a year, which is a duration.
  static func timestamp(hundredNanoseconds time: UInt64) -> String? {
    let seconds = Int(time / 10_000_000)
    let days = seconds / 86_400
    guard days > 365, days < 400_000 else { return nil }
    // Days since March 1600, in eras of 400 years.
    let shifted = days + 306
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = 1600 + era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    let rest = seconds % 86_400
    return "\(year)-\(two(month))-\(two(day))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
  }
}
