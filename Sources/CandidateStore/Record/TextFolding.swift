@_spi(_Unicode) import Swift  // for `_nfd`: normalisation without ICU

/// Text as it is compared: lower case, without accents, white space collapsed.
enum TextFolding {
  /// "Łódź  Müller" → "lodz muller".
  static func fold(_ text: String) -> String {
    foldASCII(text) ?? foldUnicode(text)
  }

  /// The same in one pass over the bytes; nil for text that is not all ASCII. Merging compares little else.
  private static func foldASCII(_ text: String) -> String? {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
      return String(unsafeUninitializedCapacity: bytes.count) { folded in
        var count = 0
        var isSpacePending = false
        for byte in bytes {
          if byte == 0x20 || (0x09...0x0D).contains(byte) {
            isSpacePending = count > 0
            continue
          }
          if isSpacePending {
            folded[count] = 0x20
            count += 1
            isSpacePending = false
          }
          folded[count] = (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
          count += 1
        }
        return count
      }
    }
  }

  private static func foldUnicode(_ text: String) -> String {
    var folded = ""
    var isSpacePending = false
    for scalar in text.lowercased()._nfd {
      if scalar.properties.isWhitespace {
        isSpacePending = !folded.isEmpty
        continue
      }
      if scalar.properties.generalCategory == .nonspacingMark { continue }
      if isSpacePending {
        folded.unicodeScalars.append(" ")
        isSpacePending = false
      }
      if let letters = lettersWithoutDecomposition[scalar] {
        folded += letters
      } else {
        folded.unicodeScalars.append(scalar)
      }
    }
    return folded
  }

  /// Runs of letters and digits of the folded text: "Jean-Pierre O'Neil" → ["jean", "pierre", "o", "neil"].
  static func words(_ text: String) -> [String] {
    fold(text).split { !($0.isLetter || $0.isNumber) }.map(String.init)
  }

  private static let lettersWithoutDecomposition: [Unicode.Scalar: String] = [
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
  ]
}
