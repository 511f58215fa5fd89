/// How Drive is reached.
public struct DriveConfiguration: Hashable, Sendable {
  /// What comes before `/drive/v3`. HTTPS; plain HTTP only to this machine.
  public var apiURL = "https://www.googleapis.com"
  /// Where tokens come from; nil: where the key says, or Google's.
  public var tokenURL: String?
  /// Where a person consents.
  public var consentURL = "https://accounts.google.com/o/oauth2/v2/auth"
  /// As `http://proxy.example.com:3128` or with `user:password@`; nil: none. Only HTTPS goes through it as HTTPS does: by CONNECT.
  public var proxyURL: String?
  /// A PEM file of authorities that are trusted besides the system's; nil: only those.
  public var trustedAuthorities: String?
  public var connectTimeout: Duration = .seconds(10)
  /// Nothing comes for as long: the connection is given up.
  public var idleTimeout: Duration = .seconds(60)
  public var retries = RetryPolicy()
  /// How many files or changes are asked for at once; Drive's most is 1,000.
  public var pageSize = 1000

  public init() {}
}

/// How long one call is tried: exponential back-off with jitter, as Google asks for.
///
/// Source: Drive API, "Resolve errors", truncated exponential backoff.
public struct RetryPolicy: Hashable, Sendable {
  /// Attempts in all.
  public var tries = 6
  /// About the first wait; each later one is twice as long, up to ``longestDelay``.
  public var baseDelay: Duration = .seconds(1)
  public var longestDelay: Duration = .seconds(64)
  /// No wait begins that would end later than this after the call began. A `Retry-After` beyond it ends the call at once.
  public var totalTime: Duration = .seconds(300)

  public init() {}
}
