import AsyncHTTPClient
import FoundationEssentials
import NIOHTTP1

/// Requests with an access token, tried again by the policy.
final class AuthorizedRequests: Sendable {
  let transport: Transport
  private let apiURL: String
  private let policy: RetryPolicy
  private let tokens: AccessTokens
  private let account: String?

  init(_ credentials: DriveCredentials, configuration: DriveConfiguration) throws(DriveError) {
    apiURL = try Transport.checked(configuration.apiURL, "the API's address")
    let source = try TokenSource(credentials, tokenURL: configuration.tokenURL)
    transport = try Transport(configuration)
    policy = configuration.retries
    account = credentials.account
    tokens = AccessTokens(source, over: transport, policy: policy)
  }

  func shutdown() async { await transport.shutdown() }

  /// What the API answers, decoded.
  ///
  /// - Throws: ``DriveError``, `drive_bad_answer` where it is something else.
  func json<Value: Decodable & Sendable>(_ type: Value.Type, _ request: APIRequest) async throws -> Value {
    let bytes = try await answer(to: request) { try await self.transport.body(of: $0) }
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      throw DriveError(.badAnswer, "what came for \(request.path) is not what the API's documentation says")
    }
  }

  /// The head of an answer; its body is the caller's to read, at once.
  func response(_ request: APIRequest) async throws -> HTTPClientResponse {
    try await answer(to: request) { $0 }
  }

  /// Tries until there is an answer of success and all that is read of it.
  private func answer<Value: Sendable>(
    to request: APIRequest, reading: @Sendable (HTTPClientResponse) async throws -> Value
  ) async throws -> Value {
    var attempts = Attempts(policy)
    while true {
      let token = try await tokens.current()
      let (failure, retryAfter): (DriveError, Duration?)
      do {
        let response = try await send(request, token)
        if (200..<300).contains(response.status.code) { return try await reading(response) }
        let refusal = Refusal(
          status: Int(response.status.code), headers: response.headers,
          body: try await transport.body(of: response, limit: 1 << 20))
        // Expired on the way, or earlier than was said; where it was revoked, no new one is given.
        if refusal.status == 401 { await tokens.discard(token) }
        let error = refusal.error(for: request, account: account)
        guard refusal.isWorthRetrying else { throw error }
        (failure, retryAfter) = (error, refusal.retryAfter)
      } catch let error as DriveError where error.code == .unavailable {
        // Of the connection: a refusal that is worth another try is not thrown.
        (failure, retryAfter) = (error, nil)
      }
      try await attempts.wait(retryAfter: retryAfter, orThrow: failure)
    }
  }

  private func send(_ request: APIRequest, _ token: String) async throws -> HTTPClientResponse {
    var message = HTTPClientRequest(url: apiURL + request.target)
    message.headers.add(name: "Authorization", value: "Bearer \(token)")
    if let start = request.rangeStart { message.headers.add(name: "Range", value: "bytes=\(start)-") }
    return try await transport.send(message)
  }
}
