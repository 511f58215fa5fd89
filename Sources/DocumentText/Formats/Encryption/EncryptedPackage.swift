import ResumeModel

/// A document of today's Office formats that needs a password: a compound file with the encrypted ZIP in it.
///
/// Source: [MS-OFFCRYPTO] §2.3.4.
enum EncryptedPackage {
  /// The bytes of the document itself.
  ///
  /// - Throws: `encrypted` where the password is missing or wrong, or where the encryption is none of those known.
  static func decrypted(_ bytes: [UInt8], password: String?) throws(ExtractionError) -> [UInt8] {
    guard let password, !password.isEmpty else {
      throw ExtractionError(.encrypted, "an Office document with a password: give it, or save the document without one")
    }
    guard let file = CompoundFile(bytes), let info = file.stream("EncryptionInfo"),
      let package = file.stream("EncryptedPackage"), let major = info.uint16(0), let minor = info.uint16(2),
      let size = package.uint32(0)
    else { throw ExtractionError(.corrupt, "an encrypted Office document that is damaged; get the file again") }
    let content = package.bytes[min(8, package.count)...]
    let plain: [UInt8]?
    switch (major, minor) {
    case (4, 4):
      guard let agile = AgileEncryption(Array(info.bytes.dropFirst(8))) else { throw unknown }
      plain = try agile.decrypted(content, password: password)
    case (2...4, 2):
      guard let standard = StandardEncryption(info) else { throw unknown }
      plain = try standard.decrypted(content, password: password)
    default: throw unknown
    }
    guard let plain else { throw unknown }
    return Array(plain.prefix(size))
  }

  static let wrongPassword = ExtractionError(.encrypted, "the password is not this document's")

  private static let unknown = ExtractionError(
    .encrypted, "an Office document encrypted in a way that is not read; save it without a password")
}

/// Encryption as Office 2007 does it: AES by a key that SHA-1 makes of the password.
///
/// Source: [MS-OFFCRYPTO] §2.3.4.5 to §2.3.4.9.
struct StandardEncryption {
  private let salt: [UInt8]
  private let verifier: [UInt8]
  private let verifierHash: [UInt8]
  private let keyLength: Int

  private static let rounds = 50_000

  init?(_ info: BinaryData) {
    guard let headerSize = info.uint32(8), let algorithm = info.uint32(20), let keyBits = info.uint32(28),
      (0x660E...0x6610).contains(algorithm), [128, 192, 256].contains(keyBits), headerSize < info.count,
      let salt = info.slice(12 + headerSize + 4, count: 16), let verifier = info.slice(12 + headerSize + 20, count: 16),
      let verifierHash = info.slice(12 + headerSize + 40, count: 32)
    else { return nil }
    self.salt = Array(salt)
    self.verifier = Array(verifier)
    self.verifierHash = Array(verifierHash)
    keyLength = keyBits / 8
  }

  func decrypted(_ content: ArraySlice<UInt8>, password: String) throws(ExtractionError) -> [UInt8]? {
    let key = key(for: password)
    guard let plain = AES.decrypted(verifier[...], key: key, mode: .electronicCodebook),
      let hash = AES.decrypted(verifierHash[...], key: key, mode: .electronicCodebook)
    else { return nil }
    guard Digest.sha1.hash(plain).elementsEqual(hash.prefix(20)) else { throw EncryptedPackage.wrongPassword }
    return AES.decrypted(content, key: key, mode: .electronicCodebook)
  }

  private func key(for password: String) -> [UInt8] {
    let spun = Digest.sha1.spun(salt + PasswordText.bytes(password), times: Self.rounds)
    let final = Digest.sha1.hash(spun + [0, 0, 0, 0])
    func half(_ pad: UInt8) -> [UInt8] {
      var block = [UInt8](repeating: pad, count: 64)
      for (index, byte) in final.enumerated() { block[index] ^= byte }
      return Digest.sha1.hash(block)
    }
    return Array((half(0x36) + half(0x5C)).prefix(keyLength))
  }
}

/// Encryption as Office does it from 2010 on, described in XML.
///
/// Source: [MS-OFFCRYPTO] §2.3.4.10 to §2.3.4.15.
struct AgileEncryption {
  /// How one key is made or used.
  private struct Parameters {
    let salt: [UInt8]
    let blockSize: Int
    let keyLength: Int
    let digest: Digest

    init?(_ element: ElementText) {
      guard let salt = element["saltValue"].map({ Base64.decoded($0.utf8) }), !salt.isEmpty,
        element["cipherAlgorithm"] == "AES", element["cipherChaining"] == "ChainingModeCBC",
        let blockSize = element["blockSize"].flatMap({ Int($0) }), blockSize == 16,
        let bits = element["keyBits"].flatMap({ Int($0) }), [128, 192, 256].contains(bits),
        let digest = element["hashAlgorithm"].flatMap({ Digest(rawValue: $0.filter { $0 != "-" }) })
      else { return nil }
      self.salt = salt
      self.blockSize = blockSize
      keyLength = bits / 8
      self.digest = digest
    }

