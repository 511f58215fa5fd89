/// Turns a page's bytes into text: by its byte order mark, by what it declares, or as any text.
enum HTMLSource {
  /// Bytes among which a declaration is looked for, as browsers do.
  private static let window = 1024

  static func text(of bytes: [UInt8]) -> String {
    let (found, _) = TextDecoding.encoding(of: bytes[...])
    // UTF-16 can't be mistaken; nor can letters beyond ASCII in UTF-8, whatever the page declares.
    guard found == .legacy, let name = declaredCharset(bytes) else {
      return TextDecoding.text(of: bytes)
    }
    return DeclaredEncoding.text(of: bytes, charset: name) ?? TextDecoding.text(of: bytes)
  }

  /// `<meta charset=…>`, `<meta … content="text/html; charset=…">`, `<?xml … encoding="…"?>`
  static func declaredCharset(_ bytes: [UInt8]) -> String? {
    let start = bytes.prefix(window).map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
    for key in ["charset=", "encoding="] {
      guard let range = start[...].firstRange(of: Array(key.utf8)) else { continue }
      let value = start[range.upperBound...].drop { $0 == 0x22 || $0 == 0x27 || $0 == 0x20 }
        .prefix { ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D || $0 == 0x5F || $0 == 0x3A }
      if !value.isEmpty { return String(decoding: value, as: UTF8.self) }
    }
    return nil
  }
}
