import CCrypto

/// AES-256-GCM of libcrypto: what was changed, or moved to another place, does not open.
///
/// Source: NIST SP 800-38D; a nonce of 96 random bits is safe for 2^32 texts under one key (§8.3).
enum AuthenticatedCipher {
  static let keyLength = 32
  static let nonceLength = 12
  static let tagLength = 16

  /// - Parameters:
  ///   - key: of ``keyLength`` bytes.
  ///   - context: what the text belongs to; needed again to open it.
  /// - Returns: nonce, ciphertext and tag; nil where libcrypto has no memory.
  static func seal(_ text: [UInt8], key: [UInt8], context: [UInt8]) -> [UInt8]? {
    guard let cipher = EVP_CIPHER_CTX_new() else { return nil }
    defer { EVP_CIPHER_CTX_free(cipher) }
    var generator = SystemRandomNumberGenerator()
    let nonce = (0..<nonceLength).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    var sealed = [UInt8](repeating: 0, count: text.count)
    var tag = [UInt8](repeating: 0, count: tagLength)
    var length: Int32 = 0
    guard EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), nil, key, nonce) == 1,
      EVP_EncryptUpdate(cipher, nil, &length, context, Int32(context.count)) == 1,
      EVP_EncryptUpdate(cipher, &sealed, &length, text, Int32(text.count)) == 1,
      EVP_EncryptFinal_ex(cipher, nil, &length) == 1,
      EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, Int32(tagLength), &tag) == 1
    else { return nil }
    return nonce + sealed + tag
  }

  /// - Returns: nil for what was not sealed with this key and context, or is damaged.
  static func open(_ sealed: [UInt8], key: [UInt8], context: [UInt8]) -> [UInt8]? {
    guard sealed.count >= nonceLength + tagLength, let cipher = EVP_CIPHER_CTX_new() else { return nil }
    defer { EVP_CIPHER_CTX_free(cipher) }
    let nonce = Array(sealed.prefix(nonceLength))
    let body = Array(sealed[nonceLength..<sealed.count - tagLength])
    var tag = Array(sealed.suffix(tagLength))
    var text = [UInt8](repeating: 0, count: body.count)
    var length: Int32 = 0
    guard EVP_DecryptInit_ex(cipher, EVP_aes_256_gcm(), nil, key, nonce) == 1,
      EVP_DecryptUpdate(cipher, nil, &length, context, Int32(context.count)) == 1,
      EVP_DecryptUpdate(cipher, &text, &length, body, Int32(body.count)) == 1,
      EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, Int32(tagLength), &tag) == 1,
      EVP_DecryptFinal_ex(cipher, nil, &length) == 1
    else { return nil }
    return text
  }
}
