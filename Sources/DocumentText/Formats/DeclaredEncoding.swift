import Glibc

/// Turns bytes into text by the encoding that the document itself names.
enum DeclaredEncoding {
  /// - Parameter charset: its IANA name, in any case.
  /// - Returns: nil for an encoding that is not known; what can't be decoded becomes U+FFFD.
  static func text(of bytes: [UInt8], charset: String) -> String? {
    var name = charset.lowercased()
    // As browsers take them: both stand for the Windows encoding that holds more.
    if ["iso-8859-1", "latin1", "iso8859-1", "us-ascii", "ascii", "x-cp1252"].contains(name) { name = "windows-1252" }
    if ["gb2312", "gbk", "x-gbk"].contains(name) { name = "gb18030" }
    if name == "ks_c_5601-1987" { name = "uhc" }
    guard name.utf8.count < 40, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x2F }) else { return nil }
    guard let converter = iconv_open("UTF-8", name), converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    return convert(bytes, by: converter)
  }

  private static func convert(_ bytes: [UInt8], by converter: iconv_t) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 2)
    var bytes = bytes
    var chunk = [CChar](repeating: 0, count: 16_384)
    bytes.withUnsafeMutableBytes { source in
      var input = source.bindMemory(to: CChar.self).baseAddress
      var left = source.count
      while left > 0 {
        let failure = chunk.withUnsafeMutableBufferPointer { chunk in
          var place = chunk.baseAddress
          var room = chunk.count
          let result = iconv(converter, &input, &left, &place, &room)
          let failure = result == -1 ? errno : 0
          chunk.withMemoryRebound(to: UInt8.self) { output += $0[..<($0.count - room)] }
          return failure
        }
        // E2BIG asks for another round; anything else is one byte that means nothing.
        guard failure != 0, failure != E2BIG, left > 0 else { continue }
        output += Array("\u{FFFD}".utf8)
        input = input.map { $0 + 1 }
        left -= 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
