import ResumeModel
import Testing

@testable import DocumentText

@Suite struct PlainTextReaderTests {
  private func pages(_ text: String) throws -> [Page] {
    try PlainTextReader.read(DocumentBytes(Array(text.utf8)), options: ReadingOptions()).pages
  }

  @Test func linesStandAsTheyAre() throws {
    let lines = try pages("Dana Whitfield\r\ndana@example.com\rOakland\n\n\n  Skills  \n").first?.lines ?? []
    #expect(lines.map(\.text) == ["Dana Whitfield", "dana@example.com", "Oakland", "Skills"])
    #expect(lines.map(\.gapAbove) == [nil, 0, 0, 24])
    #expect(lines.map(\.indent) == [0, 0, 0, 12])
  }

  @Test func alignedColumnsAreTabs() throws {
    let lines = try pages("Kestrel Motors      2019 - 2022\nTwo.  Sentences\nA\t\tB\n").first?.lines ?? []
    #expect(lines.map(\.text) == ["Kestrel Motors\t2019 - 2022", "Two. Sentences", "A\tB"])
  }

  @Test func underlinedLinesAreHeadings() throws {
    let text = """
      =======
      DANA
      =======
      Engineer
      EXPERIENCE
      ----------

      Kestrel Motors, Leeds
      Site Engineer, 2019 - 2022
      -------------------------------------------------
      Lidl
      Skills
      ─────────────────────────
      """
    let lines = try pages(text).first?.lines ?? []
    #expect(
      lines.map(\.text) == [
        "DANA", "Engineer", "EXPERIENCE", "Kestrel Motors, Leeds", "Site Engineer, 2019 - 2022", "Lidl", "Skills",
      ])
    #expect(lines.map(\.headingLevel) == [1, nil, 2, nil, nil, nil, nil])
    #expect(lines[5].gapAbove == 12)
  }

  @Test func typedBulletsAreBullets() throws {
    let lines = try pages("* Led\n  - Built\n• Sold\n+49 176 12345\n- \n").first?.lines ?? []
    #expect(lines.map(\.bullet) == ["*", "-", "•", nil, nil])
    #expect(lines.map(\.text) == ["Led", "Built", "Sold", "+49 176 12345", "-"])
  }

  @Test func formFeedsPartPages() throws {
    #expect(try pages("one\n\u{0C}two\n\u{0C}").map { $0.lines.map(\.text) } == [["one"], ["two"]])
  }

  @Test func limitsHold() throws {
    let error = #expect(throws: ExtractionError.self) {
      try PlainTextReader.read(
        DocumentBytes(Array("more than ten characters".utf8)), options: ReadingOptions(maximumCharacters: 10))
    }
    #expect(error?.code == .limitExceeded)
  }
}

@Suite struct TextDecodingTests {
  private func bytes(_ text: String, in page: CodePage) -> [UInt8] {
    var codes: [Unicode.Scalar: UInt8] = [:]
    for byte in UInt8(0)...255 { codes[page.scalar(of: byte)] = byte }
    return text.unicodeScalars.map { codes[$0] ?? UInt8(ascii: "?") }
  }

  @Test(arguments: [
    "José Müller, Café Zürich – Köln", "Łukasz Wójcik, inżynier w Gdańsku, obsługa urządzeń",
    "Développeur à Nîmes, où j’ai géré l’équipe",
  ])
  func unicode(_ text: String) {
    let units = Array(text.utf16)
    let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let wide = text.unicodeScalars.flatMap {
      [UInt8(0), UInt8($0.value >> 16), UInt8($0.value >> 8 & 0xFF), UInt8($0.value & 0xFF)]
    }
    for encoded in [
      Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big,
      wide, [0, 0, 0xFE, 0xFF] + wide,
    ] {
      #expect(TextDecoding.text(of: encoded) == text)
      #expect(TextDecoding.isText(encoded[...]))
    }
  }

  static let westernTexts = [
    "José Müller arbeitet bei Café Zürich in Köln, große Straße",
    "Développeur à Nîmes, équipe de 7, où j’ai géré le bâtiment",
    "Ingeniería, años de experiencia, gestión", "Økonomiansvarlig på Ålesund, før og nå",
    "Gestão de operações em São Paulo", "Perché è così, più città",
  ]

  @Test(arguments: westernTexts) func western(_ text: String) {
    #expect(TextDecoding.text(of: bytes(text, in: .windows1252)) == text)
  }

  @Test(arguments: [
    "Łukasz Wójcik, inżynier w Gdańsku, obsługa urządzeń", "Zkušenosti: řízení týmu, údržba zařízení, účetnictví",
    "Mérnök, főiskola, gyűjtés, műszaki vezető",
    "Čišćenje, održavanje, šef smjene, Đakovo",
  ])
  func centralEuropean(_ text: String) {
    #expect(TextDecoding.text(of: bytes(text, in: .windows1250)) == text)
  }

  @Test func otherPages() {
    for (text, page) in [
      ("Łukasz Wójcik, inżynier, większość prac, śląsk", CodePage.latin2),
      ("Инженер, опыт работы, Москва", .windows1251),
      ("Инженер, опыт работы, Москва", .koi8r), ("Μηχανικός, εμπειρία στην Αθήνα", .windows1253),
      ("Mühendis, İstanbul, yönetim, eğitim, işçi", .windows1254),
    ] {
      #expect(TextDecoding.text(of: bytes(text, in: page)) == text)
    }
  }

