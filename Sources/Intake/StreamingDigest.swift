import CCrypto

/// SHA-256 of what comes piece by piece.
public final class StreamingDigest {
  private let context: OpaquePointer?

  public init() {
    context = EVP_MD_CTX_new()
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
  }

  public func update(_ piece: ArraySlice<UInt8>) {
    piece.withUnsafeBytes { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  /// Of all that came so far.
  public var value: ContentDigest {
    let copy = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(copy) }
    var bytes = [UInt8](repeating: 0, count: 32)
    EVP_MD_CTX_copy_ex(copy, context)
    EVP_DigestFinal_ex(copy, &bytes, nil)
    return ContentDigest(bytes: bytes)
  }

  deinit { EVP_MD_CTX_free(context) }
}
