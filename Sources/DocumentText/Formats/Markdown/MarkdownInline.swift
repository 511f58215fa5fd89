/// Reads the inside of a Markdown line: emphasis, links, code, escapes, HTML tags.
///
/// Source: CommonMark 0.31, §6, without links in links and with emphasis that ends at the line's end.
struct MarkdownInline {
  /// A stretch of text in one style, or a line break that HTML asks for.
  enum Piece: Equatable {
    case text(String, bold: Bool, italic: Bool, link: String?)
    case lineBreak
    /// A link around nothing but a picture.
    case bareLink(String)
  }

  private enum Token {
    case text(String, link: String?)
    case delimiter(Unicode.Scalar, count: Int, opens: Bool, closes: Bool)
    case bold(Bool)
    case italic(Bool)
    case lineBreak
    case bareLink(String)
  }

  /// How far the end of a link, a tag or code is looked for, in characters: keeps a line of a million brackets cheap.
  private static let reach = 2_000
  /// Emphasis that waits to be closed, at most.
  private static let maximumOpeners = 64

  private let definitions: [String: String]
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var tokens: [Token] = []
  private var pending = String.UnicodeScalarView()
  /// Target of the HTML link that is open.
  private var htmlLink: String?

  static func pieces(of text: String, definitions: [String: String]) -> [Piece] {
    var reading = MarkdownInline(text, definitions: definitions)
    reading.tokenize()
    return reading.resolve()
  }

  private init(_ text: String, definitions: [String: String]) {
    self.definitions = definitions
    scalars = Array(text.unicodeScalars)
  }

  private mutating func tokenize() {
    while index < scalars.count {
      let scalar = scalars[index]
      switch scalar {
      case "\\" where index + 1 < scalars.count && isPunctuation(scalars[index + 1]):
        pending.append(scalars[index + 1])
        index += 2
      case "`": readCode()
      case "*", "_", "~": readDelimiter(scalar)
      case "!" where index + 1 < scalars.count && scalars[index + 1] == "[":
        if let (_, _, end) = link(at: index + 1) { index = end } else { take(scalar) }
      case "[": readLink()
      case "<": readTag()
      case "&": readEntity()
      default: take(scalar)
      }
    }
    flush()
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    pending.append(scalar)
    index += 1
  }

  private mutating func flush() {
    guard !pending.isEmpty else { return }
    tokens.append(.text(String(pending), link: htmlLink))
    pending.removeAll()
  }

  private func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  private mutating func readCode() {
    let count = scalars[index...].prefix { $0 == "`" }.count
    var at = index + count
    while at < min(scalars.count, index + Self.reach) {
      let run = scalars[at...].prefix { $0 == "`" }.count
      if run == count {
        pending.append(contentsOf: scalars[(index + count)..<at])
        index = at + count
        // Code beside code lists things, as tags do.
        let gap = scalars[index...].prefix { $0 == " " }.count
        if gap > 0, index + gap < scalars.count, scalars[index + gap] == "`" {
          pending.append("\t")
          index += gap
        }
        return
      }
      at += max(run, 1)
    }
    for _ in 0..<count { take("`") }
  }

  private mutating func readDelimiter(_ sign: Unicode.Scalar) {
    let count = scalars[index...].prefix { $0 == sign }.count
    let before = index > 0 ? scalars[index - 1] : " "
    let after = index + count < scalars.count ? scalars[index + count] : " "
    if sign == "~", count != 2 {
      for _ in 0..<count { take(sign) }
      return
    }
    let isLeft = !isWhite(after) && (!isSign(after) || isWhite(before) || isSign(before))
    let isRight = !isWhite(before) && (!isSign(before) || isWhite(after) || isSign(after))
    flush()
    let opens = sign == "_" ? isLeft && (!isRight || isSign(before)) : isLeft
    let closes = sign == "_" ? isRight && (!isLeft || isSign(after)) : isRight
    tokens.append(.delimiter(sign, count: count, opens: opens, closes: closes))
    index += count
  }

