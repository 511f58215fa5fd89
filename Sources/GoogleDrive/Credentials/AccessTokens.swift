/// A right to ask, for an hour or so.
struct AccessToken: Sendable {
  var text: String
  var lifetime: Duration
}

/// The token that is good now, got anew when it is not: once, however many ask meanwhile.
actor AccessTokens {
  private let source: TokenSource
  private let transport: Transport
  private let policy: RetryPolicy
  private var token: (text: String, end: ContinuousClock.Instant)?
  private var refresh: Task<String, any Error>?

  init(_ source: TokenSource, over transport: Transport, policy: RetryPolicy) {
    self.source = source
    self.transport = transport
    self.policy = policy
  }

  /// - Throws: ``DriveError``, or `CancellationError` where the caller is cancelled.
  func current() async throws -> String {
    while true {
      try Task.checkCancellation()
      if let token, ContinuousClock.now < token.end { return token.text }
      let refresh = refresh ?? Task { try await renew() }
      self.refresh = refresh
      do {
        return try await withTaskCancellationHandler {
          try await refresh.value
        } onCancel: {
          refresh.cancel()
        }
      } catch is CancellationError {
        // Perhaps of another who waited for the same: then it is begun again.
        continue
      }
    }
  }

  /// A token was refused: unless there is a newer one, the next to ask gets one.
  func discard(_ text: String) {
    if token?.text == text { token = nil }
  }

  private func renew() async throws -> String {
    defer { refresh = nil }
    var attempts = Attempts(policy)
    while true {
      do {
        let new = try await source.token(over: transport)
        // Not to the last moment: it has a way to go.
        token = (new.text, .now + max(new.lifetime - .seconds(60), new.lifetime / 2))
        return new.text
      } catch let delay as Delay {
        try await attempts.wait(retryAfter: delay.retryAfter, orThrow: delay.error)
      } catch let error as DriveError where error.code == .unavailable {
        try await attempts.wait(orThrow: error)
      }
    }
  }
}
