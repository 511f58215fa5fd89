/// Makes a request of the bytes that come, as a value: no socket in it.
///
/// Whom the request is for (Host) does not matter here, nor any other field; a body is not looked at. Fields are only
/// checked for their form. Source: RFC 9112, §2.2 to §5.
struct HTTPRequestParser {
  enum Progress: Hashable {
    /// The head has not ended yet.
    case incomplete
    case request(HTTPRequest)
    case refused(HTTPStatus)
  }

  /// Bytes of a head, at most.
  static let longestHead = 8192

  private var bytes: [UInt8] = []
  /// The lines of the head so far, without their ends.
  private var lines: [ArraySlice<UInt8>] = []
  private var lineStart = 0

  mutating func take(_ received: some Sequence<UInt8>) -> Progress {
    for byte in received {
      guard bytes.count < Self.longestHead else { return .refused(.headTooLarge) }
      bytes.append(byte)
      guard byte == UInt8(ascii: "\n") else {
        if Self.isForbidden(byte) { return .refused(.badRequest) }
        continue
      }
      var line = bytes[lineStart..<bytes.count - 1]
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      lineStart = bytes.count
      guard !line.contains(UInt8(ascii: "\r")) else { return .refused(.badRequest) }
      if !line.isEmpty {
        lines.append(line)
      } else if !lines.isEmpty {
        return Self.request(lines)
      }
      // Empty lines before the first are a remainder of what a client sent before.
    }
    return .incomplete
  }

  /// Control characters are no part of a head; a carriage return is looked at with its line.
  private static func isForbidden(_ byte: UInt8) -> Bool {
    (byte < 0x20 && byte != UInt8(ascii: "\t") && byte != UInt8(ascii: "\r")) || byte == 0x7f
  }

  private static func request(_ lines: [ArraySlice<UInt8>]) -> Progress {
    let parts = lines[0].split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard parts.count == 3, isToken(parts[0]), let path = path(of: parts[1]) else { return .refused(.badRequest) }
    let version = String(decoding: parts[2], as: UTF8.self)
    guard version.utf8.count == 8, version.hasPrefix("HTTP/") else { return .refused(.badRequest) }
    guard version == "HTTP/1.1" || version == "HTTP/1.0" else { return .refused(.versionNotSupported) }
    guard lines.dropFirst().allSatisfy(isField) else { return .refused(.badRequest) }
    guard parts[0].elementsEqual("GET".utf8) else { return .refused(.methodNotAllowed) }
    return .request(HTTPRequest(path: path))
  }

  /// `/metrics?x=y`, or with a host before it as a proxy's client writes it. Nil for what is neither.
  private static func path(of target: ArraySlice<UInt8>) -> String? {
    guard target.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
    var text = String(decoding: target, as: UTF8.self)[...]
    if text.lowercased().hasPrefix("http://") {
      text = text.dropFirst("http://".count).drop { $0 != "/" && $0 != "?" }
      if !text.hasPrefix("/") { text = "/" + text }
    }
    guard text.hasPrefix("/") else { return nil }
    return String(text.prefix { $0 != "?" && $0 != "#" })
  }

  /// A name that ends at a colon, and anything behind it.
  private static func isField(_ line: ArraySlice<UInt8>) -> Bool {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return false }
    return isToken(line[..<colon])
  }

  /// Source: RFC 9110, §5.6.2.
  private static func isToken(_ bytes: ArraySlice<UInt8>) -> Bool {
    !bytes.isEmpty
      && bytes.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"):
          true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }
}
