import ResumeModel

/// A JSON value as text, without what PostgreSQL's `jsonb` refuses: written once, compared and embedded as it is.
///
/// The encoding is canonical (sorted keys), so equal values have equal texts.
public struct JSONText: Hashable, Sendable {
  public let text: String

  /// Of text that is JSON already.
  public init(verbatim text: String) {
    self.text = text
  }

  /// Encodes a value; every `\u0000`, which `jsonb` can't hold, is left out.
  public init(_ value: some Encodable) throws {
    text = String(decoding: Self.withoutNUL(try CanonicalJSON.encode(value)), as: UTF8.self)
  }

  /// Of JSON that another encoder wrote, and that a decoder has read without complaint.
  public init(received bytes: [UInt8]) {
    text = String(decoding: Self.withoutNUL(bytes), as: UTF8.self)
  }

  public static let null = JSONText(verbatim: "null")

  /// Of an object whose members are JSON already, in the order given.
  public init(object members: some Sequence<(String, JSONText)>) {
    var text = "{"
    for (name, value) in members {
      if text.utf8.count > 1 { text += "," }
      text += JSONText(string: name).text + ":" + value.text
    }
    self.text = text + "}"
  }

  /// Of an array whose elements are JSON already.
  public init(array elements: some Sequence<JSONText>) {
    text = "[" + elements.map(\.text).joined(separator: ",") + "]"
  }

  /// A JSON number, or `null`.
  public init(number: Int?) {
    self = number.map { JSONText(verbatim: String($0)) } ?? .null
  }

  /// A JSON string, or `null`.
  public init(string: String?) {
    guard let string else {
      self = .null
      return
    }
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    bytes.reserveCapacity(string.utf8.count + 2)
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0: break
      case 1..<0x20: bytes += Array("\\u00".utf8) + [Hexadecimal.digit(byte >> 4), Hexadecimal.digit(byte & 15)]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
    text = String(decoding: bytes, as: UTF8.self)
  }

  public func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try CanonicalJSON.decode(type, from: Array(text.utf8))
  }

  /// Drops the escapes `\u0000`; an escaped backslash before `u0000` is text and stays.
  private static func withoutNUL(_ json: [UInt8]) -> [UInt8] {
    guard json.contains(UInt8(ascii: "\\")) else { return json }
    let escape = Array("\\u0000".utf8)
    var kept: [UInt8] = []
    kept.reserveCapacity(json.count)
    var index = 0
    while index < json.count {
      if json[index] != UInt8(ascii: "\\") {
        kept.append(json[index])
        index += 1
      } else if json[index...].starts(with: escape) {
        index += escape.count
      } else {
        kept.append(contentsOf: json[index...].prefix(2))
        index += 2
      }
    }
    return kept
  }
}
