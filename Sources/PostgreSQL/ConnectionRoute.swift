/// How a connection got to its server.
public struct ConnectionRoute: Hashable, Sendable {
  /// What the server's certificate was held against.
  public enum Verification: String, Hashable, Sendable, Codable {
    /// An authority that is trusted, and the host's name.
    case full
    /// An authority that is trusted: any server of its.
    case authority
    /// Nothing: whoever sits on the way may read along and answer in its place.
    case none
  }

  /// As it was asked for; of several hosts the one that answered. A socket's folder begins with a slash.
  public let host: String
  public let port: Int
  /// In numbers; nil for a socket.
  public let address: String?
  /// "TLSv1.3"; nil where nothing is encrypted.
  public let tlsVersion: String?
  public let cipher: String?
  public let verification: Verification
}
