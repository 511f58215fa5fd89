import ResumeModel

/// Repairs what recognisers commonly mistake in addresses, years and measures, where the shape proves it: no other text is
/// touched.
enum RecognizedText {
  /// The same words, those of addresses joined and put right.
  static func repaired(_ words: [RecognizedWord]) -> [RecognizedWord] {
    var repaired: [RecognizedWord] = []
    repaired.reserveCapacity(words.count)
    for word in words {
      if let last = repaired.last, last.line == word.line, isTorn(last, word) {
        repaired[repaired.count - 1].text += word.text
        repaired[repaired.count - 1].box = last.box.union(word.box)
        repaired[repaired.count - 1].confidence = min(last.confidence, word.confidence)
      } else {
        repaired.append(word)
      }
    }
    for index in repaired.indices {
      let isMeasure =
        index > 0 && repaired[index - 1].line == repaired[index].line && isNumber(repaired[index - 1].text)
      let text = isMeasure ? squared(repaired[index].text) : spelt(repaired[index].text)
      guard text != repaired[index].text else { continue }
      repaired[index].text = text
      repaired[index].confidence *= 0.9
    }
    return repaired
  }

  /// Ems: the white beside a sign is read as a word space up to here; a word space is a quarter of an em.
  private static let widestTear = 0.22

  /// Whether two words are one address that white beside its dots and signs tore apart.
  private static func isTorn(_ left: RecognizedWord, _ right: RecognizedWord) -> Bool {
    guard right.box.x0 - left.box.x1 < 2 * widestTear * left.size else { return false }
    let isNear = right.box.x0 - left.box.x1 < widestTear * left.size
    let (a, b) = (Array(left.text.unicodeScalars), Array(right.text.unicodeScalars))
    guard let end = a.last, let start = b.first, a.allSatisfy(isOfAddress), b.allSatisfy(isOfAddress) else {
      return false
    }
    // "ada@" "example.com" and "ada" "@example.com": an at sign is in nothing but addresses.
    if end == "@", a.count > 1 { return b.contains(".") && isAlphanumeric(start) }
    if start == "@", b.count > 1 { return b.contains(".") && isAlphanumeric(end) && !a.contains("@") }
    guard isNear else { return false }
    // "ada." "example@example.com", "ada@example." "com", "ada@example" ".com".
    if end == "." || end == "_" || end == "-" {
      return b.contains("@") && isSmall(start) || a.contains("@") && isSmall(start)
    }
    return a.contains("@") && start == "." && b.count > 2 && isSmall(b[1])
  }

  private static func spelt(_ text: String) -> String {
    if let address = address(text) { return address }
    if let link = link(text) { return link }
    return year(text) ?? text
  }

  /// An e-mail address whose at sign or dots were misread: "ada©example.com", "ada(@example,com".
  private static func address(_ text: String) -> String? {
    var scalars = Array(text.unicodeScalars)
    let signs = scalars.indices.filter { isAtSign(scalars[$0]) }
    guard signs.count == 1, let at = signs.first, at > 0, at + 4 < scalars.count else { return nil }
    let tail = scalars[(at + 1)...]
    guard let dot = tail.lastIndex(where: { $0 == "." || $0 == "," }), dot > at + 1, isTopLevel(scalars[(dot + 1)...])
    else { return nil }
    scalars[at] = "@"
    for index in (at + 1)..<scalars.count where scalars[index] == "," { scalars[index] = "." }
    if scalars[(dot + 1)...].elementsEqual("corn".unicodeScalars) {
      scalars.replaceSubrange((dot + 1)..., with: "com".unicodeScalars)
    }
    if scalars[at - 1] == "(" { scalars.remove(at: at - 1) }
    guard scalars.allSatisfy(isOfAddress) else { return nil }
    return string(scalars)
  }

  /// The addresses of networks, whose names a letter misread spoils: "Iinkedln.com/in/ada".
  private static func link(_ text: String) -> String? {
    for host in ["linkedin.com/", "github.com/", "gitlab.com/", "xing.com/"] {
      let host = Array(host.unicodeScalars)
      var rest = text.unicodeScalars[...]
      var head: [Unicode.Scalar] = []
      for prefix in ["https://", "http://", "www."] where rest.starts(with: prefix.unicodeScalars) {
        head.append(contentsOf: prefix.unicodeScalars)
        rest = rest.dropFirst(prefix.unicodeScalars.count)
      }
      guard rest.count > host.count, zip(rest, host).allSatisfy({ isAlike($0, $1) }), !rest.starts(with: host) else {
        continue
      }
      return string(head + host + rest.dropFirst(host.count))
    }
    return nil
  }

  /// A year with letters for digits: "2O19", "20l9".
  private static func year(_ text: String) -> String? {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count == 4, scalars[0] == "1" || scalars[0] == "2" else { return nil }
    let digits = scalars.map { digit($0) ?? $0 }
    guard digits != scalars, digits.allSatisfy(isDigit), scalars.filter(isDigit).count >= 3,
      string(digits[0..<2]) == "19" || string(digits[0..<2]) == "20"
    else { return nil }
    return string(digits)
  }

  private static func isNumber(_ text: String) -> Bool {
    text.unicodeScalars.contains(where: isDigit)
      && text.unicodeScalars.allSatisfy { isDigit($0) || $0 == "," || $0 == "." }
  }

  /// Square and cubic measures behind a number: "20,000 m?".
  private static func squared(_ text: String) -> String {
    ["m?", "km?", "ft?", "cm?"].contains(text) ? text.dropLast() + "²" : text
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  // MARK: Signs

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isSmall(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(scalar) || isDigit(scalar) }

  private static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
    isSmall(scalar) || ("A"..."Z").contains(scalar)
  }

  private static func isAtSign(_ scalar: Unicode.Scalar) -> Bool {
    ["@", "©", "®", "€"].contains(scalar)
  }

  private static func isOfAddress(_ scalar: Unicode.Scalar) -> Bool {
    isAlphanumeric(scalar) || [".", "_", "-", "+", "@"].contains(scalar)
  }

  private static func isTopLevel(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    (2...6).contains(scalars.count) && scalars.allSatisfy { ("a"..."z").contains($0) }
  }

  private static func digit(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "O", "o": "0"
    case "l", "I", "|": "1"
    case "S": "5"
    case "B": "8"
    default: nil
    }
  }

  /// Whether one is often read for the other.
  private static func isAlike(_ found: Unicode.Scalar, _ meant: Unicode.Scalar) -> Bool {
    if found == meant || found.properties.lowercaseMapping == String(meant) { return true }
    let upright: Set<Unicode.Scalar> = ["i", "l", "I", "1", "|", "j", "í", "ì"]
    return upright.contains(found) && upright.contains(meant)
  }
}
