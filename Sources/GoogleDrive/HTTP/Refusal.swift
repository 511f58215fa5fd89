import FoundationEssentials
import NIOHTTP1

/// An answer of the API that is no success.
///
/// Source: Drive API, "Resolve errors": `{"error": {"code", "message", "errors": [{"reason", "location", …}]}}`.
struct Refusal {
  let status: Int
  /// As `rateLimitExceeded`; nil where a proxy or load balancer answered instead.
  let reason: String?
  /// The parameter that is at fault.
  let location: String?
  let message: String
  let retryAfter: Duration?

  init(status: Int, headers: HTTPHeaders, body: [UInt8], now: Date = Date()) {
    struct Answer: Decodable {
      var error: Detail
      struct Detail: Decodable {
        var message: String?
        var errors: [Item]?
      }
      struct Item: Decodable {
        var reason: String?
        var location: String?
      }
    }
    let answer = try? JSONDecoder().decode(Answer.self, from: Data(body))
    let first = answer?.error.errors?.first
    self.status = status
    reason = first?.reason
    location = first?.location
    message = String((answer?.error.message ?? "HTTP \(status)").prefix(300).map { $0.isNewline ? " " : $0 })
    retryAfter = headers.first(name: "Retry-After").flatMap { Self.delay($0, now: now) }
  }

  /// Seconds, or a date of HTTP's.
  static func delay(_ text: String, now: Date) -> Duration? {
    if let seconds = Int(text) { return seconds < 0 ? nil : .seconds(min(seconds, 1 << 30)) }
    return HTTPDate.parse(text).map { .seconds(max($0.timeIntervalSince(now), 0)) }
  }

  /// Passes by itself, soon; a token's refusal, with the next token.
  var isWorthRetrying: Bool {
    switch (status, reason) {
    case (403, "rateLimitExceeded"), (403, "userRateLimitExceeded"), (401, _), (429, _), (408, _), (500...599, _):
      true
    default: false
    }
  }

  func error(for request: APIRequest, account: String?) -> DriveError {
    let whom = account.map { "with \($0)" } ?? "with the account that consented"
    switch (status, reason) {
    case (400, _) where location == "pageToken", (404, _) where request.namesOnlyItsPlace, (410, _):
      return DriveError(.pageTokenExpired, "the place in the list is not valid any more: list anew")
    case (401, _):
      return DriveError(
        .unauthorized, "Google refuses a token it just gave (\(message)): consent again, or make a new key")
    case (404, _):
      return DriveError(.notFound, "there is no such file or folder, or it is not shared \(whom)")
    case (403, "rateLimitExceeded"), (403, "userRateLimitExceeded"), (403, "dailyLimitExceeded"),
      (403, "quotaExceeded"),
      (429, _):
      return DriveError(.rateLimited, "too many requests (\(message)): sync less often, or raise the project's quota")
    case (403, "insufficientFilePermissions"), (403, "appNotAuthorizedToFile"):
      return DriveError(.notShared, "it may not be read (\(message)): share it \(whom)")
    case (403, "exportSizeLimitExceeded"):
      return DriveError(.tooLarge, "more than the 10 MB that Google exports: download it as DOCX by hand")
    case (403, "fileNotDownloadable"), (403, "cannotDownloadFile"), (403, "cannotExportFile"),
      (403, "cannotDownloadAbusiveFile"):
      return DriveError(.notDownloadable, "Google does not hand it out: \(message)")
    case (403, "accessNotConfigured"), (403, "SERVICE_DISABLED"):
      return DriveError(.forbidden, "enable the Drive API for the project in Google's console (\(message))")
    case (403, _):
      return DriveError(.forbidden, "not permitted: \(message)")
    case (416, _):
      return DriveError(.badRange, "the file is shorter than it was")
    case (407, _):
      return DriveError(.proxyRefused, "the proxy refuses: \(message)")
    case (408, _), (500...599, _):
      return DriveError(.unavailable, "Google is out of order: \(message)")
    case (300..<400, _):
      return DriveError(.badAnswer, "sent elsewhere (HTTP \(status)), where tokens do not go")
    default:
      return DriveError(.badRequest, "refused: \(message)")
    }
  }
}

extension APIRequest {
  /// Changes of all that an account sees: that something is not there can only mean the token.
  var namesOnlyItsPlace: Bool { path == "/drive/v3/changes" && self["driveId"] == nil }
}

extension DriveError.Code {
  /// Asked for bytes past the end; never leaves this target.
  static let badRange = Self(rawValue: "drive_bad_range")
}
