import CCrypto

/// Hashes and ciphers of libcrypto, as encrypted documents use them.
enum Digest: String {
  case sha1 = "SHA1"
  case sha256 = "SHA256"
  case sha384 = "SHA384"
  case sha512 = "SHA512"

  private var algorithm: OpaquePointer? {
    switch self {
    case .sha1: EVP_sha1()
    case .sha256: EVP_sha256()
    case .sha384: EVP_sha384()
    case .sha512: EVP_sha512()
    }
  }

  func hash(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
      var length: UInt32 = 0
      _ = EVP_Digest(bytes, bytes.count, buffer.baseAddress, &length, algorithm, nil)
      count = Int(length)
    }
  }

  /// Hashes again and again, each time a count from 0 and the hash before, so that guessing takes long.
  func spun(_ bytes: [UInt8], times: Int) -> [UInt8] {
    var hash = hash(bytes)
    guard let context = EVP_MD_CTX_new() else { return hash }
    defer { EVP_MD_CTX_free(context) }
    hash.withUnsafeMutableBufferPointer { hash in
      for count in 0..<times {
        var number = UInt32(truncatingIfNeeded: count).littleEndian
        EVP_DigestInit_ex(context, algorithm, nil)
        EVP_DigestUpdate(context, &number, 4)
        EVP_DigestUpdate(context, hash.baseAddress, hash.count)
        EVP_DigestFinal_ex(context, hash.baseAddress, nil)
      }
    }
    return hash
  }
}

/// AES without padding.
enum AES {
  enum Mode {
    case electronicCodebook
    case chained(initial: [UInt8])
  }

  /// - Parameters:
  ///   - bytes: whole blocks of 16; what is left over is not decrypted.
  ///   - key: of 16, 24 or 32 bytes.
  /// - Returns: nil for a key of another length.
  static func decrypted(_ bytes: ArraySlice<UInt8>, key: [UInt8], mode: Mode) -> [UInt8]? {
    let algorithm: OpaquePointer?
    var initial: [UInt8] = []
    switch (mode, key.count) {
    case (.electronicCodebook, 16): algorithm = EVP_aes_128_ecb()
    case (.electronicCodebook, 24): algorithm = EVP_aes_192_ecb()
    case (.electronicCodebook, 32): algorithm = EVP_aes_256_ecb()
    case (.chained(let bytes), 16): (algorithm, initial) = (EVP_aes_128_cbc(), bytes)
    case (.chained(let bytes), 24): (algorithm, initial) = (EVP_aes_192_cbc(), bytes)
    case (.chained(let bytes), 32): (algorithm, initial) = (EVP_aes_256_cbc(), bytes)
    default: return nil
    }
    guard let context = EVP_CIPHER_CTX_new() else { return nil }
    defer { EVP_CIPHER_CTX_free(context) }
    initial += [UInt8](repeating: 0, count: max(0, 16 - initial.count))
    guard EVP_DecryptInit_ex(context, algorithm, nil, key, initial) == 1 else { return nil }
    EVP_CIPHER_CTX_set_padding(context, 0)
    let input = Array(bytes.prefix(bytes.count / 16 * 16))
    return [UInt8](unsafeUninitializedCapacity: input.count + 16) { buffer, count in
      var length: Int32 = 0
      let isDecrypted =
        EVP_DecryptUpdate(context, buffer.baseAddress, &length, input, Int32(clamping: input.count)) == 1
      count = isDecrypted ? Int(length) : 0
    }
  }
}
