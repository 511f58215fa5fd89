import Glibc

/// Cuts RTF into its tokens.
///
/// Source: Microsoft, "Rich Text Format (RTF) Specification", version 1.9.1, "RTF Syntax".
struct RTFScanner {
  enum Token {
    case open
    case close
    /// A control word, and its number where it has one.
    case word(RTFWord, Int?)
    /// A control word that is not known, with how far it reaches.
    case unknownWord
    /// A control symbol: `\~`, `\*`.
    case symbol(UInt8)
    /// A character by its code: `\'e9`.
    case code(UInt8)
    /// Characters as they stand, without line ends.
    case text(Range<Int>)
  }

  let bytes: [UInt8]
  private(set) var index: Int
  /// Whether what a number announced, or a group, goes on beyond the end.
  private(set) var isCutOff = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    index = Self.beginning(of: bytes) ?? 0
  }

  /// Where the document begins, white space and a byte order mark passed over; nil where these bytes are no RTF.
  static func beginning(of bytes: [UInt8]) -> Int? {
    let limit = min(bytes.count, 1024)
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < limit, bytes[start] <= 0x20 { start += 1 }
    return bytes[start...].starts(with: #"{\rtf"#.utf8) ? start : nil
  }

  mutating func next() -> Token? {
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "{"):
        index += 1
        return .open
      case UInt8(ascii: "}"):
        index += 1
        return .close
      case UInt8(ascii: "\\"):
        index += 1
        return control()
      case 0x0A, 0x0D, 0:
        index += 1
      default:
        let start = index
        while index < bytes.count, !Self.endsText(bytes[index]) { index += 1 }
        return .text(start..<index)
      }
    }
    return nil
  }

  private static func endsText(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "\\") || byte == 0x0A || byte == 0x0D
      || byte == 0
  }

  /// What follows a backslash.
  private mutating func control() -> Token? {
    guard index < bytes.count else {
      isCutOff = true
      return nil
    }
    guard Self.isLetter(bytes[index]) else {
      let symbol = bytes[index]
      index += 1
      guard symbol == UInt8(ascii: "'") else { return .symbol(symbol) }
      guard index + 1 < bytes.count, let high = Self.digit(bytes[index]), let low = Self.digit(bytes[index + 1]) else {
        return .unknownWord
      }
      index += 2
      return .code(high << 4 | low)
    }
    let start = index
    while index < bytes.count, Self.isLetter(bytes[index]) { index += 1 }
    let name = start..<index
    let number = number()
    if index < bytes.count, bytes[index] == 0x20 { index += 1 }
    // No word is longer than 32 letters.
    guard name.count <= 32, let word = RTFWord.byName[String(decoding: bytes[name], as: UTF8.self)] else {
      return .unknownWord
    }
    return .word(word, number)
  }

  private mutating func number() -> Int? {
    var at = index
    let isNegative = at < bytes.count && bytes[at] == UInt8(ascii: "-")
    if isNegative { at += 1 }
    guard at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39 else { return nil }
    var value = 0
    while at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39 {
      // Numbers have 32 bits; what is longer is damage.
      value = min(value * 10 + Int(bytes[at] - 0x30), Int(Int32.max))
      at += 1
    }
    index = at
    return isNegative ? -value : value
  }

  /// Passes over so many bytes, whatever they are.
  mutating func skip(bytes count: Int) {
    isCutOff = isCutOff || count > bytes.count - index
    index += min(max(0, count), bytes.count - index)
  }

  /// Passes over what is left of the group, up to the brace that closes it. Pictures are millions of digits long: only what
  /// matters is looked at.
  mutating func skipGroup() {
    var depth = 0
    var (opening, closing, control) = (-1, -1, -1)
    while index < bytes.count {
      if opening < index { opening = next(UInt8(ascii: "{"), from: index) }
      if closing < index { closing = next(UInt8(ascii: "}"), from: index) }
      if control < index { control = next(UInt8(ascii: "\\"), from: index) }
      index = min(opening, closing, control)
      guard index < bytes.count else { return }
      if index == control {
        index += 1
        if index < bytes.count, bytes[index] == UInt8(ascii: "b") { skipBinary() }
      } else if index == opening {
        depth += 1
      } else {
        if depth == 0 { return }
        depth -= 1
      }
      index += 1
    }
    index = bytes.count
  }

  /// Where a byte stands next; behind the end where it doesn't.
  private func next(_ byte: UInt8, from start: Int) -> Int {
    bytes.withUnsafeBytes { bytes in
      guard let found = memchr(bytes.baseAddress! + start, CInt(byte), bytes.count - start) else { return bytes.count }
      return UnsafeRawPointer(found) - bytes.baseAddress!
    }
  }

  /// Whether one of these control words stands anywhere.
  func contains(anyOf words: [String]) -> Bool {
    let words = words.map { Array($0.utf8) }
    var place = next(UInt8(ascii: "\\"), from: 0)
    while place < bytes.count {
      if words.contains(where: { bytes[place...].starts(with: $0) }) { return true }
      place = place + 1 < bytes.count ? next(UInt8(ascii: "\\"), from: place + 1) : bytes.count
    }
    return false
  }

  /// At the letter b of a control word within a group that is passed over: `\binN` is followed by N bytes of any kind.
  private mutating func skipBinary() {
    guard bytes[index...].starts(with: "bin".utf8), index + 3 < bytes.count, !Self.isLetter(bytes[index + 3]) else {
      return
    }
    index += 3
    let count = number() ?? 0
    if index < bytes.count, bytes[index] == 0x20 { index += 1 }
    skip(bytes: count)
    index -= 1
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46, 0x61...0x66: (byte | 0x20) - 0x61 + 10
    default: nil
    }
  }
}