  private func isWhite(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  private func isSign(_ scalar: Unicode.Scalar) -> Bool {
    isPunctuation(scalar) || (scalar.value >= 0x2010 && scalar.value <= 0x2BFF)
  }

  private mutating func readLink() {
    guard let (text, target, end) = link(at: index) else {
      take("[")
      return
    }
    flush()
    let inner = Self.pieces(of: text, definitions: definitions)
    var isEmpty = true
    for case .text(let text, let bold, let italic, _) in inner where !text.isEmpty {
      isEmpty = false
      if bold { tokens.append(.bold(true)) }
      if italic { tokens.append(.italic(true)) }
      tokens.append(.text(text, link: target))
      if italic { tokens.append(.italic(false)) }
      if bold { tokens.append(.bold(false)) }
    }
    if isEmpty { tokens.append(.bareLink(target)) }
    index = end
  }

  /// A link that begins with the bracket at `start`: its text, target and where it ends.
  private func link(at start: Int) -> (text: String, target: String, end: Int)? {
    var depth = 0
    var close = start
    let limit = min(scalars.count, start + Self.reach)
    while close < limit {
      if scalars[close] == "\\" {
        close += 1
      } else if scalars[close] == "[" {
        depth += 1
        // Deeper nesting is no text.
        if depth > 8 { return nil }
      } else if scalars[close] == "]" {
        depth -= 1
        if depth == 0 { break }
      }
      close += 1
    }
    guard close < limit, close > start else { return nil }
    let inner = scalars[(start + 1)..<close]
    let text = string(inner)
    if close + 1 < scalars.count, scalars[close + 1] == "(" {
      guard let end = closingParenthesis(from: close + 1) else { return nil }
      var target = scalars[(close + 2)..<end].drop { isWhite($0) }
      if target.first == "<", let angle = target.firstIndex(of: ">") {
        target = target[(target.startIndex + 1)..<angle]
      } else {
        target = target.prefix { !isWhite($0) }
      }
      var after = end + 1
      // `{:target="_blank"}` behind a link is meant for a converter.
      if after + 1 < scalars.count, scalars[after] == "{", scalars[after + 1] == ":" || scalars[after + 1] == ".",
        let brace = window(from: after).firstIndex(of: "}")
      {
        after = brace + 1
      }
      return (text, string(target), after)
    }
    // [text][label], [label][] or [label]
    var label = text
    var end = close + 1
    if end < scalars.count, scalars[end] == "[", let second = window(from: end).firstIndex(of: "]") {
      if second > end + 1 { label = string(scalars[(end + 1)..<second]) }
      end = second + 1
    }
    guard let target = definitions[MarkdownBlock.label(Array(label.utf8)[...])] else { return nil }
    return (text, target, end)
  }

  private func closingParenthesis(from open: Int) -> Int? {
    var depth = 0
    for at in open..<min(scalars.count, open + Self.reach) {
      if scalars[at] == "(" { depth += 1 }
      if scalars[at] == ")" {
        depth -= 1
        if depth == 0 { return at }
      }
    }
    return nil
  }

  private func window(from start: Int) -> ArraySlice<Unicode.Scalar> {
    scalars[start..<min(scalars.count, start + Self.reach)]
  }

  private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// `<https://…>`, `<a@b.example>` or an HTML tag, which goes.
  private mutating func readTag() {
    guard let close = window(from: index).firstIndex(of: ">"), close > index + 1 else {
      take("<")
      return
    }
    let inside = string(scalars[(index + 1)..<close])
    let first = scalars[index + 1]
    let isLetter = first.properties.isAlphabetic && first.isASCII
    if !inside.contains(" "), inside.contains("@") || inside.contains("://") || inside.hasPrefix("mailto:") {
      flush()
      let isAddress = inside.contains("@") && !inside.contains(":")
      let shown = inside.hasPrefix("mailto:") ? String(inside.dropFirst(7)) : inside
      tokens.append(.text(shown, link: isAddress ? "mailto:" + inside : inside))
      index = close + 1
      return
    }
    guard isLetter || first == "/" || first == "!" else {
      take("<")
      return
    }
    flush()
    let name = inside.prefix { $0.isLetter || $0.isNumber || $0 == "/" }.lowercased()
    switch name {
    case "br", "br/", "/p", "/div", "/li", "/tr": tokens.append(.lineBreak)
    case "b", "strong": tokens.append(.bold(true))
    case "/b", "/strong": tokens.append(.bold(false))
    case "i", "em": tokens.append(.italic(true))
    case "/i", "/em": tokens.append(.italic(false))
    case "a": htmlLink = HTMLAttribute.value("href", in: inside)
    case "/a": htmlLink = nil
    case "/td", "/th": tokens.append(.text("\t", link: nil))
    default: break
    }
    index = close + 1
  }

  private mutating func readEntity() {
    let name = scalars[(index + 1)...].prefix(9).prefix { $0 != ";" }
    guard name.count <= 8, name.endIndex < scalars.count, let scalar = CharacterReference.scalar(string(name)) else {
      take("&")
      return
    }
    pending.append(scalar)
    index = name.endIndex + 1
  }

  /// Pairs the delimiters and turns the tokens into pieces.
  private mutating func resolve() -> [Piece] {
    pairDelimiters()
    var pieces: [Piece] = []
    var bold = 0
    var italic = 0
    for token in tokens {
      switch token {
      case .text(let text, let link): pieces.append(.text(text, bold: bold > 0, italic: italic > 0, link: link))
      case .bold(let begins): bold = max(0, bold + (begins ? 1 : -1))
      case .italic(let begins): italic = max(0, italic + (begins ? 1 : -1))
      case .lineBreak: pieces.append(.lineBreak)
      case .bareLink(let target): pieces.append(.bareLink(target))
      case .delimiter(let sign, let count, _, _):
        pieces.append(
          .text(String(repeating: String(sign), count: count), bold: bold > 0, italic: italic > 0, link: nil))
      }
    }
    return pieces
  }

  private mutating func pairDelimiters() {
    // Openers that still wait, and what each token becomes in the end.
    var openers: [Int] = []
    var replaced: [[Token]] = tokens.map { [$0] }
    for (at, token) in tokens.enumerated() {
      guard case .delimiter(let sign, var count, let opens, let closes) = token else { continue }
      var closing: [Token] = []
      if closes {
        while count > 0, let position = openers.lastIndex(where: { remaining($0, sign, replaced) > 0 }) {
          let opener = openers[position]
          guard let openCount = delimiterCount(replaced[opener]) else { break }
          let used = min(count, openCount, 2)
          if sign == "~", used < 2 { break }
          count -= used
          openers.removeSubrange((position + 1)...)
          var kept: [Token] =
            openCount > used ? [.delimiter(sign, count: openCount - used, opens: true, closes: false)] : []
          if openCount == used { openers.removeLast() }
          let later = replaced[opener].dropFirst()
          if sign != "~" {
            kept.append(used == 2 ? .bold(true) : .italic(true))
            closing.append(used == 2 ? .bold(false) : .italic(false))
          }
          replaced[opener] = kept + later
        }
      }
      if count > 0 {
        let rest = Token.delimiter(sign, count: count, opens: opens, closes: closes)
        if opens {
          replaced[at] = closing.isEmpty ? [rest] : closing + [rest]
          // What has closed already does not open again: rare, and then shown as it is.
          if closing.isEmpty { openers.append(at) }
          if openers.count > Self.maximumOpeners { openers.removeFirst() }
        } else {
          replaced[at] = closing + [rest]
        }
      } else {
        replaced[at] = closing
      }
    }
    tokens = replaced.flatMap { $0 }
  }

  private func delimiterCount(_ tokens: [Token]) -> Int? {
    if case .delimiter(_, let count, _, _)? = tokens.first { count } else { nil }
  }

  private func remaining(_ at: Int, _ sign: Unicode.Scalar, _ replaced: [[Token]]) -> Int {
    if case .delimiter(let other, let count, _, _)? = replaced[at].first, other == sign { count } else { 0 }
  }
}

/// Attributes within an HTML tag's text.
enum HTMLAttribute {
  static func value(_ name: String, in tag: String) -> String? {
    let bytes = Array(tag.utf8)
    let pattern = Array((name + "=").utf8)
    let lower = bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
    guard let start = lower.indices.first(where: { lower[$0...].starts(with: pattern) }) else { return nil }
    let rest = bytes[(start + pattern.count)...]
    guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return String(decoding: rest.prefix { $0 != 0x20 && $0 != UInt8(ascii: "/") }, as: UTF8.self)
    }
    return String(decoding: rest.dropFirst().prefix { $0 != quote }, as: UTF8.self)
  }
}

/// `&amp;`, `&#8211;`: the few that people type.
enum CharacterReference {
  private static let named: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–", "mdash": "—", "bull": "•",
    "middot": "·", "copy": "©", "reg": "®", "eacute": "é", "egrave": "è", "agrave": "à", "ccedil": "ç", "auml": "ä",
    "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß", "ntilde": "ñ", "hellip": "…",
    "rsquo": "’", "lsquo": "‘", "rdquo": "”", "ldquo": "“", "emsp": "\t", "ensp": " ", "thinsp": " ",
  ]

  static func scalar(_ name: String) -> Unicode.Scalar? {
    guard name.hasPrefix("#") else { return named[name] }
    let digits = name.dropFirst()
    let value =
      digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
    return value.flatMap(Unicode.Scalar.init)
  }
}
