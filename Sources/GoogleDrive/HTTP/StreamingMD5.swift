import CCrypto

/// MD5 of what comes piece by piece: Drive's checksum, against damage on the way and not against anybody.
final class StreamingMD5 {
  private let context = EVP_MD_CTX_new()

  init() { EVP_DigestInit_ex(context, EVP_md5(), nil) }

  deinit { EVP_MD_CTX_free(context) }

  func update(_ piece: [UInt8]) {
    _ = piece.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  /// Of all that came so far, as 32 lower-case hexadecimal digits.
  var digest: String {
    let copy = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(copy) }
    var bytes = [UInt8](repeating: 0, count: 16)
    EVP_MD_CTX_copy_ex(copy, context)
    EVP_DigestFinal_ex(copy, &bytes, nil)
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
