/// What an RTF document defines in its head: fonts, colours, styles.
struct RTFTables {
  struct Font {
    var name = ""
    var charset: Int?
    var codePage: Int?

    /// Whether its characters are pictures by number.
    var isSymbolic: Bool { charset == 2 || SymbolFont.isSymbolic(name) }
  }

  private(set) var fonts: [Int: Font] = [:]
  /// 0xRRGGBB; nil for the automatic colour.
  private(set) var colors: [UInt32?] = []
  /// Heading levels by style.
  private(set) var headings: [Int: Int] = [:]
  /// Of fonts that say nothing of their characters.
  var codePage = 1252

  private var currentFont: Int?
  private var red: Int?
  private var green: Int?
  private var blue: Int?
  private var currentStyle: Int?
  private var styleName = ""
  private var outlineLevel: Int?

  /// Entries of each table, at most.
  private static let limit = 10_000

  // MARK: Fonts

  mutating func beginFont(_ number: Int) {
    currentFont = fonts.count < Self.limit ? number : nil
    if let currentFont { fonts[currentFont] = Font() }
  }

  mutating func setFont(charset: Int) { currentFont.map { fonts[$0]?.charset = charset } }
  mutating func setFont(codePage: Int) { currentFont.map { fonts[$0]?.codePage = codePage } }

  mutating func appendFontName(_ text: String) {
    guard let currentFont else { return }
    for scalar in text.unicodeScalars {
      if scalar == ";" {
        self.currentFont = nil
        return
      }
      if fonts[currentFont]?.name.utf8.count ?? 0 < 64 { fonts[currentFont]?.name.unicodeScalars.append(scalar) }
    }
  }

  /// How the bytes of a font's text are to be read.
  func encoding(of font: Int?) -> LegacyEncoding {
    let number: Int
    if let font = font.flatMap({ fonts[$0] }) {
      number = font.codePage ?? font.charset.flatMap(Self.codePage(ofCharset:)) ?? codePage
    } else {
      number = codePage
    }
    return LegacyEncoding(windowsCodePage: number) ?? LegacyEncoding(windowsCodePage: codePage)
      ?? .singleByte(.windows1252)
  }

  /// Source: RTF 1.9.1, "Font Table".
  private static func codePage(ofCharset charset: Int) -> Int? {
    switch charset {
    case 0: 1252
    case 77: 10000
    case 78: 10001
    case 89: 10007
    case 88: 10029
    case 128: 932
    case 129: 949
    case 130: 1361
    case 134: 936
    case 136: 950
    case 161: 1253
    case 162: 1254
    case 163: 1258
    case 177: 1255
    case 178: 1256
    case 186: 1257
    case 204: 1251
    case 222: 874
    case 238: 1250
    case 254: 437
    case 255: 850
    default: nil
    }
  }

  // MARK: Colours

  mutating func setColor(_ part: RTFWord, _ value: Int) {
    let value = min(max(0, value), 255)
    switch part {
    case .red: red = value
    case .green: green = value
    default: blue = value
    }
  }

  mutating func appendColors(_ text: String) {
    for scalar in text.unicodeScalars where scalar == ";" && colors.count < Self.limit {
      let isAutomatic = red == nil && green == nil && blue == nil
      colors.append(isAutomatic ? nil : UInt32((red ?? 0) << 16 | (green ?? 0) << 8 | (blue ?? 0)))
      (red, green, blue) = (nil, nil, nil)
    }
  }

  func color(_ number: Int) -> UInt32? {
    colors.indices.contains(number) ? colors[number] : nil
  }

  // MARK: Styles

  mutating func beginStyle(_ number: Int?) {
    currentStyle = number
    styleName = ""
    outlineLevel = nil
  }

  mutating func setStyle(outlineLevel: Int) { self.outlineLevel = outlineLevel }

  mutating func appendStyleName(_ text: String) {
    if styleName.utf8.count < 64 { styleName += text }
  }

  mutating func endStyle() {
    guard let currentStyle, headings.count < Self.limit else { return }
    let name = styleName.prefix { $0 != ";" && $0 != "," }
    headings[currentStyle] =
      HeadingStyle.level(named: String(name)) ?? outlineLevel.flatMap(HeadingStyle.level(outline:))
    self.currentStyle = nil
  }
}
