/// HTML under construction. Whatever is not our own markup goes in by ``text(_:)`` or as an attribute's value: both escape, so
/// that nothing of a document or of its name can become markup.
struct HTMLText {
  private(set) var html = ""

  /// Markup of ours, as it is.
  mutating func markup(_ markup: StaticString) {
    markup.withUTF8Buffer { html += String(decoding: $0, as: UTF8.self) }
  }

  /// An element's start, as `<a class="value" href="#v1">`.
  ///
  /// - Parameter attributes: Their values are escaped; one that is nil is left out.
  mutating func open(_ element: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:]) {
    html += "<\(element)"
    for case (let name, let value?) in attributes { html += " \(name)=\"\(Self.escaped(value))\"" }
    html += ">"
  }

  mutating func close(_ element: StaticString) {
    html += "</\(element)>"
  }

  /// Text, escaped.
  mutating func text(_ text: String) {
    html += Self.escaped(text)
  }

  /// An element that holds nothing but text.
  mutating func element(_ element: StaticString, _ text: String) {
    self.element(element, [:], text)
  }

  /// An element with attributes that holds nothing but text.
  mutating func element(
    _ element: StaticString, _ attributes: KeyValuePairs<StaticString, String?>, _ text: String
  ) {
    open(element, attributes)
    self.text(text)
    close(element)
  }

  mutating func append(_ other: HTMLText) {
    html += other.html
  }

  /// Safe between tags and within an attribute's quotes. Characters that HTML has no place for become U+FFFD, and those that
  /// turn the direction of the text after them are dropped: a name could hide its ending by them.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    result.reserveCapacity(text.unicodeScalars.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      case "\t", "\n", "\r": result.append(scalar)
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": continue
      default: result.append(isControl(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    return String(result)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value & 0xFFFE == 0xFFFE
  }
}
