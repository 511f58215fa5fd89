/// Scalars as text is compared: lower case, without accents, one for one, so that an index into the folded form is
/// an index into the original.
enum Folding {
  /// ß → s, æ → a, œ → o, ł → l, ø → o, ı → i; typographic quotes, dashes, spaces
  /// and full-width signs become their ASCII forms.
  static func fold(_ scalar: Unicode.Scalar) -> UInt32 {
    let value = scalar.value
    // Small enough to be inlined into the loops over a text, nearly all of which it does.
    if value < 0x80 { return value &- 0x41 < 26 ? value + 0x20 : value }
    return foldBeyondASCII(scalar)
  }

  private static func foldBeyondASCII(_ scalar: Unicode.Scalar) -> UInt32 {
    let value = scalar.value
    switch value {
    case 0..<0xA0: return value
    case 0xB7: return value
    case 0xA0..<0x180: return UInt32(latin[Int(value - 0xA0)])
    case 0x218, 0x219: return 0x73
    case 0x21A, 0x21B: return 0x74
    case 0x201C...0x201F: return 0x22
    case 0x2018, 0x2019, 0x02BC, 0x2032: return 0x27
    case 0x2010...0x2015, 0x2212: return 0x2D
    case 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return 0x20
    case 0x1EA0...0x1EB7: return 0x61
    case 0x1EB8...0x1EC7: return 0x65
    case 0x1EC8...0x1ECB: return 0x69
    case 0x1ECC...0x1EE3: return 0x6F
    case 0x1EE4...0x1EF1: return 0x75
    case 0x1EF2...0x1EF9: return 0x79
    case 0xA789, 0xFE55: return 0x3A
    case 0x01A0, 0x01A1: return 0x6F
    case 0x01AF, 0x01B0: return 0x75
    case 0x0370..<0x0400: return greek(value, scalar)
    case 0x0401, 0x0451: return 0x0435
    case 0x0410...0x042F: return value + 0x20
    case 0x0430...0x044F: return value
    case 0x0660...0x0669: return value - 0x0660 + 0x30
    case 0x06F0...0x06F9: return value - 0x06F0 + 0x30
    case 0x3001, 0xFF64: return 0x2C
    case 0x301C: return 0x7E
    case 0x30FB, 0xFF65: return 0xB7
    case 0x3010, 0x3014: return 0x5B
    case 0x3011, 0x3015: return 0x5D
    // Full-width forms of ASCII.
    case 0xFF01...0xFF5E: return value < 0xFF21 || value > 0xFF3A ? value - 0xFEE0 : value - 0xFEE0 + 0x20
    // Of East Asia: neither large nor small. (What the standard library says takes 60 times as long, with a string made.)
    case 0x2E80..<0xA640, 0xAC00..<0xD7A4: return value
    default:
      return scalar.properties.lowercaseMapping.unicodeScalars.first?.value ?? value
    }
  }

