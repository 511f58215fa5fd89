import CCrypto
import FoundationEssentials

/// A person's consent to an installed application: they open ``url`` in a browser, on whatever machine, and agree; the
/// browser is then sent to ``redirectURL``, whose full address is what ``credentials(from:)`` wants.
///
/// The device flow is none: Google does not grant reading of Drive by it.
/// Source: RFC 8252; RFC 7636; Google, "OAuth 2.0 for mobile and desktop apps".
public struct OAuthConsent: Sendable {
  public let client: OAuthClient
  public let redirectURL: String
  /// What the person opens.
  public let url: String
  private let configuration: DriveConfiguration
  private let tokenURL: String
  private let state: String
  private let verifier: String

  /// - Parameter redirectURL: on this machine's loopback. Nobody needs to listen there: the address can be copied from the browser.
  /// - Throws: `drive_invalid_configuration`.
  public init(
    to client: OAuthClient, redirectURL: String = "http://127.0.0.1",
    configuration: DriveConfiguration = DriveConfiguration()
  ) throws(DriveError) {
    self.client = client
    self.redirectURL = redirectURL
    self.configuration = configuration
    tokenURL = try Transport.checked(configuration.tokenURL ?? ServiceAccountKey.googleTokenURL, "the token's address")
    state = Self.random()
    verifier = Self.random()
    url =
      try Transport.checked(configuration.consentURL, "the consent's address") + "?"
      + PercentEncoding.form([
        ("client_id", client.id), ("redirect_uri", redirectURL), ("response_type", "code"),
        ("scope", SignedAssertion.scope), ("state", state), ("code_challenge", Self.challenge(of: verifier)),
        ("code_challenge_method", "S256"),
        // Without both there may be no refresh token.
        ("access_type", "offline"), ("prompt", "consent"),
      ])
  }

  /// Exchanges what the browser brought back for a token that lasts.
  ///
  /// - Parameter address: the whole address that the browser was sent to.
  /// - Throws: ``DriveError`` `drive_consent_refused`, `drive_unauthorized` and those of the network.
  public func credentials(from address: String) async throws -> DriveCredentials {
    let items = URLComponents(string: address.trimmed)?.queryItems ?? []
    func value(_ name: String) -> String? { items.first { $0.name == name }?.value }
    if let error = value("error") {
      throw DriveError(.consentRefused, "consent was not given (\(error.prefix(100))): begin again and agree")
    }
    guard let code = value("code"), value("state") == state else {
      throw DriveError(
        .consentRefused,
        "that is not the whole address that this consent ended at: copy it from the browser, or begin again")
    }
    let transport = try Transport(configuration)
    do {
      let answer = try await TokenAnswer(
        to: [
          ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirectURL),
          ("code_verifier", verifier),
        ] + client.parameters, at: tokenURL, over: transport)
      await transport.shutdown()
      switch answer {
      case .token(let grant):
        guard let token = grant.refreshToken else {
          throw DriveError(
            .consentRefused, "Google gave no lasting token: remove the app's access in the account, begin again")
        }
        return .refreshToken(client, refreshToken: token)
      case .refusal(let refusal):
        throw DriveError(.unauthorized, "Google refuses the consent (\(refusal)): begin again, and more quickly")
      }
    } catch {
      await transport.shutdown()
      throw (error as? Delay)?.error ?? error
    }
  }

  /// 256 random bits.
  private static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    return Base64URL.encode((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  /// Source: RFC 7636 §4.2.
  static func challenge(of verifier: String) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    let text = Array(verifier.utf8)
    EVP_Digest(text, text.count, &digest, nil, EVP_sha256(), nil)
    return Base64URL.encode(digest)
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
