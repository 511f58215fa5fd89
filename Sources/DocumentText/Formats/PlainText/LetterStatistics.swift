/// Which bytes beyond ASCII a text holds and what stands around them, so that its single-byte encoding can be told.
struct LetterStatistics {
  /// What stands around a byte: letters, or bytes that may be letters.
  private enum Place: Int, CaseIterable {
    case inWord, atEnd, atBeginning, alone
  }

  /// How often each byte stands in each place.
  private var counts = [[Int]](repeating: [Int](repeating: 0, count: 128), count: Place.allCases.count)

  /// How often each byte stands beside a letter of ASCII.
  private var besideLatin = [Int](repeating: 0, count: 128)

  init(_ bytes: ArraySlice<UInt8>) {
    for index in bytes.indices where bytes[index] >= 0x80 {
      let before = index > bytes.startIndex && Self.mayBeLetter(bytes[index - 1])
      let after = index + 1 < bytes.endIndex && Self.mayBeLetter(bytes[index + 1])
      let place: Place = before ? (after ? .inWord : .atEnd) : after ? .atBeginning : .alone
      counts[place.rawValue][Int(bytes[index]) - 0x80] += 1
      let neighbours = [
        index > bytes.startIndex ? bytes[index - 1] : 0, index + 1 < bytes.endIndex ? bytes[index + 1] : 0,
      ]
      if neighbours.contains(where: { (0x61...0x7A).contains($0 | 0x20) }) {
        besideLatin[Int(bytes[index]) - 0x80] += 1
      }
    }
  }

