/// The properties that decide what a person sees of a page's text, and in what order.
enum CSSProperty: String {
  case display, visibility, opacity, position, left, right, top, bottom, width, height, overflow, clip, float, clear,
    color
  case background, font, margin, padding, transform, content, animation, transition
  case animationName = "animation-name"
  case backgroundClip = "background-clip"
  case webkitBackgroundClip = "-webkit-background-clip"
  case backgroundColor = "background-color"
  case backgroundImage = "background-image"
  case clipPath = "clip-path"
  case maxWidth = "max-width"
  case maxHeight = "max-height"
  case textIndent = "text-indent"
  case textTransform = "text-transform"
  case whiteSpace = "white-space"
  case fontFamily = "font-family"
  case fontSize = "font-size"
  case fontStyle = "font-style"
  case fontWeight = "font-weight"
  case listStyle = "list-style"
  case listStyleType = "list-style-type"
  case flexDirection = "flex-direction"
  case flexFlow = "flex-flow"
  case gridTemplateColumns = "grid-template-columns"
  case gridTemplate = "grid-template"
  case marginTop = "margin-top"
  case marginBottom = "margin-bottom"
  case marginLeft = "margin-left"
  case paddingLeft = "padding-left"
  case msoHide = "mso-hide"
}

/// `color: #fff; display: none` …: what a rule or a style attribute says.
struct CSSDeclarations {
  struct Declaration {
    let property: CSSProperty
    /// In small letters unless it is text, without white space at its ends.
    let value: String
    let isImportant: Bool
  }

  private(set) var list: [Declaration] = []

  /// Declarations of one block; more are no style.
  private static let limit = 200

  init(_ text: Substring) {
    for part in CSSText.split(text, at: ";").prefix(Self.limit) {
      guard let colon = part.firstIndex(of: ":") else { continue }
      let name = CSSText.trimmed(part[..<colon]).lowercased()
      guard let property = CSSProperty(rawValue: name) else { continue }
      let written = CSSText.trimmed(part[part.index(after: colon)...])
      var value = property == .content ? String(written) : written.lowercased()
      var isImportant = false
      if let mark = value.firstIndex(of: "!"), value[mark...].contains("important") {
        isImportant = true
        value = String(CSSText.trimmed(value[..<mark]))
      }
      guard !value.isEmpty, value.utf8.count < 1000 else { continue }
      list.append(Declaration(property: property, value: value, isImportant: isImportant))
    }
  }
}

extension CSSDeclarations {
  /// What `content: "…"` draws; nil for none, for pictures and for counters.
  var drawnText: String? {
    guard let value = list.last(where: { $0.property == .content })?.value, let quote = value.unicodeScalars.first,
      quote == "\"" || quote == "'"
    else { return nil }
    var text = String.UnicodeScalarView()
    var rest = value.unicodeScalars.dropFirst()
    while let scalar = rest.popFirst(), scalar != quote {
      guard scalar == "\\" else {
        text.append(scalar)
        continue
      }
      // A backslash and up to six hexadecimal digits, a space after them being theirs.
      let digits = rest.prefix(6).prefix { $0.properties.isASCIIHexDigit }
      if let value = UInt32(String(digits), radix: 16) {
        text.append(Unicode.Scalar(value) ?? " ")
        rest = rest[digits.endIndex...]
        if rest.first == " " { rest = rest.dropFirst() }
      } else if let next = rest.popFirst() {
        text.append(next)
      }
    }
    return text.isEmpty ? nil : String(text)
  }
}

/// Reading of style sheets' text.
enum CSSText {
  static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let first = text.utf8.first, isSpace(first) { text = text.dropFirst() }
    while let last = text.utf8.last, isSpace(last) { text = text.dropLast() }
    return text
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  /// Parts between a sign that stands in no brackets and no quotation marks.
  static func split(_ text: Substring, at sign: Unicode.Scalar) -> [Substring] {
    var parts: [Substring] = []
    var start = text.startIndex
    var depth = 0
    var quote: Unicode.Scalar?
    var index = start
    let scalars = text.unicodeScalars
    while index < scalars.endIndex {
      let scalar = scalars[index]
      let next = scalars.index(after: index)
      if let open = quote {
        if scalar == open { quote = nil }
      } else if scalar == "\"" || scalar == "'" {
        quote = scalar
      } else if scalar == "(" || scalar == "[" {
        depth += 1
      } else if scalar == ")" || scalar == "]" {
        depth -= 1
      } else if scalar == sign, depth <= 0 {
        parts.append(Substring(scalars[start..<index]))
        start = next
      }
      index = next
    }
    parts.append(Substring(scalars[start...]))
    return parts
  }

