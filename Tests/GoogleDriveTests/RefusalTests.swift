import FoundationEssentials
import NIOHTTP1
import Testing

@testable import GoogleDrive

@Suite struct RefusalTests {
  private func refusal(_ status: Int, _ reason: String?, location: String? = nil, retryAfter: String? = nil) -> Refusal
  {
    var item: [String: String] = ["domain": "global", "message": "words"]
    item["reason"] = reason
    item["location"] = location
    struct Body: Encodable {
      var error: Inner
      struct Inner: Encodable {
        var code: Int
        var message = "words\nof Google's"
        var errors: [[String: String]]
      }
    }
    let body = try? JSONEncoder().encode(Body(error: .init(code: status, errors: [item])))
    let headers = retryAfter.map { HTTPHeaders([("Retry-After", $0)]) } ?? [:]
    return Refusal(status: status, headers: headers, body: body.map(Array.init) ?? [])
  }

  @Test(arguments: [
    (400, "invalid", "pageToken", "drive_page_token_expired", false), (400, "invalid", "q", "drive_bad_request", false),
    (401, "authError", nil, "drive_unauthorized", true),
    (403, "userRateLimitExceeded", nil, "drive_rate_limited", true),
    (403, "rateLimitExceeded", nil, "drive_rate_limited", true), (429, nil, nil, "drive_rate_limited", true),
    // Until tomorrow: not within this call.
    (403, "dailyLimitExceeded", nil, "drive_rate_limited", false),
    (403, "insufficientFilePermissions", nil, "drive_not_shared", false),
    (403, "domainPolicy", nil, "drive_forbidden", false), (403, "accessNotConfigured", nil, "drive_forbidden", false),
    (403, "exportSizeLimitExceeded", nil, "drive_too_large", false),
    (403, "fileNotDownloadable", nil, "drive_not_downloadable", false),
    (404, "notFound", "fileId", "drive_not_found", false),
    (500, "backendError", nil, "drive_unavailable", true), (503, nil, nil, "drive_unavailable", true),
    (302, nil, nil, "drive_bad_answer", false),
  ])
  func tells(_ status: Int, reason: String?, location: String?, code: String, isRetried: Bool) {
    let refusal = refusal(status, reason, location: location)
    let error = refusal.error(for: APIRequest("/drive/v3/files/x"), account: "intake@example.com")
    #expect(error.code.rawValue == code)
    #expect(refusal.isWorthRetrying == isRetried)
    #expect(!error.detail.contains("\n"))
  }

  @Test func namesWhomToShareWith() {
    let error = refusal(404, "notFound").error(for: APIRequest("/drive/v3/files/x"), account: "intake@example.com")
    #expect(error.detail.contains("intake@example.com"))
  }

  /// A load balancer's page is no JSON.
  @Test func readsWhatIsNoJSON() {
    let refusal = Refusal(status: 502, headers: [:], body: Array("<html>".utf8))
    #expect(refusal.error(for: APIRequest("/"), account: nil).detail.contains("HTTP 502"))
  }

  @Test(
    arguments: [
      ("7", 7), ("0", 0), ("-1", nil), ("Sun, 06 Nov 1994 08:50:37 GMT", 60), ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
      ("soon", nil),
      ("Sun, 06 Nov 1994 8:50 GMT", nil),
    ] as [(String, Int?)])
  func readsWhenToComeAgain(_ text: String, seconds: Int?) {
    let now = Date(timeIntervalSince1970: 784_111_777)
    #expect(Refusal.delay(text, now: now) == seconds.map { .seconds($0) })
  }
}
