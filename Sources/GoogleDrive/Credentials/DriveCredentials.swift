import FoundationEssentials

/// Who asks Drive.
public enum DriveCredentials: Hashable, Sendable {
  /// A service account: folders are shared with its address.
  case serviceAccount(ServiceAccountKey)
  /// A person who consented once (``OAuthConsent``).
  case refreshToken(OAuthClient, refreshToken: String)

  /// Reads what Google's console or tools wrote: a service account's key (`"type": "service_account"`), or a client with a
  /// person's refresh token (`"type": "authorized_user"`), which ``encoded()`` writes too.
  ///
  /// - Throws: ``DriveError`` `drive_invalid_credentials`, without quoting the file.
  public init(json bytes: [UInt8]) throws(DriveError) {
    struct Kind: Decodable {
      var type: String?
      var installed: Empty?
      var web: Empty?
      struct Empty: Decodable {}
    }
    switch try CredentialsFile.decode(Kind.self, from: bytes) {
    case let kind where kind.type == "service_account":
      self = .serviceAccount(try ServiceAccountKey(json: bytes))
    case let kind where kind.type == "authorized_user":
      let user = try CredentialsFile.decode(AuthorizedUser.self, from: bytes)
      guard let id = user.clientId, !id.isEmpty, let token = user.refreshToken, !token.isEmpty else {
        throw DriveError(.invalidCredentials, "the file lacks client_id or refresh_token: consent again to get one")
      }
      self = .refreshToken(OAuthClient(id: id, secret: user.clientSecret), refreshToken: token)
    case let kind where kind.installed != nil || kind.web != nil:
      throw DriveError(
        .invalidCredentials,
        "this is an OAuth client without anybody's consent: a service account's key or a refresh token is needed")
    case let kind:
      throw DriveError(
        .invalidCredentials,
        "no kind of credentials that is known (its \"type\" is "
          + "\(kind.type == nil ? "missing" : "another")): take a service account's key or an authorized_user file")
    }
  }

  /// As JSON, for a secret place: what ``init(json:)`` reads.
  public func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    switch self {
    case .serviceAccount(let key): return Array(try encoder.encode(key.file))
    case .refreshToken(let client, let token):
      let user = AuthorizedUser(
        type: "authorized_user", clientId: client.id, clientSecret: client.secret, refreshToken: token)
      return Array(try encoder.encode(user))
    }
  }

  /// Whom to share a folder with; nil for a person's token, which does not name them.
  public var account: String? {
    guard case .serviceAccount(let key) = self else { return nil }
    return key.subject ?? key.clientEmail
  }

  /// The form of gcloud's application default credentials.
  private struct AuthorizedUser: Codable {
    var type: String?
    var clientId: String?
    var clientSecret: String?
    var refreshToken: String?
  }
}

/// Secrets are not for logs, however they are printed.
extension DriveCredentials: CustomStringConvertible, CustomReflectable {
  public var description: String {
    switch self {
    case .serviceAccount(let key): "service account \(key.clientEmail)"
    case .refreshToken(let client, _): "a person's consent to \(client.id)"
    }
  }

  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// JSON as Google has it for credentials and tokens, in snake case.
enum CredentialsFile {
  static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }

  /// - Throws: what is wrong with the file, never what is in it.
  static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws(DriveError) -> Value {
    guard bytes.count <= 1 << 16 else {
      throw DriveError(.invalidCredentials, "the file is over 64 kB: no file of credentials is")
    }
    do {
      return try decoder.decode(type, from: Data(bytes))
    } catch {
      throw DriveError(.invalidCredentials, "the file is not the JSON that Google's console writes for a key or client")
    }
  }
}
