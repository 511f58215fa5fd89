/// A message or one part of it: its header, and a body that may hold further parts.
///
/// Source: RFC 5322, RFC 2045, RFC 2046.
struct MailPart {
  private var fields: [String: String] = [:]
  private let body: ArraySlice<UInt8>

  /// Parts in one another and parts in all, at most.
  private static let maximumDepth = 8
  private static let maximumParts = 200

  /// - Parameter bytes: from the header's first line.
  init(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    var name: String?
    while let (line, after) = Self.line(of: rest), !line.isEmpty {
      rest = after
      if line.first == 0x20 || line.first == 0x09 {
        if let name { fields[name, default: ""] += " " + Self.text(line.drop { $0 == 0x20 || $0 == 0x09 }) }
      } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
        let field = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        name = fields[field] == nil ? field : nil
        if let name { fields[name] = Self.text(line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }) }
      } else {
        name = nil
      }
    }
    body = Self.line(of: rest)?.after ?? []
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  /// The first line without its end, and what follows it; nil where nothing is left.
  private static func line(of bytes: ArraySlice<UInt8>) -> (line: ArraySlice<UInt8>, after: ArraySlice<UInt8>)? {
    guard !bytes.isEmpty else { return nil }
    let end = bytes.firstIndex(of: 0x0A) ?? bytes.endIndex
    var line = bytes[..<end]
    if line.last == 0x0D { line.removeLast() }
    return (line, bytes[min(end + 1, bytes.endIndex)...])
  }

  // MARK: Recognition

  /// Fields that only a mail program writes, and others that every mail has.
  private static let technical: Set<String> = [
    "mime-version", "content-type", "received", "message-id", "return-path", "delivered-to",
  ]
  private static let usual: Set<String> = ["from", "subject", "date", "to", "received", "content-type"]

  /// Whether these bytes begin with a message's header.
  static func isMessage(_ bytes: [UInt8]) -> Bool {
    var rest = bytes.prefix(16_384)[...]
    var names: Set<String> = []
    var isFirst = true
    while let (line, after) = line(of: rest), !line.isEmpty {
      rest = after
      defer { isFirst = false }
      // The line that parts messages in a mailbox; a field that goes on.
      if isFirst, line.starts(with: "From ".utf8) { continue }
      if line.first == 0x20 || line.first == 0x09 {
        guard !names.isEmpty else { return false }
        continue
      }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon - line.startIndex <= 60,
        line[..<colon].allSatisfy({ (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x2D })
      else { return false }
      names.insert(String(decoding: line[..<colon], as: UTF8.self).lowercased())
    }
    return names.count >= 2 && !names.isDisjoint(with: technical) && names.intersection(usual).count >= 2
  }

  // MARK: Parts

  private var contentType: String { fields["content-type"] ?? "text/plain" }

  /// Whether it went from one person to another, rather than being a file that is only written like a message.
  var wasSent: Bool { fields["to"] != nil || fields["received"] != nil || fields["delivered-to"] != nil }

  /// In small letters.
  var mediaType: String {
    contentType.prefix { $0 != ";" && $0 != " " }.lowercased()
  }

  /// `text/plain; charset="utf-8"` → the charset.
  private static func parameter(_ name: String, of value: String) -> String? {
    for piece in value.split(separator: ";").dropFirst() {
      let piece = piece.drop { $0 == " " || $0 == "\t" }
      guard piece.lowercased().hasPrefix(name + "=") else { continue }
      let text = piece.dropFirst(name.count + 1)
      return text.first == "\"" ? String(text.dropFirst().prefix { $0 != "\"" }) : String(text.prefix { $0 != " " })
    }
    return nil
  }

  /// The parts that hold no others, in their order.
  func leaves() -> [MailPart] {
    var leaves: [MailPart] = []
    var open: [(part: MailPart, depth: Int)] = [(self, 0)]
    while let (part, depth) = open.popLast(), leaves.count < Self.maximumParts {
      if part.mediaType.hasPrefix("multipart/"), depth < Self.maximumDepth {
        open += part.parts().reversed().map { ($0, depth + 1) }
      } else if part.mediaType == "message/rfc822", depth < Self.maximumDepth {
        open.append((MailPart(part.content()[...]), depth + 1))
      } else {
        leaves.append(part)
      }
    }
    return leaves
  }

  private func parts() -> [MailPart] {
    guard let boundary = Self.parameter("boundary", of: contentType), !boundary.isEmpty else { return [] }
    let mark = Array("--\(boundary)".utf8)
    var parts: [MailPart] = []
    var start: Int?
    var rest = body
    while let (line, after) = Self.line(of: rest), parts.count < Self.maximumParts {
      if line.starts(with: mark) {
        if let start { parts.append(MailPart(body[start..<line.startIndex])) }
        start = after.startIndex
        if line.dropFirst(mark.count).starts(with: "--".utf8) { return parts }
      }
      rest = after
    }
    // What was cut off is read as far as it goes.
    if let start, start < body.endIndex { parts.append(MailPart(body[start...])) }
    return parts
  }

  // MARK: Content

  var isAttachment: Bool {
    let disposition = fields["content-disposition"] ?? ""
    let isNamed =
      Self.parameter("filename", of: disposition) != nil || Self.parameter("name", of: contentType) != nil
    return disposition.lowercased().hasPrefix("attachment") || isNamed || mediaType.hasPrefix("application/")
  }

  var isWebPage: Bool { !isAttachment && mediaType == "text/html" }

  var isPlainText: Bool { !isAttachment && mediaType == "text/plain" }

  /// The body without its wrapping for transport; text in UTF-8 where the part names its encoding.
  func content() -> [UInt8] {
    let decoded: [UInt8]
    switch fields["content-transfer-encoding"]?.lowercased().prefix(while: { $0 != " " }) {
    case "base64": decoded = Base64.decoded(body)
    case "quoted-printable": decoded = Self.unquoted(body)
    default: decoded = Array(body)
    }
    guard mediaType.hasPrefix("text/"), let charset = Self.parameter("charset", of: contentType),
      let text = DeclaredEncoding.text(of: decoded, charset: charset)
    else { return decoded }
    // The mark tells the text's reader its encoding, whatever a page says of itself.
    return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
  }

  /// Source: RFC 2045 §6.7.
  private static func unquoted(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "=") else {
        plain.append(byte)
        continue
      }
      let next = bytes[index...].prefix(2)
      if next.first == 0x0A {
        index += 1
      } else if next.elementsEqual([0x0D, 0x0A]) {
        index += 2
      } else if next.count == 2, let code = UInt8(String(decoding: next, as: UTF8.self), radix: 16) {
        plain.append(code)
        index += 2
      } else {
        plain.append(byte)
      }
    }
    return plain
  }
}
