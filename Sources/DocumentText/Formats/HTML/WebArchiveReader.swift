import ResumeModel

/// Reads web pages saved with what belongs to them as one file (MHTML), as browsers and Word make them.
///
/// Source: RFC 2557 and RFC 2045, as far as pages and style sheets need them.
enum WebArchiveReader: DocumentReader {
  static let format = DocumentFormat.webArchive
  static let mediaType = "multipart/related"

  static func recognizes(_ bytes: DocumentBytes) -> Int {
    let message = MIMEPart(bytes.bytes[...], headerLimit: 16_384)
    guard message.type == "multipart/related" || message.type == "text/html", message["mime-version"] != nil else {
      return 0
    }
    return message.type == "text/html" || message.boundary != nil ? 90 : 0
  }

  static func read(_ bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> Document {
    var parts: [MIMEPart] = []
    collect(MIMEPart(bytes.bytes[...], headerLimit: 16_384), into: &parts, depth: 0)
    guard let page = parts.first(where: { $0.type == "text/html" || $0.type == "application/xhtml+xml" }) else {
      throw ExtractionError(.corrupt, "a web archive without a page in it; save the page anew")
    }
    let sheets = parts.filter { $0.type == "text/css" }.map {
      HTMLSource.text(of: $0.decoded(limit: options.maximumInflatedBytes), charset: $0.charset)
    }
    var document = try HTMLReader.document(
      HTMLSource.text(of: page.decoded(limit: options.maximumInflatedBytes), charset: page.charset), sheets: sheets,
      options: options)
    document.format = format
    return document
  }

  private static func collect(_ part: MIMEPart, into parts: inout [MIMEPart], depth: Int) {
    guard part.type.hasPrefix("multipart/"), depth < 4 else {
      parts.append(part)
      return
    }
    for inner in part.parts { collect(inner, into: &parts, depth: depth + 1) }
  }
}

/// A message, or a part of one: headers, an empty line, a body.
struct MIMEPart {
  private var headers: [String: String] = [:]
  private let body: ArraySlice<UInt8>

  private static let maximumParts = 2000

  /// - Parameter headerLimit: bytes within which the headers must end.
  init(_ bytes: ArraySlice<UInt8>, headerLimit: Int = 65_536) {
    var last: String?
    var index = bytes.startIndex
    let limit = bytes.index(index, offsetBy: headerLimit, limitedBy: bytes.endIndex) ?? bytes.endIndex
    while index < limit {
      let end = bytes[index..<limit].firstIndex(of: 0x0A) ?? limit
      let line = String(decoding: bytes[index..<end], as: UTF8.self).filter { $0 != "\r" && $0 != "\r\n" }
      index = end < limit ? end + 1 : limit
      if line.isEmpty {
        if headers.isEmpty { continue }
        break
      }
      if line.first == " " || line.first == "\t" {
        if let last { headers[last]? += line }
        continue
      }
      guard let colon = line.firstIndex(of: ":") else { break }
      let name = line[..<colon].lowercased()
      headers[name] = String(CSSText.trimmed(line[line.index(after: colon)...]))
      last = name
    }
    body = bytes[index...]
  }

  subscript(_ header: String) -> String? { headers[header] }

  /// Media type in small letters; text where none is named.
  var type: String {
    guard let value = headers["content-type"] else { return "text/plain" }
    return String(CSSText.trimmed(value.lowercased().prefix { $0 != ";" }))
  }

  var charset: String? { parameter("charset") }
  var boundary: String? { parameter("boundary") }

  private func parameter(_ name: String) -> String? {
    guard let value = headers["content-type"] else { return nil }
    for part in value.split(separator: ";").dropFirst() {
      let part = CSSText.trimmed(part)
      guard part.lowercased().hasPrefix(name + "=") else { continue }
      let content = part.dropFirst(name.count + 1).filter { $0 != "\"" }
      return content.isEmpty ? nil : content
    }
    return nil
  }

  /// What stands between the boundaries.
  var parts: [MIMEPart] {
    guard let boundary, boundary.utf8.count <= 200 else { return [] }
    let mark = Array(("--" + boundary).utf8)
    var parts: [MIMEPart] = []
    var start: Int?
    var index = body.startIndex
    while index < body.endIndex, parts.count < Self.maximumParts {
      let end = body[index...].firstIndex(of: 0x0A) ?? body.endIndex
      if body[index..<end].starts(with: mark) {
        if let start { parts.append(MIMEPart(body[start..<index])) }
        start = min(end + 1, body.endIndex)
        if body[(index + mark.count)..<end].starts(with: "--".utf8) { return parts }
      }
      index = end < body.endIndex ? end + 1 : body.endIndex
    }
    if let start, start < body.endIndex { parts.append(MIMEPart(body[start...])) }
    return parts
  }

  /// The body without its transfer encoding.
  func decoded(limit: Int) -> [UInt8] {
    let body = body.prefix(limit)
    switch headers["content-transfer-encoding"]?.lowercased() {
    case "quoted-printable": return Self.quotedPrintable(body)
    case "base64": return Self.base64(body)
    default: return Array(body)
    }
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  private static func quotedPrintable(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "=") else {
        result.append(byte)
        continue
      }
      if index + 1 < bytes.endIndex, let high = digit(bytes[index]), let low = digit(bytes[index + 1]) {
        result.append(high << 4 | low)
        index += 2
      } else {
        // A line that goes on.
        while index < bytes.endIndex, bytes[index] == 0x20 || bytes[index] == 0x0D { index += 1 }
        if index < bytes.endIndex, bytes[index] == 0x0A { index += 1 }
      }
    }
    return result
  }

  private static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / 4 * 3)
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      let value: UInt8
      switch byte {
      case 0x41...0x5A: value = byte - 0x41
      case 0x61...0x7A: value = byte - 0x61 + 26
      case 0x30...0x39: value = byte - 0x30 + 52
      case 0x2B: value = 62
      case 0x2F: value = 63
      default: continue
      }
      bits = bits << 6 | UInt32(value)
      count += 1
      guard count == 4 else { continue }
      result += [UInt8(bits >> 16 & 0xFF), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)]
      (bits, count) = (0, 0)
    }
    if count == 3 { result += [UInt8(bits >> 10 & 0xFF), UInt8(bits >> 2 & 0xFF)] }
    if count == 2 { result.append(UInt8(bits >> 4 & 0xFF)) }
    return result
  }
}
