import Foundation
import TestSupport
import Testing

@testable import GoogleDrive

@Suite struct DriveCredentialsTests {
  @Test(arguments: [
    ("", "JSON"), ("not JSON", "JSON"), ("[]", "JSON"), ("{}", "missing"),
    (#"{"type": "external_account"}"#, "another"),
    (#"{"type": "service_account", "client_email": "a@b"}"#, "private_key"),
    (#"{"type": "service_account", "client_email": "a@b", "private_key": "no key"}"#, "PEM"),
    (
      #"{"type": "service_account", "client_email": "a@b", "private_key": "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"}"#,
      "damaged"
    ),
    (#"{"type": "authorized_user", "client_id": "c"}"#, "refresh_token"),
    (#"{"installed": {"client_id": "c", "client_secret": "hush"}}"#, "consent"),
  ])
  func refuses(_ text: String, because word: String) throws {
    let error = try #require(throws: DriveError.self) { try DriveCredentials(json: Array(text.utf8)) }
    #expect(error.code == .invalidCredentials)
    #expect(error.detail.contains(word), "\(error)")
    #expect(!error.detail.contains("hush") && !error.detail.contains("no key"))
  }

  @Test func refusesAKeyThatIsNoRSAKey() async throws {
    let folder = try TemporaryFolder()
    try await Shell.runAside(
      "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem", in: folder.path)
    let pem = try String(contentsOfFile: folder.path + "/key.pem", encoding: .utf8)
    let file = ["type": "service_account", "client_email": "a@b", "private_key": pem]
    let json = Array(try JSONEncoder().encode(file))
    let error = try #require(throws: DriveError.self) { try DriveCredentials(json: json) }
    #expect(error.detail.contains("RSA"))
  }

  @Test func keepsItsSecrets() async throws {
    let server = try await DriveServer()
    for file in [server.serviceAccountKey, server.authorizedUser] {
      let credentials = try server.credentials(file)
      var shown = "\(credentials) \(String(reflecting: credentials))"
      dump(credentials, to: &shown)
      if case .serviceAccount(let key) = credentials { dump(key, to: &shown) }
      #expect(
        !shown.contains("PRIVATE KEY") && !shown.contains("refresh-token") && !shown.contains("a client's secret"))
      // What is kept in a secret place is the whole again.
      #expect(try DriveCredentials(json: credentials.encoded()) == credentials)
    }
  }

  @Test(arguments: [
    "http://example.com", "https://", "example.com", "https://user@example.com", "https://example.com?x=1",
  ])
  func refusesAnAddressThatTokensShouldNotGoTo(_ url: String) async throws {
    let server = try await DriveServer()
    var configuration = server.configuration()
    configuration.apiURL = url
    let error = try #require(throws: DriveError.self) {
      try DriveClient(try server.credentials(), configuration: configuration)
    }
    #expect(error.code == .invalidConfiguration)
  }

  @Test(arguments: ["https://example.com:1", "example.com:3128", "http://"])
  func refusesWhatIsNoProxy(_ url: String) throws {
    var configuration = DriveConfiguration()
    configuration.proxyURL = url
    let error = try #require(throws: DriveError.self) { try Transport(configuration) }
    #expect(error.code == .invalidConfiguration)
  }

  @Test func refusesAuthoritiesThatAreNone() throws {
    var configuration = DriveConfiguration()
    configuration.trustedAuthorities = "/dev/null"
    let error = try #require(throws: DriveError.self) { try Transport(configuration) }
    #expect(error.code == .invalidConfiguration)
  }
}
