/// Why a file has no candidate. Codes are stable: stored in `resumes.error_code`, printed and documented.
public struct ErrorCode: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public var description: String { rawValue }
}

extension ErrorCode {
  /// The content is of no type that a reader takes.
  public static let unsupportedType = Self(rawValue: "unsupported_type")
  /// Needs a password; `hotgigs parse --password-file F` and `hotgigs reprocess --password-file F` take one.
  public static let encrypted = Self(rawValue: "encrypted")
  /// Of a known type, but damaged beyond reading.
  public static let corrupt = Self(rawValue: "corrupt")
  /// Over the size limit of `pipeline.yaml`.
  public static let tooLarge = Self(rawValue: "too_large")
  /// No text in it: zero bytes, or pages without text.
  public static let empty = Self(rawValue: "empty")
  /// More pages, characters, entries, nesting or inflated bytes than a resume can need.
  public static let limitExceeded = Self(rawValue: "limit_exceeded")
  /// Not read within the deadline.
  public static let timeout = Self(rawValue: "timeout")
  /// The file could not be opened or read from its source.
  public static let unreadable = Self(rawValue: "unreadable")
  /// The reader died on it, each time it was tried.
  public static let crashed = Self(rawValue: "crashed")
  /// No e-mail address in it; `hotgigs reprocess --id N --email E` supplies one.
  public static let missingEmail = Self(rawValue: "missing_email")
  /// Its address belongs to a candidate who is clearly another person.
  public static let identityConflict = Self(rawValue: "identity_conflict")
  /// Holds a value that PostgreSQL refuses.
  public static let invalidData = Self(rawValue: "invalid_data")
  /// A letter, a job advert, an invoice …
  public static let notAResume = Self(rawValue: "not_a_resume")
  /// Malware was found in it.
  public static let infected = Self(rawValue: "infected")
  /// Its person was erased; `hotgigs candidates unsuppress` lets them in again.
  public static let suppressed = Self(rawValue: "suppressed")

  /// Every code, in the order of the documentation.
  public static let all: [ErrorCode] = [
    .unsupportedType, .encrypted, .corrupt, .tooLarge, .empty, .limitExceeded, .timeout, .unreadable, .crashed,
    .missingEmail, .identityConflict, .invalidData, .notAResume, .infected, .suppressed,
  ]
}

/// Why a document could not be read: a stable code, and one line for a person that says what is wrong and what to do.
public struct ExtractionError: Error, Hashable, Sendable, Codable, CustomStringConvertible {
  public var code: ErrorCode
  public var detail: String

  public init(_ code: ErrorCode, _ detail: String) {
    self.code = code
    self.detail = detail
  }

  public var description: String { "\(code): \(detail)" }
}
