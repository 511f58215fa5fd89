import FoundationEssentials
import ResumeModel

/// JSON for machines: keys in order, slashes as they are, so that the same value is the same text.
package enum JSON {
  /// On one line.
  package static func line(_ value: some Encodable) throws -> String {
    try text(value, pretty: false)
  }

  package static func text(_ value: some Encodable, pretty: Bool) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return escaped(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// What the encoder leaves as it is and a terminal may take for an order: the other half of the controls, and marks that turn
  /// the direction of text. Within strings only, where else could they stand; the value is the same.
  private static func escaped(_ json: String) -> String {
    func isToBeEscaped(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x7F && scalar.isSteering }
    guard json.unicodeScalars.contains(where: isToBeEscaped) else { return json }
    var result = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      if isToBeEscaped(scalar) {
        result.append(contentsOf: ("\\u" + String(0x10000 + scalar.value, radix: 16).dropFirst()).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  package static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8], withoutEvidence: Bool = false
  ) throws -> Value {
    try CanonicalJSON.decode(type, from: bytes, userInfo: [.withoutEvidence: withoutEvidence])
  }
}
