import FoundationEssentials

/// The key file of a service account, as Google's console makes it.
public struct ServiceAccountKey: Hashable, Sendable {
  /// The account's address: what folders are shared with.
  public let clientEmail: String
  /// Where a signed assertion is exchanged for a token.
  public let tokenURL: String
  /// Another's address to act as, where the domain lets this account; nil: itself.
  public var subject: String?

  let privateKeyID: String?
  /// PEM, PKCS #8.
  private let pem: String

  /// - Throws: ``DriveError`` `drive_invalid_credentials`: no JSON, a field is missing, the key is none or is not RSA.
  public init(json bytes: [UInt8]) throws(DriveError) {
    let file = try CredentialsFile.decode(File.self, from: bytes)
    guard let email = file.clientEmail, email.contains("@"), let pem = file.privateKey, !pem.isEmpty else {
      throw DriveError(
        .invalidCredentials, "the key file lacks client_email or private_key: make a new JSON key in Google's console")
    }
    clientEmail = email
    privateKeyID = file.privateKeyId
    tokenURL = file.tokenUri ?? Self.googleTokenURL
    self.pem = pem
    _ = try SigningKey(pem: pem)
  }

  static let googleTokenURL = "https://oauth2.googleapis.com/token"

  func signingKey() throws(DriveError) -> SigningKey { try SigningKey(pem: pem) }

  /// Its names are in snake case there.
  struct File: Codable {
    var type: String?
    var clientEmail: String?
    var privateKeyId: String?
    var privateKey: String?
    var tokenUri: String?
  }

  var file: File {
    File(
      type: "service_account", clientEmail: clientEmail, privateKeyId: privateKeyID, privateKey: pem,
      tokenUri: tokenURL)
  }
}

extension ServiceAccountKey: CustomStringConvertible, CustomReflectable {
  public var description: String { "service account \(clientEmail)" }
  public var customMirror: Mirror { Mirror(self, children: ["clientEmail": clientEmail]) }
}
