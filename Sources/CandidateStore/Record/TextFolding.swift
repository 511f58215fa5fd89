@_spi(_Unicode) import Swift  // for `_nfd`: normalisation without ICU

/// Text as it is compared: lower case, without accents, white space collapsed.
enum TextFolding {
  /// "Łódź  Müller" → "lodz muller".
  static func fold(_ text: String) -> String {
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
