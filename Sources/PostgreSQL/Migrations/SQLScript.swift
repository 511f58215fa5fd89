/// A script as text and as its statements.
struct SQLScript {
  let text: String

  /// The script's first line asks to run its statements one by one, outside a transaction, as
  /// `CREATE INDEX CONCURRENTLY` must.
  var refusesTransaction: Bool {
    let first = text.prefix { !$0.isNewline }
    guard first.hasPrefix("--") else { return false }
    return first.dropFirst(2).split(separator: " ").first == "no-transaction"
  }

  /// The statements between semicolons; not split inside quotes, dollar quotes and comments.
  ///
  /// Source: PostgreSQL documentation, §4.1, "Lexical Structure".
  var statements: [String] {
    var scanner = Scanner(Array(text.utf8))
    return scanner.statements()
  }

  /// The first tokens of a statement, without spaces and comments.
  static func tokens(of statement: String, most count: Int) -> [String] {
    var scanner = Scanner(Array(statement.utf8))
    return scanner.tokens(most: count)
  }

  private struct Scanner {
    private let bytes: [UInt8]
    private var position = 0
    /// The statement so far holds more than spaces and comments.
    private var hasContent = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func statements() -> [String] {
      var found: [String] = []
      var start = 0
      while position < bytes.count {
        if bytes[position] == UInt8(ascii: ";") {
          if hasContent { found.append(String(decoding: bytes[start..<position], as: UTF8.self)) }
          position += 1
          start = position
          hasContent = false
        } else {
          skipToken()
        }
      }
      if hasContent { found.append(String(decoding: bytes[start...], as: UTF8.self)) }
      return found
    }

    mutating func tokens(most count: Int) -> [String] {
      var found: [String] = []
      while position < bytes.count, found.count < count {
        let start = position
        hasContent = false
        skipToken()
        if hasContent { found.append(String(decoding: bytes[start..<position], as: UTF8.self)) }
      }
      return found
    }

    private func byte(_ offset: Int = 0) -> UInt8 {
      position + offset < bytes.count ? bytes[position + offset] : 0
    }

    private mutating func skipToken() {
      switch (byte(), byte(1)) {
      case (UInt8(ascii: "-"), UInt8(ascii: "-")):
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      case (UInt8(ascii: "/"), UInt8(ascii: "*")):
        skipBlockComment()
      case (UInt8(ascii: "'"), _):
        skipQuoted(UInt8(ascii: "'"), backslashEscapes: false)
      case (UInt8(ascii: "E"), UInt8(ascii: "'")), (UInt8(ascii: "e"), UInt8(ascii: "'")):
        position += 1
        skipQuoted(UInt8(ascii: "'"), backslashEscapes: true)
      case (UInt8(ascii: "\""), _):
        skipQuoted(UInt8(ascii: "\""), backslashEscapes: false)
      case (UInt8(ascii: "$"), _):
        skipDollarQuoted()
      case (let byte, _) where Self.isWord(byte):
        // A whole word at a time, so that neither an E nor a $ in it starts a quote.
        hasContent = true
        while Self.isWord(self.byte()) || self.byte() == UInt8(ascii: "$") {
          position += 1
        }
      default:
        if !Self.isSpace(byte()) { hasContent = true }
        position += 1
      }
    }

    private mutating func skipQuoted(_ quote: UInt8, backslashEscapes: Bool) {
      hasContent = true
      position += 1
      while position < bytes.count {
        if bytes[position] == quote {
          position += 1
          // Doubled, it stands for itself.
          guard byte() == quote else { return }
        } else if backslashEscapes, bytes[position] == UInt8(ascii: "\\") {
          position += 1
        }
        position += 1
      }
    }

    /// Block comments nest.
    private mutating func skipBlockComment() {
      var depth = 0
      repeat {
        switch (byte(), byte(1)) {
        case (UInt8(ascii: "/"), UInt8(ascii: "*")):
          depth += 1
          position += 2
        case (UInt8(ascii: "*"), UInt8(ascii: "/")):
          depth -= 1
          position += 2
        default: position += 1
        }
      } while depth > 0 && position < bytes.count
    }

    private mutating func skipDollarQuoted() {
      hasContent = true
      var end = position + 1
      while end < bytes.count, Self.isWord(bytes[end]) { end += 1 }
      let isParameter = position + 1 < bytes.count && Self.isDigit(bytes[position + 1])
      guard end < bytes.count, bytes[end] == UInt8(ascii: "$"), !isParameter else {
        position += 1
        return
      }
      let tag = bytes[position...end]
      position = end + 1
      while position < bytes.count {
        if bytes[position...].starts(with: tag) {
          position += tag.count
          return
        }
        position += 1
      }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isWord(_ byte: UInt8) -> Bool {
      isDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: " ") || (9...13).contains(byte)
    }
  }
}
