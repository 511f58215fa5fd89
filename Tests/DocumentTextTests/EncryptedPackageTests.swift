import CCrypto
import ResumeModel
import TestSupport
import Testing

@testable import DocumentText

/// Encrypts a document as Office does.
private enum OfficeEncryption {
  static func encrypted(_ bytes: [UInt8], key: [UInt8], initial: [UInt8]?) -> [UInt8] {
    let bytes = bytes + [UInt8](repeating: 0, count: (16 - bytes.count % 16) % 16)
    let context = EVP_CIPHER_CTX_new()
    defer { EVP_CIPHER_CTX_free(context) }
    let algorithm =
      initial == nil ? EVP_aes_128_ecb() : key.count == 32 ? EVP_aes_256_cbc() : EVP_aes_128_cbc()
    EVP_EncryptInit_ex(context, algorithm, nil, key, initial ?? [UInt8](repeating: 0, count: 16))
    EVP_CIPHER_CTX_set_padding(context, 0)
    var output = [UInt8](repeating: 0, count: bytes.count + 16)
    var length: Int32 = 0
    EVP_EncryptUpdate(context, &output, &length, bytes, Int32(bytes.count))
    return Array(output.prefix(Int(length)))
  }

  static func hash(_ bytes: [UInt8], _ algorithm: OpaquePointer) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: 64)
    var length: UInt32 = 0
    EVP_Digest(bytes, bytes.count, &output, &length, algorithm, nil)
    return Array(output.prefix(Int(length)))
  }

  static func little(_ value: Int, _ count: Int = 4) -> [UInt8] { (0..<count).map { UInt8(value >> ($0 * 8) & 0xFF) } }

  private static func text(_ password: String) -> [UInt8] { password.utf16.flatMap { little(Int($0), 2) } }

  private static func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = Array(bytes[start..<min(start + 3, bytes.count)])
      let bits = (0..<3).reduce(0) { $0 << 8 | ($1 < group.count ? Int(group[$1]) : 0) }
      for place in 0..<4 {
        text.append(place <= group.count ? letters[bits >> (18 - place * 6) & 63] : "=")
      }
    }
    return text
  }

  /// As Office 2010 and later do.
  static func agile(_ document: [UInt8], password: String) -> [UInt8] {
    let salt = (0..<16).map { UInt8($0 * 7) }
    let dataSalt = (0..<16).map { UInt8($0 * 5 + 1) }
    let secret = (0..<32).map { UInt8($0 * 3 + 9) }
    let rounds = 1000
    var spun = hash(salt + text(password), EVP_sha512())
    for count in 0..<rounds { spun = hash(little(count) + spun, EVP_sha512()) }
    func sealed(_ bytes: [UInt8], _ purpose: [UInt8]) -> String {
      base64(encrypted(bytes, key: Array(hash(spun + purpose, EVP_sha512()).prefix(32)), initial: salt))
    }
    let input = (0..<16).map { UInt8($0 + 100) }
    let xml = """
      <?xml version="1.0" encoding="UTF-8"?>
      <encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><keyData saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="\(base64(dataSalt))"/><keyEncryptors><keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><p:encryptedKey spinCount="\(rounds)" saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="\(base64(salt))" encryptedVerifierHashInput="\(sealed(input, [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79]))" encryptedVerifierHashValue="\(sealed(hash(input, EVP_sha512()), [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E]))" encryptedKeyValue="\(sealed(secret, [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6]))"/></keyEncryptor></keyEncryptors></encryption>
      """
    var content = little(document.count, 8)
    for (number, start) in stride(from: 0, to: document.count, by: 4096).enumerated() {
      let initial = Array(hash(dataSalt + little(number), EVP_sha512()).prefix(16))
      content += encrypted(Array(document[start..<min(start + 4096, document.count)]), key: secret, initial: initial)
    }
    return file(info: [4, 0, 4, 0, 0x40, 0, 0, 0] + Array(xml.utf8), content: content)
  }

  /// As Office 2007 does.
  static func standard(_ document: [UInt8], password: String) -> [UInt8] {
    let salt = (0..<16).map { UInt8($0 * 11) }
    var spun = hash(salt + text(password), EVP_sha1())
    for count in 0..<50_000 { spun = hash(little(count) + spun, EVP_sha1()) }
    let final = hash(spun + little(0), EVP_sha1())
    let key = Array(hash((0..<64).map { ($0 < 20 ? final[$0] : 0) ^ 0x36 }, EVP_sha1()).prefix(16))
    let verifier = (0..<16).map { UInt8($0 + 50) }
    var info = [3, 0, 2, 0] + little(0x24) + little(32)
    info +=
      little(0x24) + little(0) + little(0x660E) + little(0x8004) + little(128) + little(0x18) + little(0) + little(0)
    info += little(16) + salt + encrypted(verifier, key: key, initial: nil) + little(20)
    info += encrypted(hash(verifier, EVP_sha1()), key: key, initial: nil)
    return file(info: info, content: little(document.count, 8) + encrypted(document, key: key, initial: nil))
  }

  static func file(info: [UInt8], content: [UInt8]) -> [UInt8] {
    let padded = content + [UInt8](repeating: 0, count: max(0, 4096 - content.count))
    return SyntheticCompoundFile(streams: [("EncryptionInfo", info), ("EncryptedPackage", padded)]).bytes()
  }
}

@Suite struct EncryptedPackageTests {
  private static let document = DOCXBuilder(body: paragraph("Dana Whitfield")).bytes()

  private static let files = [
    OfficeEncryption.agile(document, password: "Schlüssel 1"),
    OfficeEncryption.standard(document, password: "Schlüssel 1"),
  ]

  @Test(arguments: 0..<2) func openByTheirPassword(_ index: Int) throws {
    let bytes = DocumentBytes(Self.files[index])
    let document = try DocumentReaders.read(bytes, options: ReadingOptions(password: "Schlüssel 1"))
    #expect(document.text == "Dana Whitfield")
    #expect(document.format == .docx)
  }

  @Test(arguments: 0..<2, [nil, "", "Schlussel 1"]) func stayShutWithout(_ index: Int, _ password: String?) {
    let error = #expect(throws: ExtractionError.self) {
      try DocumentReaders.read(DocumentBytes(Self.files[index]), options: ReadingOptions(password: password))
    }
    #expect(error?.code == .encrypted)
    #expect(error?.detail.contains("the password is not") == (password?.isEmpty == false))
  }

  @Test(arguments: [
    [4, 0, 4, 0, 0x40, 0, 0, 0] + Array(#"<keyData saltValue="AA==" spinCount="99999999999"/>"#.utf8), [9, 9, 9, 9], [],
    [3, 0, 2, 0, 0, 0, 0, 0, 255, 255, 255, 255],
  ])
  func unknownWaysAreRefused(_ info: [UInt8]) {
    let file = OfficeEncryption.file(info: info, content: [UInt8](repeating: 7, count: 5000))
    let error = #expect(throws: ExtractionError.self) {
      try DocumentReaders.read(DocumentBytes(file), options: ReadingOptions(password: "x"))
    }
    #expect([.encrypted, .corrupt].contains(error?.code))
  }
}
