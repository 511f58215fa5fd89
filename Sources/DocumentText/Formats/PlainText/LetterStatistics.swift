/// Which bytes beyond ASCII a text holds and what stands before them, so that its single-byte encoding can be told.
struct LetterStatistics {
  /// How often each byte follows a lower-case ASCII letter or another byte beyond ASCII, and how often anything else.
  private var within = [Int](repeating: 0, count: 128)
  private var elsewhere = [Int](repeating: 0, count: 128)

  init(_ bytes: ArraySlice<UInt8>) {
    var previous: UInt8 = 0x20
    for byte in bytes {
      if byte >= 0x80 {
        if (0x61...0x7A).contains(previous) || previous >= 0x80 {
          within[Int(byte) - 0x80] += 1
        } else {
          elsewhere[Int(byte) - 0x80] += 1
        }
      }
      previous = byte
    }
  }

  /// The encoding under which some language explains the most of them; the more usual one where several do equally.
  var bestCodePage: CodePage {
    var best = CodePage.windows1252
    var greatest = -1.0
    for (page, alphabets) in Self.candidates {
      for alphabet in alphabets {
        let explained = score(page, alphabet: Set(alphabet.unicodeScalars))
        if explained > greatest { (best, greatest) = (page, explained) }
      }
    }
    return best
  }

  /// How many of the bytes are letters of the alphabet, or signs where signs may stand; a capital within a word counts less.
  private func score(_ page: CodePage, alphabet: Set<Unicode.Scalar>) -> Double {
    var score = 0.0
    for index in 0..<128 where within[index] + elsewhere[index] > 0 {
      let scalar = page.scalar(of: UInt8(index + 0x80))
      if alphabet.contains(scalar) {
        score += Double(elsewhere[index]) + Double(within[index])
      } else if let lower = scalar.properties.lowercaseMapping.unicodeScalars.first, alphabet.contains(lower) {
        score += Double(elsewhere[index]) + Double(within[index]) * 0.5
      } else if Self.signs.contains(scalar) {
        score += Double(elsewhere[index]) + Double(within[index]) * 0.9
      }
    }
    return score
  }

  private static let signs: Set<Unicode.Scalar> = Set("€–—‘’“”„‚…•·°§«»©®™ªº\u{A0}\u{AD}".unicodeScalars)

  /// From the most usual: an equal score keeps the first.
  private static let candidates: [(CodePage, alphabets: [String])] = [
    (
      .windows1252,
      [
        "àâæçéèêëîïôœùûüÿ", "äöüß", "áéíñóúü", "áâãàçéêíóôõúü", "àèéìîòù", "åäöæøé", "áéèëïóöü", "áæéíðóöúýþ",
      ]
    ),
    (
      .windows1250,
      ["ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž", "äöüß"]
    ),
    // Several western languages in one text.
    (.windows1252, ["àâäáåæãçéèêëíìîïñóòôöõøœúùûüÿýß"]),
    (.latin2, ["ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž"]),
    (.windows1254, ["çğıİöşüâî"]),
    (.windows1251, ["абвгдежзийклмнопрстуфхцчшщъыьэюяёєіїґ"]),
    (.koi8r, ["абвгдежзийклмнопрстуфхцчшщъыьэюяё"]),
    (.windows1253, ["αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"]),
  ]
}
