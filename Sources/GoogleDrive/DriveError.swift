/// Why Drive did not do what was asked. `code` is stable: it is stored, printed and documented.
public struct DriveError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong, coarsely. New codes may join.
  public struct Code: RawRepresentable, Hashable, Sendable, Codable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  public var code: Code
  /// One line for a person: what is wrong and what to do. No secret is in it; what Google said may be.
  public var detail: String

  public init(_ code: Code, _ detail: String) {
    self.code = code
    self.detail = detail
  }

  public var description: String { "\(code.rawValue): \(detail)" }
}

extension DriveError.Code {
  /// No such file or folder, or not shared with the account: Drive tells both alike.
  public static let notFound = Self(rawValue: "drive_not_found")
  /// It is there, and the account may not do this with it.
  public static let notShared = Self(rawValue: "drive_not_shared")
  /// Not permitted to anybody like this account: by the domain's policy, or the API is not enabled for the project.
  public static let forbidden = Self(rawValue: "drive_forbidden")
  /// Too many requests, and waiting as long as was allowed did not help.
  public static let rateLimited = Self(rawValue: "drive_rate_limited")
  /// The key or token was refused: revoked, expired, of a deleted account.
  public static let unauthorized = Self(rawValue: "drive_unauthorized")
  /// The signed assertion was refused because this machine's clock is off.
  public static let clockOff = Self(rawValue: "drive_clock_off")
  /// The page token is too old, or belongs to another question: begin anew.
  public static let pageTokenExpired = Self(rawValue: "drive_page_token_expired")
  /// Google, or the way there, is away or out of order.
  public static let unavailable = Self(rawValue: "drive_unavailable")
  /// The server is not who its certificate should say.
  public static let untrusted = Self(rawValue: "drive_untrusted")
  /// The proxy refuses to be one.
  public static let proxyRefused = Self(rawValue: "drive_proxy_refused")
  /// The bytes are not those that Drive's checksum is of, time and again.
  public static let checksum = Self(rawValue: "drive_checksum")
  /// The file changed each time it was downloaded.
  public static let changing = Self(rawValue: "drive_changing")
  /// More bytes than are taken, or than Google exports (10 MB).
  public static let tooLarge = Self(rawValue: "drive_too_large")
  /// Nothing that has bytes: a folder, a shortcut, a form …; or its owner lets nobody download it.
  public static let notDownloadable = Self(rawValue: "drive_not_downloadable")
  /// What came is not what the API's documentation says.
  public static let badAnswer = Self(rawValue: "drive_bad_answer")
  /// The request was refused as wrong, by a rule that is none of the above.
  public static let badRequest = Self(rawValue: "drive_bad_request")
  /// Key, token or client file can't be understood.
  public static let invalidCredentials = Self(rawValue: "drive_invalid_credentials")
  /// A setting of ``DriveConfiguration`` can't be used.
  public static let invalidConfiguration = Self(rawValue: "drive_invalid_configuration")
  /// The person did not consent, or too late.
  public static let consentRefused = Self(rawValue: "drive_consent_refused")
}

extension DriveError {
  /// May pass by itself: the same is worth trying again later, without anybody doing anything.
  public var isTransient: Bool {
    switch code {
    case .rateLimited, .unavailable, .checksum, .changing: true
    default: false
    }
  }

  /// Concerns the account or the way to Google rather than the file that was asked for: everything else fails alike.
  public var concernsEverything: Bool {
    switch code {
    case .rateLimited, .unauthorized, .clockOff, .unavailable, .untrusted, .proxyRefused, .invalidCredentials,
      .invalidConfiguration:
      true
    default: false
    }
  }
}
