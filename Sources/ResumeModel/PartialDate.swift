/// A date only as precise as a document gives it: a year, a month or a day. ISO 8601: `2020`, `2020-03`, `2020-03-01`.
public struct PartialDate: Hashable, Sendable {
  public let year: Int
  /// 1…12.
  public let month: Int?
  /// 1…31; only with a month.
  public let day: Int?

  /// Nil where the parts are no date (year outside 1900…2100, month 13, 30 February).
  public init?(year: Int, month: Int? = nil, day: Int? = nil) {
    guard (1900...2100).contains(year) else { return nil }
    if let month {
      guard (1...12).contains(month) else { return nil }
      if let day { guard day >= 1, day <= Self.days(inMonth: month, of: year) else { return nil } }
    } else if day != nil {
      return nil
    }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads the ISO 8601 form; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts[0].utf8.count == 4, let year = Int(parts[0]) else { return nil }
    var numbers: [Int] = []
    for part in parts.dropFirst() {
      guard part.utf8.count == 2, let number = Int(part) else { return nil }
      numbers.append(number)
    }
    self.init(year: year, month: numbers.first, day: numbers.count > 1 ? numbers[1] : nil)
  }

  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension PartialDate: CustomStringConvertible {
  public var description: String {
    var text = String(year)
    for part in [month, day] {
      guard let part else { break }
      text += part < 10 ? "-0\(part)" : "-\(part)"
    }
    return text
  }
}

extension PartialDate: Comparable {
  /// By the earliest day that each can mean; of two with the same one, the less precise comes first.
  public static func < (a: Self, b: Self) -> Bool {
    (a.year, a.month ?? 0, a.day ?? 0) < (b.year, b.month ?? 0, b.day ?? 0)
  }
}

extension PartialDate: Codable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let date = PartialDate(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no ISO 8601 date: \(text)")
    }
    self = date
  }
}
