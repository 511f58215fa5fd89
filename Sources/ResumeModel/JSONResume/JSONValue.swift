/// Any JSON, read by a parser of our own: numbers keep their digits, and of two equal keys the last wins.
///
/// More lenient than the standard where documents in the wild are: comments, commas too many, a byte order mark, line
/// ends within strings.
///
/// Source: RFC 8259.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// As written.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// - Returns: nil for text that is no JSON, or nests too deep.
  public init?(_ bytes: [UInt8]) {
    var parser = Parser(bytes: bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.index = 3 }
    guard let value = parser.value(depth: 0) else { return nil }
    parser.skipSpace()
    guard parser.index == bytes.count else { return nil }
    self = value
  }

  public subscript(key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  public var elements: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  private struct Parser {
    let bytes: [UInt8]
    var index = 0

    static let maximumDepth = 64

    init(bytes: [UInt8]) {
      self.bytes = bytes
    }

    private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func skipSpace() {
      while let byte {
        if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) {
          index += 1
        } else if byte == UInt8(ascii: "/"), bytes[index...].starts(with: "//".utf8) {
          while let next = self.byte, next != 0x0A {
            _ = next
            index += 1
          }
        } else if byte == UInt8(ascii: "/"), bytes[index...].starts(with: "/*".utf8) {
          index = bytes[(index + 2)...].firstRange(of: "*/".utf8)?.upperBound ?? bytes.count
        } else {
          return
        }
      }
    }

    private mutating func take(_ sign: UInt8) -> Bool {
      skipSpace()
      guard byte == sign else { return false }
      index += 1
      return true
    }

    mutating func value(depth: Int) -> JSONValue? {
      guard depth < Self.maximumDepth else { return nil }
      skipSpace()
      switch byte {
      case UInt8(ascii: "{"): return object(depth: depth)
      case UInt8(ascii: "["): return array(depth: depth)
      case UInt8(ascii: "\""): return string().map(JSONValue.string)
      case UInt8(ascii: "t"): return word("true", .bool(true))
      case UInt8(ascii: "f"): return word("false", .bool(false))
      case UInt8(ascii: "n"): return word("null", .null)
      default: return number()
      }
    }

    private mutating func word(_ word: String, _ value: JSONValue) -> JSONValue? {
      guard bytes[index...].starts(with: word.utf8) else { return nil }
      index += word.utf8.count
      return value
    }

    private mutating func number() -> JSONValue? {
      let start = index
      while let byte, (byte >= 0x30 && byte <= 0x39) || "+-.eE".utf8.contains(byte) { index += 1 }
      guard index > start, bytes[start..<index].contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
      return .number(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    private mutating func object(depth: Int) -> JSONValue? {
      index += 1
      var members: [String: JSONValue] = [:]
      while true {
        if take(UInt8(ascii: "}")) { return .object(members) }
        guard byte == UInt8(ascii: "\""), let key = string(), take(UInt8(ascii: ":")),
          let value = value(depth: depth + 1)
        else { return nil }
        members[key] = value
        guard take(UInt8(ascii: ",")) || byte == UInt8(ascii: "}") else { return nil }
      }
    }

    private mutating func array(depth: Int) -> JSONValue? {
      index += 1
      var elements: [JSONValue] = []
      while true {
        if take(UInt8(ascii: "]")) { return .array(elements) }
        guard let value = value(depth: depth + 1) else { return nil }
        elements.append(value)
        guard take(UInt8(ascii: ",")) || byte == UInt8(ascii: "]") else { return nil }
      }
    }

    private mutating func string() -> String? {
      index += 1
      var text: [UInt8] = []
      while let byte {
        index += 1
        if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
        guard byte == UInt8(ascii: "\\") else {
          text.append(byte)
          continue
        }
        guard let escaped = self.byte else { return nil }
        index += 1
        switch escaped {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "u"):
          guard let scalar = scalar() else { return nil }
          text.append(contentsOf: String(scalar).utf8)
        default: text.append(escaped)
        }
      }
      return nil
    }

    /// After `\u`: one unit of UTF-16, or two that belong together.
    private mutating func scalar() -> Unicode.Scalar? {
      guard let first = unit() else { return nil }
      guard (0xD800...0xDBFF).contains(first) else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
      guard bytes[index...].starts(with: "\\u".utf8) else { return "\u{FFFD}" }
      let before = index
      index += 2
      guard let second = unit() else { return nil }
      guard (0xDC00...0xDFFF).contains(second) else {
        index = before
        return "\u{FFFD}"
      }
      return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func unit() -> UInt32? {
      guard index + 4 <= bytes.count, bytes[index] != UInt8(ascii: "+"), bytes[index] != UInt8(ascii: "-"),
        let unit = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
      else { return nil }
      index += 4
      return unit
    }
  }
}
