import FoundationEssentials
import ResumeModel

/// JSON for machines: keys in order, slashes as they are, so that the same value is the same text.
enum JSON {
  /// On one line.
  static func line(_ value: some Encodable) throws -> String {
    try text(value, pretty: false)
  }

  static func text(_ value: some Encodable, pretty: Bool) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8], withoutEvidence: Bool = false
  ) throws -> Value {
    let decoder = JSONDecoder()
    decoder.userInfo[.withoutEvidence] = withoutEvidence
    return try decoder.decode(type, from: Data(bytes))
  }
}