  private static func mayBeLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20)
  }

  /// The encoding under which some language explains the most of them; the more usual one where several do equally.
  var bestCodePage: CodePage {
    var best = CodePage.windows1252
    var greatest = -Double.infinity
    for candidate in Self.candidates {
      for alphabet in candidate.alphabets {
        let explained = score(candidate.page, Alphabet(alphabet, isLatin: !candidate.isOtherScript)) * candidate.weight
        if explained > greatest { (best, greatest) = (candidate.page, explained) }
      }
    }
    return best
  }

  /// What each letter of a language is worth.
  private struct Alphabet {
    private(set) var worths: [Unicode.Scalar: Double] = [:]
    let isLatin: Bool

    init(_ letters: String, isLatin: Bool) {
      self.isLatin = isLatin
      let letters = Array(letters.unicodeScalars)
      for (rank, letter) in letters.enumerated() where worths[letter] == nil {
        worths[letter] = isLatin ? 1 : 1.15 - 0.4 * Double(rank) / Double(letters.count)
      }
    }
  }

  /// How much of the text is explained: letters of the alphabet, and signs where signs may stand. A capital within a word
  /// counts less, and what the encoding doesn't know counts against it.
  private func score(_ page: CodePage, _ alphabet: Alphabet) -> Double {
    var score = 0.0
    for index in 0..<128 {
      let count = Place.allCases.map { Double(counts[$0.rawValue][index]) }
      let total = count.reduce(0, +)
      guard total > 0 else { continue }
      let (inWord, atEnd, atBeginning, alone) = (count[0], count[1], count[2], count[3])
      let scalar = page.scalar(of: UInt8(index + 0x80))
      // No word is half in one script, half in another.
      if !alphabet.isLatin, scalar.properties.isAlphabetic { score -= 2 * Double(besideLatin[index]) }
      if let worth = alphabet.worths[scalar] {
        score += worth * (inWord + atEnd + atBeginning + alone * 0.5)
      } else if let lower = scalar.properties.lowercaseMapping.unicodeScalars.first, lower != scalar,
        let worth = alphabet.worths[lower]
      {
        score += worth * (atBeginning + (inWord + atEnd) * 0.5 + alone * 0.4)
      } else if Self.joints.contains(scalar) {
        score += total * 0.95
      } else if Self.signs.contains(scalar) {
        score += (atEnd + atBeginning) * 0.9 + alone + inWord * 0.5
      } else if scalar == "\u{FFFD}" {
        score -= total
      }
    }
    return score
  }

  /// Signs that stand within words as well.
  private static let joints: Set<Unicode.Scalar> = Set("’–—\u{AD}·".unicodeScalars)
  private static let signs: Set<Unicode.Scalar> = Set(
    "€‘“”„‚…•§«»©®™ªº°\u{A0}►■▪●│┃─━├└┌┐┘┤┬┴┼║═".unicodeScalars)

  private struct Candidate {
    let page: CodePage
    /// Whether its alphabets are no Latin ones; their letters stand in the order of how usual they are.
    var isOtherScript = false
    /// Below 1 for encodings that are seldom met: others are believed first.
    var weight = 1.0
    let alphabets: [String]
  }

  private static let western = [
    "àâæçéèêëîïôœùûüÿ", "äöüß", "áéíñóúü", "áâãàçéêíóôõúü", "àèéìîòù", "åäöæøé", "áéèëïóöü", "áæéíðóöúýþ",
  ]
  /// Several western languages in one text.
  private static let anyWestern = "àâäáåæãçéèêëíìîïñóòôöõøœúùûüÿýß"
  private static let central = [
    "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž", "äöüß",
  ]
  private static let russian = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
  private static let ukrainian = "оаинвіетрслкдмупязьбгйчхцжїшюєщфґ"
  private static let greek = "αοιετσνηυρπκμλςωδγχθφίάόέήύώβξζψϊϋΐΰ"

  /// From the most usual: an equal score keeps the first.
  private static let candidates: [Candidate] = [
    Candidate(page: .windows1252, alphabets: western),
    Candidate(page: .windows1250, alphabets: central),
    Candidate(page: .windows1252, alphabets: [anyWestern]),
    Candidate(page: .latin2, alphabets: Array(central.prefix(3))),
    Candidate(page: .windows1254, alphabets: ["çğıİöşüâî"]),
    Candidate(page: .windows1251, isOtherScript: true, alphabets: [russian, ukrainian]),
    Candidate(page: .koi8r, isOtherScript: true, alphabets: [russian]),
    Candidate(page: .koi8u, isOtherScript: true, weight: 0.99, alphabets: [ukrainian]),
    Candidate(page: .dos866, isOtherScript: true, weight: 0.99, alphabets: [russian]),
    Candidate(page: .iso8859Cyrillic, isOtherScript: true, weight: 0.98, alphabets: [russian, ukrainian]),
    Candidate(page: .macCyrillic, isOtherScript: true, weight: 0.98, alphabets: [russian, ukrainian]),
    Candidate(page: .windows1253, isOtherScript: true, alphabets: [greek]),
    Candidate(page: .iso8859Greek, isOtherScript: true, weight: 0.99, alphabets: [greek]),
    Candidate(page: .windows1255, isOtherScript: true, alphabets: ["יולאהרתמבשנעםדקחפטצגסכזןךףץ"]),
    Candidate(page: .windows1256, isOtherScript: true, alphabets: ["اليمنروتةبدعسفحكقهجشطصخأضزىثذغئءإظآؤ"]),
    Candidate(page: .windows1257, weight: 0.98, alphabets: ["āčēģīķļņšūž", "ąčęėįšųūž", "äõöüšž"]),
    Candidate(
      page: .windows874, isOtherScript: true, weight: 0.99,
      alphabets: ["านรอก่เง้มยลวดทส\u{E31}\u{E35}\u{E34}ตปะจบคหแ\u{E37}\u{E38}ชพ\u{E39}ไขโ์ใผศธณซภถษญฉฟ"]),
    Candidate(page: .latin9, weight: 0.97, alphabets: ["àâæçéèêëîïôœùûüÿ", "äöüßšž"]),
    Candidate(page: .macRoman, weight: 0.97, alphabets: western + [anyWestern]),
    Candidate(page: .dos850, weight: 0.96, alphabets: western + [anyWestern]),
    Candidate(page: .dos852, weight: 0.95, alphabets: Array(central.prefix(6))),
    Candidate(page: .macCentralEurope, weight: 0.95, alphabets: Array(central.prefix(4))),
  ]
}