    /// A hash brought to a length: cut off, or filled up.
    static func fitted(_ hash: [UInt8], to length: Int) -> [UInt8] {
      Array((hash + [UInt8](repeating: 0x36, count: max(0, length - hash.count))).prefix(length))
    }
  }

  private let data: Parameters
  private let password: Parameters
  private let rounds: Int
  private let verifierInput: [UInt8]
  private let verifierHash: [UInt8]
  private let encryptedKey: [UInt8]

  /// What each of the password's keys is for.
  private enum Purpose {
    static let verifierInput: [UInt8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79]
    static let verifierHash: [UInt8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E]
    static let key: [UInt8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6]
  }

  /// The content is encrypted in pieces of so many bytes.
  private static let segment = 4096
  /// Office uses 100,000; more than this would only hold a reader up.
  private static let maximumRounds = 2_000_000

  init?(_ xml: [UInt8]) {
    guard let data = ElementText("keyData", in: xml).flatMap(Parameters.init),
      let keyElement = ElementText("encryptedKey", in: xml), let password = Parameters(keyElement),
      let rounds = keyElement["spinCount"].flatMap({ Int($0) }), (0...Self.maximumRounds).contains(rounds),
      let verifierInput = keyElement["encryptedVerifierHashInput"].map({ Base64.decoded($0.utf8) }),
      let verifierHash = keyElement["encryptedVerifierHashValue"].map({ Base64.decoded($0.utf8) }),
      let encryptedKey = keyElement["encryptedKeyValue"].map({ Base64.decoded($0.utf8) })
    else { return nil }
    self.data = data
    self.password = password
    self.rounds = rounds
    self.verifierInput = verifierInput
    self.verifierHash = verifierHash
    self.encryptedKey = encryptedKey
  }

  func decrypted(_ content: ArraySlice<UInt8>, password text: String) throws(ExtractionError) -> [UInt8]? {
    let spun = password.digest.spun(password.salt + PasswordText.bytes(text), times: rounds)
    func opened(_ bytes: [UInt8], _ purpose: [UInt8]) -> [UInt8]? {
      let key = Parameters.fitted(password.digest.hash(spun + purpose), to: password.keyLength)
      return AES.decrypted(
        bytes[...], key: key, mode: .chained(initial: Parameters.fitted(password.salt, to: password.blockSize)))
    }
    guard let input = opened(verifierInput, Purpose.verifierInput),
      let hash = opened(verifierHash, Purpose.verifierHash), let key = opened(encryptedKey, Purpose.key)
    else { return nil }
    let expected = password.digest.hash(input)
    guard hash.starts(with: expected) else { throw EncryptedPackage.wrongPassword }
    var plain: [UInt8] = []
    plain.reserveCapacity(content.count)
    for (number, start) in stride(from: content.startIndex, to: content.endIndex, by: Self.segment).enumerated() {
      let little = (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
      let initial = Parameters.fitted(data.digest.hash(data.salt + little), to: data.blockSize)
      let piece = content[start..<min(start + Self.segment, content.endIndex)]
      guard
        let opened = AES.decrypted(piece, key: Array(key.prefix(data.keyLength)), mode: .chained(initial: initial))
      else { return nil }
      plain += opened
    }
    return plain
  }
}

/// Passwords as Office hashes them: in UTF-16, 255 characters at most.
enum PasswordText {
  static func bytes(_ password: String) -> [UInt8] {
    password.utf16.prefix(255).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }
}

/// The attributes of one element of a small XML text, found without a parser.
private struct ElementText {
  private let text: String

  /// - Parameter name: without a prefix.
  init?(_ name: String, in xml: [UInt8]) {
    let parts = String(decoding: xml.prefix(65_536), as: UTF8.self).split(separator: "<")
    let found = parts.first { part in
      let tag = part.prefix { $0 != " " && $0 != ">" && $0 != "/" && $0 != "\n" && $0 != "\r" }
      return tag == name || tag.hasSuffix(":" + name)
    }
    guard let found else { return nil }
    text = String(found.prefix { $0 != ">" })
  }

  subscript(_ attribute: String) -> String? {
    for piece in text.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\r\n" || $0 == "\t" }) {
      guard piece.hasPrefix(attribute + "=") else { continue }
      return piece.dropFirst(attribute.count + 1).split(separator: "\"", omittingEmptySubsequences: false).dropFirst()
        .first.map { String($0) }
    }
    return nil
  }
}
