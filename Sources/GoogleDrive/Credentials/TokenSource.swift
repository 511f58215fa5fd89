import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// Gets access tokens by what the credentials allow.
struct TokenSource: Sendable {
  private let credentials: DriveCredentials
  /// Where they come from.
  private let url: String

  /// - Throws: `drive_invalid_configuration` for an address that a key or token should not be sent to.
  init(_ credentials: DriveCredentials, tokenURL: String?) throws(DriveError) {
    self.credentials = credentials
    let own =
      switch credentials {
      case .serviceAccount(let key): key.tokenURL
      case .refreshToken: ServiceAccountKey.googleTokenURL
      }
    url = try Transport.checked(tokenURL ?? own, "the token's address")
  }

  /// One request for a token.
  ///
  /// - Throws: ``DriveError``; ``Delay``.
  func token(over transport: Transport, now: Date = Date()) async throws -> AccessToken {
    let answer: TokenAnswer
    switch credentials {
    case .serviceAccount(let key):
      let assertion = try SignedAssertion(key, at: now)
      answer = try await TokenAnswer(
        to: [("grant_type", SignedAssertion.grantType), ("assertion", assertion.text)], at: url, over: transport)
    case .refreshToken(let client, let token):
      answer = try await TokenAnswer(
        to: [("grant_type", "refresh_token"), ("refresh_token", token)] + client.parameters, at: url, over: transport)
    }
    switch answer {
    case .token(let grant):
      return AccessToken(text: grant.accessToken, lifetime: .seconds(grant.expiresIn ?? 3600))
    case .refusal(let refusal): throw error(refusal, now: now)
    }
  }

  /// What a refusal means for these credentials.
  private func error(_ refusal: TokenRefusal, now: Date) -> DriveError {
    switch credentials {
    case .serviceAccount(let key):
      let seconds = refusal.date.map { Int(now.timeIntervalSince($0)) } ?? 0
      if refusal.code == "invalid_grant", abs(seconds) > 60 {
        return DriveError(
          .clockOff,
          "this machine's clock is \(abs(seconds)) s \(seconds > 0 ? "ahead of" : "behind") Google's, which refuses what it"
            + " signs: set the clock (timedatectl set-ntp true)")
      }
      return DriveError(
        .unauthorized,
        "Google refuses the key of \(key.clientEmail) (\(refusal)): it was deleted or disabled; make a new JSON key")
    case .refreshToken:
      return DriveError(
        .unauthorized, "Google refuses the consent (\(refusal)): it was withdrawn or expired; consent again")
    }
  }
}

extension OAuthClient {
  var parameters: [(name: String, value: String)] {
    [("client_id", id)] + (secret.map { [("client_secret", $0)] } ?? [])
  }
}

/// Source: RFC 6749 §5.1.
struct TokenGrant: Decodable {
  var accessToken: String
  var expiresIn: Double?
  var refreshToken: String?
}

/// Source: RFC 6749 §5.2.
struct TokenRefusal: CustomStringConvertible {
  var code: String
  var text: String?
  /// The server's clock.
  var date: Date?

  var description: String { [code, text].compactMap(\.self).joined(separator: ": ") }
}

/// No token yet: worth another try.
struct Delay: Error {
  var error: DriveError
  var retryAfter: Duration?
}

/// What a token endpoint said to a form.
enum TokenAnswer {
  case token(TokenGrant)
  case refusal(TokenRefusal)

  /// - Throws: ``Delay``, `drive_bad_answer` and what ``Transport/send(_:)`` throws.
  init(to form: [(name: String, value: String)], at url: String, over transport: Transport) async throws {
    struct Refused: Decodable {
      var error: String
      var errorDescription: String?
    }
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    request.body = .bytes(ByteBuffer(string: PercentEncoding.form(form)))
    let response = try await transport.send(request)
    let status = Int(response.status.code)
    let body = Data(try await transport.body(of: response, limit: 1 << 20))
    switch status {
    case 200:
      guard let grant = try? CredentialsFile.decoder.decode(TokenGrant.self, from: body), !grant.accessToken.isEmpty,
        grant.accessToken.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
      else { throw DriveError(.badAnswer, "what came for a token is none") }
      self = .token(grant)
    case 408, 429, 500...599:
      throw Delay(
        error: status == 429
          ? DriveError(.rateLimited, "too many requests for tokens")
          : DriveError(.unavailable, "Google's tokens are out of order: HTTP \(status)"),
        retryAfter: response.headers.first(name: "Retry-After").flatMap { Refusal.delay($0, now: Date()) })
    default:
      guard let refused = try? CredentialsFile.decoder.decode(Refused.self, from: body) else {
        throw DriveError(.badAnswer, "what came for a token is none: HTTP \(status)")
      }
      func line(_ text: String) -> String { String(text.prefix(200).map { $0.isNewline ? " " : $0 }) }
      self = .refusal(
        TokenRefusal(
          code: line(refused.error), text: refused.errorDescription.map(line),
          date: response.headers.first(name: "Date").flatMap(HTTPDate.parse)))
    }
  }
}
