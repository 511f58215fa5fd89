/// An application as Google's console registers it: what a person gives consent to.
public struct OAuthClient: Hashable, Sendable {
  public let id: String
  /// No secret in the strict sense for an installed application; not shown all the same.
  public let secret: String?

  public init(id: String, secret: String?) {
    self.id = id
    self.secret = secret
  }

  /// From the client file of an installed ("desktop") application.
  ///
  /// - Throws: ``DriveError`` `drive_invalid_credentials`.
  public init(json bytes: [UInt8]) throws(DriveError) {
    struct File: Decodable {
      var installed: Client?
      var web: Client?
      struct Client: Decodable {
        var clientId: String?
        var clientSecret: String?
      }
    }
    let file = try CredentialsFile.decode(File.self, from: bytes)
    guard let installed = file.installed else {
      throw DriveError(
        .invalidCredentials,
        file.web == nil
          ? "the file is no OAuth client" : "the OAuth client is for web servers: make one of type \"Desktop app\"")
    }
    guard let id = installed.clientId, !id.isEmpty else {
      throw DriveError(.invalidCredentials, "the client file lacks client_id")
    }
    self.init(id: id, secret: installed.clientSecret)
  }
}

extension OAuthClient: CustomStringConvertible, CustomReflectable {
  public var description: String { "OAuth client \(id)" }
  public var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}
