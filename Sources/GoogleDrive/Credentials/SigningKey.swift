import CCrypto
import FoundationEssentials

/// A private RSA key, in the hands of libcrypto.
struct SigningKey: ~Copyable {
  private let handle: OpaquePointer

  /// - Parameter pem: one key, not encrypted, as PKCS #8 or PKCS #1.
  /// - Throws: `drive_invalid_credentials`.
  init(pem: String) throws(DriveError) {
    let lines = pem.split(whereSeparator: \.isNewline)
    let body = lines.filter { !$0.hasPrefix("-----") }.joined()
    guard lines.contains(where: { $0.hasPrefix("-----BEGIN ") && $0.contains("PRIVATE KEY") }),
      !lines.contains(where: { $0.contains("ENCRYPTED") }), let der = Data(base64Encoded: body)
    else {
      throw DriveError(
        .invalidCredentials, "private_key is no private key in PEM: make a new JSON key in Google's console")
    }
    let key = der.withUnsafeBytes { bytes in
      var start = bytes.bindMemory(to: UInt8.self).baseAddress
      return d2i_AutoPrivateKey(nil, &start, bytes.count)
    }
    guard let key else {
      throw DriveError(.invalidCredentials, "private_key is damaged: make a new JSON key in Google's console")
    }
    guard EVP_PKEY_is_a(key, "RSA") == 1 else {
      EVP_PKEY_free(key)
      throw DriveError(.invalidCredentials, "private_key is no RSA key, which Google's are")
    }
    handle = key
  }

  deinit { EVP_PKEY_free(handle) }

  /// RS256: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3).
  func signature(of message: [UInt8]) throws(DriveError) -> [UInt8] {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    var length = 0
    guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, handle) == 1,
      EVP_DigestSign(context, nil, &length, message, message.count) == 1
    else { throw DriveError(.invalidCredentials, "private_key can't sign: make a new JSON key in Google's console") }
    var signature = [UInt8](repeating: 0, count: length)
    guard EVP_DigestSign(context, &signature, &length, message, message.count) == 1 else {
      throw DriveError(.invalidCredentials, "private_key can't sign: make a new JSON key in Google's console")
    }
    return Array(signature.prefix(length))
  }
}

/// Base 64 for addresses, without padding. Source: RFC 4648 §5.
enum Base64URL {
  static func encode(_ bytes: [UInt8]) -> String {
    String(
      Data(bytes).base64EncodedString().compactMap { character -> Character? in
        switch character {
        case "+": "-"
        case "/": "_"
        case "=": nil
        default: character
        }
      })
  }
}
