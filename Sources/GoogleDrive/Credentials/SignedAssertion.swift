import FoundationEssentials

/// What a service account exchanges for an access token. Source: RFC 7523 §2.1 and §3; Google, "Using OAuth 2.0 for server
/// to server applications".
struct SignedAssertion {
  static let grantType = "urn:ietf:params:oauth:grant-type:jwt-bearer"
  /// Reading only.
  static let scope = "https://www.googleapis.com/auth/drive.readonly"

  let text: String

  /// - Throws: `drive_invalid_credentials`.
  init(_ key: ServiceAccountKey, at time: Date) throws(DriveError) {
    struct Header: Encodable {
      var alg = "RS256"
      var typ = "JWT"
      var kid: String?
    }
    struct Claims: Encodable {
      var iss: String
      var scope = SignedAssertion.scope
      /// Whom it is for, wherever it is sent.
      var aud = ServiceAccountKey.googleTokenURL
      var iat: Int
      var exp: Int
      var sub: String?
    }
    let issued = Int(time.timeIntervalSince1970)
    let header = Header(kid: key.privateKeyID)
    // An hour is the most that Google takes.
    let claims = Claims(iss: key.clientEmail, iat: issued, exp: issued + 3600, sub: key.subject)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let head = try? encoder.encode(header), let body = try? encoder.encode(claims) else {
      throw DriveError(.invalidCredentials, "client_email can't be written as JSON")
    }
    let message = Base64URL.encode(Array(head)) + "." + Base64URL.encode(Array(body))
    text = message + "." + Base64URL.encode(try key.signingKey().signature(of: Array(message.utf8)))
  }
}
