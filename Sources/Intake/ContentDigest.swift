import CCrypto

/// SHA-256 of a document's bytes: what makes two files the same document.
public struct ContentDigest: Hashable, Sendable, CustomStringConvertible {
  /// 32 bytes.
  public let bytes: [UInt8]

  /// - Parameter bytes: 32 of them.
  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  public init(of content: [UInt8]) {
    bytes = [UInt8](unsafeUninitializedCapacity: Self.length) { buffer, count in
      var length: UInt32 = 0
      content.withUnsafeBytes { input in
        _ = EVP_Digest(input.baseAddress, input.count, buffer.baseAddress, &length, EVP_sha256(), nil)
      }
      count = Int(length)
    }
  }

  /// From its 64 hexadecimal digits; nil for anything else.
  public init?(hexadecimal text: String) {
    let digits = Array(text.utf8)
    guard digits.count == 2 * Self.length else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index..<(index + 2)], as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(byte)
    }
    self.bytes = bytes
  }

  private static let length = 32

  /// 64 hexadecimal digits.
  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