  /// U+00A0…U+017F in folded ASCII; what has no ASCII likeness is a space or itself below 0x100.
  private static let latin: [UInt8] = Array(
    (" !cLoY|S\"ca<--r-o+23'up.,1o>123?" + "aaaaaaaceeeeiiiidnooooo*ouuuuyts" + "aaaaaaaceeeeiiiidnooooo/ouuuuyty"
      + "aaaaaaccccccccdddd" + "eeeeeeeeee" + "gggggggghhhh" + "iiiiiiiiiiiijjkkk" + "llllllllllnnnnnnnnn" + "oooooooo"
      + "rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)

  /// Without accents; a final sigma is a sigma.
  private static func greek(_ value: UInt32, _ scalar: Unicode.Scalar) -> UInt32 {
    switch value {
    case 0x386, 0x3AC: 0x3B1
    case 0x388, 0x3AD: 0x3B5
    case 0x389, 0x3AE: 0x3B7
    case 0x38A, 0x390, 0x3AA, 0x3AF, 0x3CA: 0x3B9
    case 0x38C, 0x3CC: 0x3BF
    case 0x38E, 0x3AB, 0x3B0, 0x3CB, 0x3CD: 0x3C5
    case 0x38F, 0x3CE: 0x3C9
    case 0x3C2: 0x3C3
    default: scalar.properties.lowercaseMapping.unicodeScalars.first?.value ?? value
    }
  }

  static func fold(_ text: some StringProtocol) -> [UInt32] {
    var folded: [UInt32] = []
    folded.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { folded.append(fold(scalar)) }
    return folded
  }

  /// Of text in UTF-8.
  static func fold(utf8 text: ArraySlice<UInt8>) -> [UInt32] {
    guard text.allSatisfy({ $0 < 0x80 }) else { return fold(String(decoding: text, as: UTF8.self)) }
    return text.map { fold(Unicode.Scalar($0)) }
  }

  static func isLetter(_ folded: UInt32) -> Bool {
    if folded < 0x80 { return folded >= 0x61 && folded <= 0x7A }
    return isLetterBeyondASCII(folded)
  }

  private static func isLetterBeyondASCII(_ folded: UInt32) -> Bool {
    switch folded {
    // Cyrillic, ideographs, Korean; then dashes, quotes and bullets: what lists and tables of words are full of.
    case 0x0400...0x0481, 0x4E00...0x9FFC, 0xAC00...0xD7A3: return true
    case 0...0xBF, 0x2000...0x206F: return false
    default: break
    }
    guard let scalar = Unicode.Scalar(folded) else { return false }
    if scalar.properties.isAlphabetic { return true }
    // Marks within the words of India and the Middle East.
    guard folded >= 0x0590, folded < 0x2000 else { return false }
    let category = scalar.properties.generalCategory
    return category == .nonspacingMark || category == .spacingMark
  }

  /// Written without spaces between words: Chinese, Japanese, Korean.
  static func isWide(_ folded: UInt32) -> Bool {
    folded >= 0x2E80 && folded <= 0x9FFF || folded >= 0xAC00 && folded <= 0xD7AF || folded >= 0xF900 && folded <= 0xFAFF
  }

  static func isDigit(_ folded: UInt32) -> Bool { folded >= 0x30 && folded <= 0x39 }

  static func isSpace(_ folded: UInt32) -> Bool { folded == 0x20 || folded == 0x09 || folded == 0x0A || folded == 0x0D }
}

/// A 64-bit FNV-1a hash, by which phrases are looked up: a word costs no allocation.
struct PhraseHash: Hashable {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ scalar: UInt32) {
    value = (value ^ UInt64(scalar)) &* 0x0000_0100_0000_01b3
  }

  mutating func add(_ word: ArraySlice<UInt32>) {
    for scalar in word { add(scalar) }
  }

  mutating func add(_ folded: [UInt32], _ range: Range<Int>) {
    for offset in range { add(folded[offset]) }
  }
}

extension String {
  /// By way of their UTF-8: to append scalars to a string one by one costs 300 instructions each.
  init(scalars: some Collection<Unicode.Scalar>) {
    let count = scalars.reduce(0) { $0 + UTF8.width($1) }
    self.init(unsafeUninitializedCapacity: count) { bytes in
      var end = 0
      for scalar in scalars {
        if scalar.isASCII {
          bytes[end] = UInt8(scalar.value)
          end += 1
        } else {
          for byte in UTF8.encode(scalar)! {  // every scalar has a form in UTF-8
            bytes[end] = byte
            end += 1
          }
        }
      }
      return end
    }
  }
}

extension Unicode.Scalar {
  var isUpper: Bool {
    if value < 0x80 { return value >= 0x41 && value <= 0x5A }
    return properties.isUppercase
  }

  var isLower: Bool {
    if value < 0x80 { return value >= 0x61 && value <= 0x7A }
    return properties.isLowercase
  }
}