  @Test(arguments: [
    ("Développeur à Nîmes, équipe de 7, où j’ai géré l’accès… • Café", [CodePage.macRoman]),
    ("Développeur à Nîmes, équipe de 7, élève", [.dos850, .macRoman]),
    ("Profissional com experiência em relatórios, gestão e coordenação", [.macRoman, .dos850]),
    ("Łukasz Wójcik, inżynier w Gdańsku, obsługa urządzeń", [.dos852]),
    ("Инженер, опыт работы в отделе, Москва", [.windows1251, .koi8r, .dos866, .iso8859Cyrillic, .macCyrillic]),
    ("Інженер, досвід роботи в її відділі, Київ", [.windows1251, .koi8u]),
    ("Μηχανικός, εμπειρία στην Αθήνα", [.windows1253, .iso8859Greek]),
    ("מהנדס תוכנה, ניסיון של עשר שנים בתל אביב", [.windows1255]),
    ("مهندس برمجيات، خبرة عشر سنوات في القاهرة", [.windows1256]),
    ("Inženieris Rīgā, pieredze būvniecībā, ēkas", [.windows1257]),
    ("วิศวกรซอฟต์แวร์ ประสบการณ์สิบปีในกรุงเทพ", [.windows874]),
  ])
  func pagesOfManyLanguages(_ text: String, _ pages: [CodePage]) {
    for page in pages { #expect(TextDecoding.text(of: bytes(text, in: page)) == text) }
  }

  /// Signs at words' ends are not taken for another encoding's letters.
  @Test func signsStaySigns() {
    let text = "Led a team… • Built “it” – at 10 € – and more… ‚x‘ the firm’s"
    #expect(TextDecoding.text(of: bytes(text, in: .windows1252)) == text)
  }

  /// What Python's codecs make of these texts.
  @Test(arguments: [
    (
      "職務経歴書 東京でエンジニアとして働いた", "shift_jis",
      "904596b18c6f97f08f9120938c8b9e82c5834783938357836a834182c682b582c493ad82a282bd"
    ),
    (
      "職務経歴書 東京でエンジニアとして働いた", "euc_jp", "bfa6ccb3b7d0cef2bdf120c5ecb5fea4c7a5a8a5f3a5b8a5cba5a2a4c8a4b7a4c6c6afa4a4a4bf"
    ),
    ("个人简历 软件工程师 在北京工作", "gb18030", "b8f6c8cbbcf2c0fa20c8edbcfeb9a4b3cccaa620d4dab1b1bea9b9a4d7f7"),
    ("個人履歷 軟體工程師 在台北工作", "big5", "add3a448bc69befa20b36ec5e9a475b57bae7620a662a578a55fa475a740"),
    ("이력서 소프트웨어 엔지니어 서울 근무", "euc_kr", "c0ccb7c2bcad20bcd2c7c1c6aebffebeee20bfa3c1f6b4cfbeee20bcadbfef20b1d9b9ab"),
    (
      "職務経歴書 東京でエンジニアとして働いた", "iso2022_jp",
      "1b24423f264c3337504e723d711b2842201b2442456c357e2447252825732538254b2522244824372446462f2424243f1b2842"
    ),
  ])
  func eastAsia(_ text: String, _ name: String, _ hexadecimal: String) {
    let digits = Array(hexadecimal)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
    #expect(TextDecoding.text(of: bytes) == text, "\(name)")
  }

  @Test func unmarkedUTF16OfOtherAlphabets() {
    for text in ["Инженер, опыт работы, Москва", "Μηχανικός, εμπειρία στην Αθήνα"] {
      let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      #expect(TextDecoding.text(of: little) == text)
      #expect(TextDecoding.text(of: text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }) == text)
    }
  }

  @Test func strayBytesHarmNothing() throws {
    let document = try DocumentReaders.read(
      DocumentBytes(Array("Dana\0 Whitfield\n".utf8) + [0xED, 0xA0, 0x80, 0x0A] + Array("Zürich, Köln, Málaga\n".utf8)))
    #expect(document.pages[0].lines.map(\.text).first == "Dana Whitfield")
    #expect(document.text.contains("Zürich, Köln, Málaga"))
    #expect(!document.text.unicodeScalars.contains("\0"))
  }

  @Test func noiseIsNoText() {
    #expect(!TextDecoding.isText((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }[...]))
    #expect(!TextDecoding.isText([UInt8](repeating: 0, count: 100)[...]))
  }
}

@Suite struct TextNormalizerTests {
  @Test(arguments: [
    ("plain", "plain"), ("o\u{FB03}ce \u{FB01}n \u{FB05}", "office fin st"), ("https\u{A789}//x", "https://x"),
    ("a\u{A0}b\u{2009}c", "a b c"),
    ("2021 \u{AD} Present", "2021 - Present"), ("Engi\u{AD}neer", "Engineer"), ("e\u{301}", "é"), ("A\u{30A}", "Å"),
    ("\u{212B}", "Å"),
    ("x\u{200B}y\u{FEFF}", "xy"), ("\u{F0B7} item", "• item"), ("\u{E001}555", "555"), ("a\u{FFFD}b", "ab"),
    ("– — ’ •", "– — ’ •"),
    ("می\u{200C}خواهم", "می\u{200C}خواهم"), ("a\u{200D}b", "ab"), ("\u{2028}", " "), ("co\u{2011}op", "co-op"),
  ])
  func normalises(_ text: String, to normal: String) {
    #expect(Array(TextNormalizer.normalized(text).unicodeScalars) == Array(normal.unicodeScalars))
  }
}
