import Foundation
import TestSupport
import Testing

/// Values and secrets by the command line: a real process, a real PostgreSQL.
@Suite struct ConfigCommandTests {
  private static let key = "kP2vXyT0m9Qe4LrB7uHs1cWd5zAf8gJn"
  private static let other = "Zx7Cv1Bn3Mq5We9Rt2Yu4Io6Pa8Sd0Fg"
  private static let secret = "hunter2-ünsafe"

  @Test func secretsComeFromFilesAndAreShownOnlyWhenAskedFor() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder()
    let keyFile = try folder.write(Self.key + "\n", to: "key")
    let secretFile = try folder.write("\(Self.secret)\n", to: "secret")
    let environment = ["HOTGIGS_SECRET_KEY_FILE": keyFile]
    func config(_ arguments: String..., by environment: [String: String]? = nil) throws -> Installation.Result {
      try hotgigs.run(["config"] + arguments, environment: environment ?? ["HOTGIGS_SECRET_KEY_FILE": keyFile])
    }
    let set = try config("set", "smtp.password", "--secret", "--from-file", secretFile, "--category", "email")
    #expect(set.status == 0 && set.output.hasPrefix("smtp.password is set, sealed with the key "), "\(set.errors)")
    #expect(try config("set", "features.referrals", "true", "--type", "boolean").status == 0)
    // By standard input, several lines of it.
    let lines = try folder.write("-----BEGIN KEY-----\r\nabc\r\n", to: "lines")
    let piped = try hotgigs.start(
      ["config", "set", "drive.key", "--secret", "--from-file", "-"], environment: environment, input: lines
    ).result()
    #expect(piped.status == 0, "\(piped.errors)")
    #expect(try config("get", "drive.key", "--reveal").output == "-----BEGIN KEY-----\r\nabc\n")

    let hidden = try config("get", "smtp.password")
    #expect(hidden.status == 64 && hidden.errors.contains("--reveal"))
    #expect(try config("get", "smtp.password", "--reveal").output == Self.secret + "\n")
    #expect(try config("get", "features.referrals").output == "true\n")
    for arguments in [["list"], ["list", "--json"], ["get", "smtp.password", "--json"]] {
      let shown = try hotgigs.run(["config"] + arguments, environment: environment)
      #expect(shown.status == 0 && shown.output.contains("smtp.password"), "\(shown.errors)")
      #expect(!(shown.output + shown.errors).contains(Self.secret))
    }
    #expect(try config("list", "--reveal").output.contains(Self.secret))
    let rows = try config("list", "--json").rows()
    #expect(rows.compactMap { $0["key"] as? String } == ["drive.key", "features.referrals", "smtp.password"])
    // Nowhere in the database, what is audited included.
    let dumped =
      try hotgigs.sql("SELECT c::text FROM configuration c") + hotgigs.sql("SELECT a::text FROM audit_logs a")
    #expect(!dumped.contains(Self.secret) && dumped.contains("reveal_configuration"))
  }

  @Test func refusalsSayWhatToDo() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder()
    let secretFile = try folder.write(Self.secret, to: "secret")
    let binary = try folder.write([0xff, 0xfe, 0x00], to: "binary")
    let withKey = ["HOTGIGS_SECRET_KEY": Self.key]
    #expect(
      try hotgigs.run("config", "set", "a.secret", "--secret", "--from-file", secretFile, environment: withKey).status
        == 0)
    #expect(try hotgigs.run("users", "add", "jane@example.com", "--role", "recruiter").status == 0)
    for (arguments, environment, status, advice) in [
      (["set", "b", "--secret", Self.secret], withKey, 64, "--from-file"),
      (["set", "b", Self.secret, "--type", "secret"], withKey, 64, "--from-file"),
      (["set", "a.secret", Self.secret], withKey, 64, "--from-file"),
      (["set", "b"], withKey, 64, "--from-file"),
      (["set", "b", "--secret"], withKey, 64, "no terminal"),
      (["set", "b", "--secret", "--from-file", folder.path + "/absent"], withKey, 66, "absent"),
      (["set", "b", "--from-file", binary], withKey, 65, "base64"),
      (["set", "b", "many", "--type", "number"], withKey, 65, "number"),
      (["set", "b c", "x"], withKey, 65, "letters"),
      (["set", "b", "--secret", "--from-file", secretFile], [:], 78, "openssl rand"),
      (["get", "a.secret", "--reveal"], [:], 78, "HOTGIGS_SECRET_KEY_FILE"),
      (["get", "a.secret", "--reveal"], ["HOTGIGS_SECRET_KEY": "correct horse"], 78, "openssl rand"),
      (["get", "a.secret", "--reveal"], ["HOTGIGS_SECRET_KEY_FILE": "/nowhere"], 78, "/nowhere"),
      (["get", "a.secret", "--reveal"], ["HOTGIGS_SECRET_KEY": Self.other], 78, "sealed with the key"),
      (["get", "nothing"], withKey, 66, "config list"),
      (["list", "--as", "jane@example.com"], withKey, 77, "admin"),
      (["get", "a.secret", "--as", "jane@example.com"], withKey, 77, "admin"),
      (["set", "b", "x", "--as", "jane@example.com"], withKey, 77, "admin"),
      (["rekey", "--new-key-file", secretFile], withKey, 78, "random"),
    ] as [([String], [String: String], Int32, String)] {
      let result = try hotgigs.run(["config"] + arguments, environment: environment)
      #expect(result.status == status, "\(arguments): \(result.status) \(result.errors)")
      #expect(result.errors.hasPrefix("error: ") || status == 64, "\(arguments): \(result.errors)")
      #expect(result.errors.contains(advice) && result.output.isEmpty, "\(arguments): \(result.errors)")
      for text in [Self.secret, Self.key, Self.other, "correct horse"] {
        #expect(!result.errors.contains(text), "\(arguments): \(result.errors)")
      }
    }
    _ = try hotgigs.sql("UPDATE configuration SET value = left(value, -8) || 'AAAAAAA=' WHERE key = 'a.secret'")
    let damaged = try hotgigs.run("config", "get", "a.secret", "--reveal", environment: withKey)
    #expect(damaged.status == 65 && damaged.errors.contains("damaged"), "\(damaged.errors)")
  }

  @Test func secretsAreSealedAnew() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder()
    let secretFile = try folder.write(Self.secret, to: "secret")
    let newKey = try folder.write(Self.other + "\n", to: "new")
    let former = ["HOTGIGS_SECRET_KEY": Self.key]
    let new = ["HOTGIGS_SECRET_KEY": Self.other]
    for name in ["a", "b"] {
      #expect(
        try hotgigs.run("config", "set", name, "--secret", "--from-file", secretFile, environment: former).status == 0)
    }
    let rekeyed = try hotgigs.run("config", "rekey", "--new-key-file", newKey, "--json", environment: former)
    #expect(try rekeyed.rows().first?["sealed"] as? Int == 2, "\(rekeyed.errors)")
    #expect(try hotgigs.run("config", "get", "a", "--reveal", environment: new).output == Self.secret + "\n")
    #expect(try hotgigs.run("config", "get", "a", "--reveal", environment: former).status == 78)
    let again = try hotgigs.run("config", "rekey", "--new-key-file", newKey, environment: former)
    #expect(again.status == 0 && again.output.hasPrefix("0 secrets are"), "\(again.errors)")
  }
}
