/// Regular expressions of PostgreSQL's that find a person's strings in texts, whatever their case.
enum PersonPattern {
  /// Patterns for plain text, and for the text of JSON.
  struct Patterns {
    var text: [String] = []
    var json: [String] = []
  }

  /// The longer ones first, for one may hold another.
  static func all(
    addresses: some Collection<String>, names: some Collection<String>, phones: some Collection<String>,
    exact: some Collection<String>
  ) -> Patterns {
    var patterns = Patterns()
    for text in exact.sorted(by: isLonger) where text.utf8.count >= 5 {
      patterns.text.append(word(escaped(text)))
      patterns.json.append(word(escaped(String(JSONText(string: text).text.dropFirst().dropLast()))))
    }
    for text in addresses.sorted(by: isLonger) {
      patterns.text.append(address(text))
      patterns.json.append(address(text))
    }
    for pattern in names.sorted(by: isLonger).compactMap(name) {
      patterns.text.append(pattern)
      patterns.json.append(pattern)
    }
    for number in phones.sorted(by: isLonger) {
      guard let pattern = phone(number) else { continue }
      patterns.text.append(pattern)
      // Bare digits may be a number of the JSON.
      if number.hasPrefix("+") { patterns.json.append(pattern) }
    }
    return patterns
  }

  /// Not as a part of a longer address.
  static func address(_ text: String) -> String {
    "(?<![[:alnum:]._%+-])\(escaped(text))(?![[:alnum:]-]|\\.[[:alnum:]])"
  }

  /// Of two words at least, however they are joined: a file may be called `jane_doe.pdf`.
  private static func name(_ text: String) -> String? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count > 1, text.utf8.count >= 5 else { return nil }
    return word(words.map { escaped(String($0)) }.joined(separator: "[[:space:]_.-]+"))
  }

  /// Its digits, however they are grouped.
  private static func phone(_ text: String) -> String? {
    let digits = text.filter(\.isASCII).filter(\.isNumber)
    guard digits.count >= 7 else { return nil }
    return (text.hasPrefix("+") ? "[+]" : "(?<![[:alnum:]])")
      + digits.map(String.init).joined(separator: "[[:space:]()./-]*") + "(?![[:alnum:]])"
  }

  private static func word(_ pattern: String) -> String { "(?<![[:alnum:]])\(pattern)(?![[:alnum:]])" }

  /// Text that stands for itself.
  static func escaped(_ text: String) -> String {
    var pattern = ""
    for character in text {
      if "\\^$.|?*+()[]{}".contains(character) { pattern += "\\" }
      pattern.append(character)
    }
    return pattern
  }

  private static func isLonger(_ a: String, _ b: String) -> Bool { (a.utf8.count, a) > (b.utf8.count, b) }
}
