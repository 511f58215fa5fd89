/// Turns bytes of unknown encoding into text.
///
/// A byte order mark decides; else regular zero bytes mean UTF-16 or UTF-32; else what is valid UTF-8 is UTF-8; else
/// that encoding whose language best explains the letters beyond ASCII.
enum TextDecoding {
  enum Encoding: Equatable {
    case utf8
    case utf16(bigEndian: Bool)
    case utf32(bigEndian: Bool)
    /// One from before Unicode, told by its letters.
    case legacy
  }

  /// The text, without its byte order mark; what can't be decoded is left out.
  static func text(of bytes: [UInt8]) -> String {
    let (encoding, mark) = encoding(of: bytes[...])
    let content = bytes.dropFirst(mark)
    switch encoding {
    case .utf8: return utf8(content)
    case .utf16(let bigEndian): return utf16(content, bigEndian: bigEndian)
    case .utf32(let bigEndian): return utf32(content, bigEndian: bigEndian)
    case .legacy: return legacy(content)
    }
  }

  /// Whether these bytes are text at all: hardly any control characters once decoded.
  ///
  /// - Parameter sample: a document's beginning.
  static func isText(_ sample: ArraySlice<UInt8>) -> Bool {
    var controls = 0
    var count = 0
    let (encoding, mark) = encoding(of: sample)
    let content = sample.dropFirst(mark)
    func tally(_ value: UInt32) {
      count += 1
      let isWhite = value == 0x09 || value == 0x0A || value == 0x0C || value == 0x0D || value == 0x0B
      if value < 0x20 && !isWhite || value == 0x7F || value == 0xFFFD { controls += 1 }
    }
    switch encoding {
    case .utf8, .legacy: for byte in content { tally(UInt32(byte)) }
    case .utf16(let bigEndian):
      for scalar in utf16(content, bigEndian: bigEndian).unicodeScalars { tally(scalar.value) }
    case .utf32(let bigEndian):
      for scalar in utf32(content, bigEndian: bigEndian).unicodeScalars { tally(scalar.value) }
    }
    // Compressed or compiled data holds a tenth and more.
    return count > 1 && controls * 20 <= count
  }

  /// - Returns: the encoding, and how many bytes its byte order mark takes.
  static func encoding(of bytes: ArraySlice<UInt8>) -> (Encoding, mark: Int) {
    let start = Array(bytes.prefix(4))
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if start == [0xFF, 0xFE, 0, 0] { return (.utf32(bigEndian: false), 4) }
    if start == [0, 0, 0xFE, 0xFF] { return (.utf32(bigEndian: true), 4) }
    if start.starts(with: [0xFF, 0xFE]) { return (.utf16(bigEndian: false), 2) }
    if start.starts(with: [0xFE, 0xFF]) { return (.utf16(bigEndian: true), 2) }
    if let unmarked = unmarked(bytes.prefix(4096)) { return (unmarked, 0) }
    return (isUTF8(bytes) && !holdsEscapes(bytes) ? .utf8 : .legacy, 0)
  }

  /// Whether it is the Japanese of mail, all in ASCII.
  private static func holdsEscapes(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.contains(0x1B) && MultiByteStatistics(bytes.prefix(65_536)).holdsEscapes
  }

  /// UTF-16 or UTF-32 without a mark, told by where zero bytes stand.
  private static func unmarked(_ sample: ArraySlice<UInt8>) -> Encoding? {
    guard sample.count >= 8 else { return nil }
    var zeros = [0, 0, 0, 0]
    for (offset, byte) in sample.enumerated() where byte == 0 { zeros[offset % 4] += 1 }
    let quarter = sample.count / 4
    let isMostlyZero = zeros.map { $0 * 10 >= quarter * 9 }
    let isRarelyZero = zeros.map { $0 * 10 <= quarter }
    if isMostlyZero[0], isMostlyZero[1], isRarelyZero[3] { return .utf32(bigEndian: true) }
    if isMostlyZero[3], isMostlyZero[2], isRarelyZero[0] { return .utf32(bigEndian: false) }
    // Text in Latin letters: at least every second high byte is zero, hardly a low one.
    if (zeros[0] + zeros[2]) * 2 >= quarter * 2, isRarelyZero[1], isRarelyZero[3] { return .utf16(bigEndian: true) }
    if (zeros[1] + zeros[3]) * 2 >= quarter * 2, isRarelyZero[0], isRarelyZero[2] { return .utf16(bigEndian: false) }
    // In other alphabets: high bytes are those of Greek to Thai, low ones anything.
    var small = [0, 0]
    for (offset, byte) in sample.enumerated() where byte <= 0x0E && ![9, 10, 13].contains(byte) {
      small[offset % 2] += 1
    }
    let half = sample.count / 2
    if small[0] * 10 >= half * 9, small[1] * 5 <= half { return .utf16(bigEndian: true) }
    if small[1] * 10 >= half * 9, small[0] * 5 <= half { return .utf16(bigEndian: false) }
    return nil
  }

  /// Valid but for surrogates, for a sequence cut off at the end, and for one broken sequence in ten.
  private static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    var valid = 0
    var broken = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      if byte < 0x80 { continue }
      let length =
        byte >= 0xF0 && byte < 0xF5 ? 3 : byte >= 0xE0 && byte < 0xF0 ? 2 : byte >= 0xC2 && byte < 0xE0 ? 1 : 0
      let following = bytes[index...].prefix(length)
      if length > 0, following.allSatisfy({ $0 & 0xC0 == 0x80 }) {
        if following.count == length { valid += 1 }
        index += following.count
      } else {
        broken += 1
      }
    }
    return broken * 10 <= valid
  }

  private static func utf8(_ bytes: ArraySlice<UInt8>) -> String {
    // What is broken becomes U+FFFD, which the normaliser leaves out.
    String(decoding: bytes, as: UTF8.self)
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> String {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(bigEndian ? first << 8 | second : second << 8 | first)
      index += 2
    }
    return String(decoding: units, as: UTF16.self)
  }

  private static func utf32(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> String {
    var scalars = String.UnicodeScalarView()
    var index = bytes.startIndex
    while index + 3 < bytes.endIndex {
      let parts = bytes[index..<index + 4].map(UInt32.init)
      let value =
        bigEndian
        ? parts[0] << 24 | parts[1] << 16 | parts[2] << 8 | parts[3]
        : parts[3] << 24 | parts[2] << 16 | parts[1] << 8 | parts[0]
      scalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
      index += 4
    }
    return String(scalars)
  }

  private static func legacy(_ bytes: ArraySlice<UInt8>) -> String {
    let sample = bytes.prefix(65_536)
    let encoding = MultiByteStatistics(sample).best ?? .singleByte(LetterStatistics(sample).bestCodePage)
    return encoding.text(of: Array(bytes))
  }
}
