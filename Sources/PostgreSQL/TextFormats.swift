import FoundationEssentials

/// `bytea` in PostgreSQL's hexadecimal text format: `\x` and two digits a byte.
enum Hexadecimal {
  static func encode(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(unsafeUninitializedCapacity: 2 + 2 * bytes.count) { buffer in
      buffer[0] = UInt8(ascii: "\\")
      buffer[1] = UInt8(ascii: "x")
      for (index, byte) in bytes.enumerated() {
        buffer[2 + 2 * index] = digits[Int(byte >> 4)]
        buffer[3 + 2 * index] = digits[Int(byte & 15)]
      }
      return 2 + 2 * bytes.count
    }
  }

  static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard text.count >= 2, text.count % 2 == 0, text[0] == UInt8(ascii: "\\"), text[1] == UInt8(ascii: "x") else {
      return nil
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 2 - 1)
    for index in stride(from: 2, to: text.count, by: 2) {
      guard let high = value(of: text[index]), let low = value(of: text[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

/// One-dimensional arrays in PostgreSQL's text format.
///
/// Source: PostgreSQL documentation, §8.15.6, "Array Input and Output Syntax".
enum ArrayLiteral {
  static func encode(_ elements: [String?]) -> String {
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      guard let element else {
        bytes += "NULL".utf8
        continue
      }
      bytes.append(UInt8(ascii: "\""))
      for byte in element.utf8 {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
        bytes.append(byte)
      }
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: "}"))
    return String(decoding: bytes, as: UTF8.self)
  }

  static func encode(_ elements: [Int64?]) -> String {
    "{" + elements.map { $0.map(String.init) ?? "NULL" }.joined(separator: ",") + "}"
  }

  /// Nil where the text is no array of one dimension (or empty).
  static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [String?]? {
    guard text.count >= 2, text.first == UInt8(ascii: "{"), text.last == UInt8(ascii: "}") else { return nil }
    if text.count == 2 { return [] }
    var elements: [String?] = []
    var position = 1
    let end = text.count - 1
    while true {
      var element: [UInt8] = []
      var isQuoted = false
      if position < end, text[position] == UInt8(ascii: "\"") {
        isQuoted = true
        position += 1
        while position < end, text[position] != UInt8(ascii: "\"") {
          if text[position] == UInt8(ascii: "\\") { position += 1 }
          guard position < end else { return nil }
          element.append(text[position])
          position += 1
        }
        guard position < end else { return nil }
        position += 1
      } else {
        while position < end, text[position] != UInt8(ascii: ",") {
          if text[position] == UInt8(ascii: "{") { return nil }
          element.append(text[position])
          position += 1
        }
      }
      let string = String(decoding: element, as: UTF8.self)
      elements.append(!isQuoted && string == "NULL" ? nil : string)
      if position == end { return elements }
      guard text[position] == UInt8(ascii: ",") else { return nil }
      position += 1
    }
  }
}

/// Points in time in ISO 8601, PostgreSQL's `DateStyle ISO`.
///
/// Source of the calendar arithmetic: Hinnant, "chrono-Compatible Low-Level Date Algorithms".
enum TimestampText {
  /// UTC with microseconds.
  static func encode(_ date: Date) -> String {
    let microseconds = (date.timeIntervalSince1970 * 1_000_000).rounded()
    guard microseconds.isFinite, abs(microseconds) < 9e18 else { return date < Date() ? "-infinity" : "infinity" }
    let total = Int64(microseconds)
    let (seconds, fraction) = total.flooredDivision(by: 1_000_000)
    let (days, second) = seconds.flooredDivision(by: 86_400)
    let (year, month, day) = civil(fromDays: days)
    let clock = "\(pad(second / 3600, 2)):\(pad(second / 60 % 60, 2)):\(pad(second % 60, 2)).\(pad(fraction, 6))+00"
    return year > 0
      ? "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2)) \(clock)"
      : "\(pad(1 - year, 4))-\(pad(month, 2))-\(pad(day, 2)) \(clock) BC"
  }

  /// A `timestamp`, `timestamptz` or `date`; what has no zone is taken as UTC.
  static func decode(_ text: some StringProtocol) -> Date? {
    if text == "infinity" { return .distantFuture }
    if text == "-infinity" { return .distantPast }
    var rest = Substring(text)
    let isBeforeChrist = rest.hasSuffix(" BC")
    if isBeforeChrist { rest.removeLast(3) }
    let parts = rest.split(separator: " ", maxSplits: 1)
    guard let dateText = parts.first else { return nil }
    let fields = dateText.split(separator: "-").map { Int64($0) }
    guard fields.count == 3, let year = fields[0], let month = fields[1], let day = fields[2] else { return nil }
    let days = days(fromYear: isBeforeChrist ? 1 - year : year, month: month, day: day)
    var seconds = Double(days * 86_400)
    guard parts.count == 2 else { return Date(timeIntervalSince1970: seconds) }
    let zoneStart = parts[1].lastIndex { $0 == "+" || $0 == "-" } ?? parts[1].endIndex
    let clock = parts[1][..<zoneStart].split(separator: ":")
    guard clock.count == 3, let hour = Double(clock[0]), let minute = Double(clock[1]), let second = Double(clock[2])
    else { return nil }
    seconds += hour * 3600 + minute * 60 + second
    let zone = parts[1][zoneStart...]
    if let sign = zone.first {
      var unit = 3600.0
      for part in zone.dropFirst().split(separator: ":") {
        guard let value = Double(part) else { return nil }
        seconds -= (sign == "-" ? -1 : 1) * value * unit
        unit /= 60
      }
    }
    return Date(timeIntervalSince1970: seconds)
  }

  private static func pad(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, dayOfEra) = (days + 719_468).flooredDivision(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  private static func days(fromYear year: Int64, month: Int64, day: Int64) -> Int64 {
    let (era, yearOfEra) = (month <= 2 ? year - 1 : year).flooredDivision(by: 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension Int64 {
  fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
