import CCrypto
import FoundationEssentials

/// What secrets of the `configuration` table are sealed with. It stands in no database and no backup.
///
/// What a person keeps is a text of at least ``shortestText`` random characters; the cipher's key and the key's id are
/// derived from it by HKDF (RFC 5869), which asks for a text that can't be guessed: a word to remember is refused.
public struct SecretKey: Sendable {
  /// The shortest text, in characters: 24 random bytes in base64.
  public static let shortestText = 32
  /// A random text has about 24 different ones among 32 characters.
  private static let fewestDifferent = 12

  /// Sixteen hexadecimal digits, stored with each secret: tells a wrong key from a damaged secret, and nothing of the key.
  public let id: String
  private let bytes: [UInt8]

  /// - Throws: ``StoreError`` of code `weakSecretKey` or `sealingFailed`. No message holds the text.
  public init(_ text: String) throws(StoreError) {
    let text = text.trimmingPrefix { $0.isWhitespace }
    let trimmed = text.lastIndex { !$0.isWhitespace }.map { text[...$0] } ?? ""
    guard trimmed.count >= Self.shortestText, Set(trimmed).count >= Self.fewestDifferent else {
      throw StoreError(
        .weakSecretKey,
        "the key for secrets is no \(Self.shortestText) random characters: make one with "
          + "`openssl rand -base64 32`")
    }
    let material = Array(trimmed.utf8)
    bytes = try Self.derive(
      AuthenticatedCipher.keyLength, from: material, information: "hotgigs configuration encryption 1")
    id = try Self.derive(8, from: material, information: "hotgigs configuration key id 1")
      .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// HKDF with SHA-256 and no salt.
  static func derive(_ count: Int, from material: [UInt8], information: String) throws(StoreError) -> [UInt8] {
    let information = Array(information.utf8)
    var derived = [UInt8](repeating: 0, count: count)
    var length = count
    guard let context = EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nil) else { throw .sealing }
    defer { EVP_PKEY_CTX_free(context) }
    guard EVP_PKEY_derive_init(context) == 1, EVP_PKEY_CTX_set_hkdf_md(context, EVP_sha256()) == 1,
      EVP_PKEY_CTX_set1_hkdf_key(context, material, Int32(material.count)) == 1,
      EVP_PKEY_CTX_add1_hkdf_info(context, information, Int32(information.count)) == 1,
      EVP_PKEY_derive(context, &derived, &length) == 1, length == count
    else { throw .sealing }
    return derived
  }
}

/// A secret of the `configuration` table as it is stored: `aes-256-gcm:KEYID:BASE64`.
struct SealedSecret: Hashable, Sendable {
  let keyID: String
  private let sealed: [UInt8]

  private static let scheme = "aes-256-gcm"

  /// Seals a secret for one name: under another it does not open, so that rows can't be swapped.
  ///
  /// - Throws: ``StoreError`` of code `sealingFailed`.
  init(_ secret: String, of name: String, with key: SecretKey) throws(StoreError) {
    guard let sealed = key.seal(Array(secret.utf8), for: name) else { throw .sealing }
    self.sealed = sealed
    keyID = key.id
  }

  /// Nil for what is no sealed secret.
  init?(_ stored: String) {
    let parts = stored.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == Self.scheme, let data = Data(base64Encoded: String(parts[2])) else {
      return nil
    }
    keyID = String(parts[1])
    sealed = Array(data)
  }

  var stored: String { "\(Self.scheme):\(keyID):\(Data(sealed).base64EncodedString())" }

  /// - Throws: ``StoreError`` of code `wrongSecretKey` or `damagedSecret`.
  func opened(of name: String, with key: SecretKey) throws(StoreError) -> String {
    guard keyID == key.id else {
      throw StoreError(
        .wrongSecretKey,
        "\(name) is sealed with the key \(keyID), and the key given is \(key.id): give that one, or set \(name) anew")
    }
    guard let bytes = key.open(sealed, for: name), let text = String(validating: bytes, as: UTF8.self) else {
      throw .damaged(name)
    }
    return text
  }
}

extension SecretKey {
  fileprivate func seal(_ text: [UInt8], for name: String) -> [UInt8]? {
    AuthenticatedCipher.seal(text, key: bytes, context: Array(name.utf8))
  }

  fileprivate func open(_ sealed: [UInt8], for name: String) -> [UInt8]? {
    AuthenticatedCipher.open(sealed, key: bytes, context: Array(name.utf8))
  }
}

/// What is printed of it by mistake tells nothing.
extension SecretKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "key \(id)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}

extension StoreError {
  fileprivate static let sealing = StoreError(.sealingFailed, "libcrypto can't seal: is there memory left?")

  static func damaged(_ name: String) -> StoreError {
    StoreError(.damagedSecret, "\(name) is damaged: its key is right, but it does not open; set it anew")
  }
}
