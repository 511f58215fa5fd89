import CCrypto

/// SHA-256 of a document's bytes: what makes two files the same document.
public struct ContentDigest: Hashable, Sendable, CustomStringConvertible {
  /// 32 bytes.
  public let bytes: [UInt8]

  public init(of content: [UInt8]) {
    bytes = [UInt8](unsafeUninitializedCapacity: Self.length) { buffer, count in
      var length: UInt32 = 0
      content.withUnsafeBytes { input in
        _ = EVP_Digest(input.baseAddress, input.count, buffer.baseAddress, &length, EVP_sha256(), nil)
      }
      count = Int(length)
    }
  }

  private static let length = 32

  /// 64 hexadecimal digits.
  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