  /// Without `/* … */` and without the `<!-- -->` that hid sheets from old browsers.
  static func withoutComments(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    let source = Array(text.utf8)
    var index = 0
    while index < source.count {
      let byte = source[index]
      if byte == 0x2F, index + 1 < source.count, source[index + 1] == 0x2A {
        let content = source[(index + 2)...]
        index = content.firstRange(of: "*/".utf8)?.upperBound ?? source.count
        bytes.append(0x20)
      } else if byte == 0x3C, source[index...].starts(with: "<!--".utf8) {
        index += 4
      } else if byte == 0x2D, source[index...].starts(with: "-->".utf8) {
        index += 3
      } else {
        bytes.append(byte)
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Lengths and colours.
enum CSSValue {
  /// Points in a pixel.
  static let pixel = 0.75

  /// A length in points.
  ///
  /// - Parameters:
  ///   - em: the font's size in points.
  ///   - whole: what percentages are of; nil where they mean nothing.
  static func points(_ text: some StringProtocol, em: Double, whole: Double? = nil) -> Double? {
    let digits = text.utf8.prefix { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D || $0 == 0x2E || $0 == 0x2B }
    guard let number = Double(String(decoding: digits, as: UTF8.self)), abs(number) < 1e6 else { return nil }
    switch String(decoding: text.utf8.dropFirst(digits.count), as: UTF8.self) {
    case "": return number == 0 ? 0 : nil
    case "px": return number * pixel
    case "pt": return number
    case "em": return number * em
    case "rem": return number * 16 * pixel
    case "ex", "ch": return number * em / 2
    case "cm": return number * 72 / 2.54
    case "mm": return number * 72 / 25.4
    case "in": return number * 72
    case "pc": return number * 12
    case "%": return whole.map { $0 * number / 100 }
    // Of a window 1,280 pixels wide and 800 high.
    case "vw": return number / 100 * 1280 * pixel
    case "vh": return number / 100 * 800 * pixel
    default: return nil
    }
  }

  /// A colour that covers what is behind it; nil for `transparent` and what is not known.
  static func color(_ text: some StringProtocol) -> UInt32? {
    if text.hasPrefix("#") {
      let digits = text.dropFirst()
      guard let value = UInt32(digits, radix: 16) else { return nil }
      switch digits.utf8.count {
      case 3, 4:
        let short = digits.utf8.count == 3 ? value : value >> 4
        return (short >> 8 & 0xF) * 0x110000 + (short >> 4 & 0xF) * 0x1100 + (short & 0xF) * 0x11
      case 6: return value
      case 8: return value & 0xFF < 0x20 ? nil : value >> 8
      default: return nil
      }
    }
    if text.hasPrefix("rgb") {
      let parts = text.split(whereSeparator: { "(), /".contains($0) }).dropFirst()
      guard parts.count >= 3 else { return nil }
      if parts.count > 3, let alpha = Double(String(parts[parts.startIndex + 3].filter { $0 != "%" })), alpha < 0.1 {
        return nil
      }
      var value: UInt32 = 0
      for part in parts.prefix(3) {
        let isPercent = part.hasSuffix("%")
        guard let number = Double(isPercent ? part.dropLast() : part[...]) else { return nil }
        value = value << 8 | UInt32(max(0, min(255, isPercent ? number * 2.55 : number)))
      }
      return value
    }
    return names[String(text)]
  }

  private static let names: [String: UInt32] = [
    "white": 0xFFFFFF, "black": 0, "snow": 0xFFFAFA, "ivory": 0xFFFFF0, "ghostwhite": 0xF8F8FF, "whitesmoke": 0xF5F5F5,
    "red": 0xFF0000, "green": 0x008000, "blue": 0x0000FF, "navy": 0x000080, "gray": 0x808080, "grey": 0x808080,
    "silver": 0xC0C0C0, "maroon": 0x800000, "teal": 0x008080, "purple": 0x800080, "yellow": 0xFFFF00,
    "darkblue": 0x00008B, "darkgray": 0xA9A9A9, "lightgray": 0xD3D3D3, "lightgrey": 0xD3D3D3, "windowtext": 0,
    "dimgray": 0x696969, "orange": 0xFFA500, "olive": 0x808000, "lime": 0x00FF00, "aqua": 0x00FFFF, "fuchsia": 0xFF00FF,
  ]
}
