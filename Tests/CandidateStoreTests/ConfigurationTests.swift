import PostgreSQL
import Testing

@testable import CandidateStore

@Suite struct ConfigurationTests {
  private static let key = "kP2vXyT0m9Qe4LrB7uHs1cWd5zAf8gJn"
  private static let other = "Zx7Cv1Bn3Mq5We9Rt2Yu4Io6Pa8Sd0Fg"

  private func code(_ body: () async throws -> Void) async -> StoreError.Code? {
    do { try await body() } catch { return (error as? StoreError)?.code }
    return nil
  }

  @Test func keysAreDerivedByHKDF() throws {
    // RFC 5869, A.3: no salt, no information.
    let derived = try SecretKey.derive(42, from: [UInt8](repeating: 0x0b, count: 22), information: "")
    #expect(
      derived.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")
  }

  @Test func sealsByAES256GCM() throws {
    // A text of zeros under a key and nonce of zeros. Source: McGrew, Viega 2005, "The Galois/Counter Mode of Operation",
    // test case 14.
    let sealed: [UInt8] =
      [UInt8](repeating: 0, count: 12) + [
        0xce, 0xa7, 0x40, 0x3d, 0x4d, 0x60, 0x6b, 0x6e, 0x07, 0x4e, 0xc5, 0xd3, 0xba, 0xf3, 0x9d, 0x18,
        0xd0, 0xd1, 0xc8, 0xa7, 0x99, 0x99, 0x6b, 0xf0, 0x26, 0x5b, 0x98, 0xb5, 0xd4, 0x8a, 0xb9, 0x19,
      ]
    let key = [UInt8](repeating: 0, count: 32)
    #expect(AuthenticatedCipher.open(sealed, key: key, context: []) == [UInt8](repeating: 0, count: 16))
    let own = try #require(AuthenticatedCipher.seal([1, 2, 3], key: key, context: [9]))
    #expect(AuthenticatedCipher.open(own, key: key, context: [9]) == [1, 2, 3])
    #expect(try #require(AuthenticatedCipher.seal([1, 2, 3], key: key, context: [9])) != own)
    #expect(AuthenticatedCipher.open(own, key: key, context: [8]) == nil)
    for index in own.indices {
      var damaged = own
      damaged[index] ^= 1
      #expect(AuthenticatedCipher.open(damaged, key: key, context: [9]) == nil, "byte \(index)")
    }
    #expect(AuthenticatedCipher.open(Array(own.prefix(27)), key: key, context: [9]) == nil)
  }

  @Test func aKeyThatCanBeGuessedIsRefused() {
    for text in ["", "short", String(repeating: "a", count: 64), "abababababababababababababababababab"] {
      #expect(throws: StoreError.self, "\(text)") { try SecretKey(text) }
    }
  }

  @Test func aKeyIsNotShownByMistake() throws {
    let key = try SecretKey(Self.key)
    var dumped = ""
    dump(key, to: &dumped)
    for text in ["\(key)", String(reflecting: key), "\([key])", dumped] {
      #expect(!text.contains(Self.key) && text.contains(key.id), "\(text)")
    }
    #expect(try SecretKey(" \(Self.key)\n").id == key.id)
    #expect(try SecretKey(Self.other).id != key.id)
  }

  @Test func aSecretIsSealedInTheTableAndOpensWithItsKeyAlone() async throws {
    let test = try await TestDatabase.makeStore()
    let (key, other) = (try SecretKey(Self.key), try SecretKey(Self.other))
    let admin = test.accounts.adminID
    let entry = try await test.store.setConfiguration(
      ConfigurationChange("smtp.password", "hunter2 ü\nsecond line", type: .secret, category: "email"), with: key,
      actingUser: admin)
    #expect(entry.value == nil && entry.isSecret && entry.keyID == key.id && entry.updatedBy == DefaultAccounts.admin)
    let stored = try await test.ask("SELECT value FROM configuration").only().string(0)
    #expect(stored.hasPrefix("aes-256-gcm:\(key.id):") && !stored.contains("hunter2"))
    #expect(
      try await test.store.revealConfiguration("smtp.password", with: key, actingUser: admin)
        == "hunter2 ü\nsecond line")
    #expect(try await test.store.configuration(actingUser: admin).map(\.value) == [nil])
    #expect(
      await code { _ = try await test.store.revealConfiguration("smtp.password", with: other, actingUser: admin) }
        == .wrongSecretKey)
    // Swapped into another row, it does not open there.
    _ = try await test.ask(
      "INSERT INTO configuration (key, value, type, is_secret) VALUES ('other', $1, 'secret', true)", [.text(stored)])
    #expect(
      await code { _ = try await test.store.revealConfiguration("other", with: key, actingUser: admin) }
        == .damagedSecret)
    _ = try await test.ask("UPDATE configuration SET value = left(value, -8) || 'AAAAAAA=' WHERE key = 'smtp.password'")
    #expect(
      await code { _ = try await test.store.revealConfiguration("smtp.password", with: key, actingUser: admin) }
        == .damagedSecret)
    let audit = try await test.ask("SELECT string_agg(changes::text, ' ') FROM audit_logs").only().string(0)
    #expect(!audit.contains("hunter2"))
    #expect(try await test.number("SELECT count(*) FROM audit_logs WHERE action = 'reveal_configuration'") == 1)
  }

  @Test func aSecretStaysOneAndNeedsAKey() async throws {
    let test = try await TestDatabase.makeStore()
    let key = try SecretKey(Self.key)
    let admin = test.accounts.adminID
    try await test.store.setConfiguration(
      ConfigurationChange("api.key", "one", type: .secret), with: key, actingUser: admin)
    try await test.store.setConfiguration(
      ConfigurationChange("api.key", "two", type: .string), with: key, actingUser: admin)
    #expect(try await test.store.revealConfiguration("api.key", with: key, actingUser: admin) == "two")
    #expect(
      await code {
        try await test.store.setConfiguration(ConfigurationChange("api.key", "three"), with: nil, actingUser: admin)
      } == .missingSecretKey)
    // Whoever writes it, a plain one is refused.
    await #expect(throws: PostgreSQLError.self) {
      _ = try await test.ask("UPDATE configuration SET value = 'plain' WHERE key = 'api.key'")
    }
    await #expect(throws: PostgreSQLError.self) {
      _ = try await test.ask("INSERT INTO configuration (key, value, type) VALUES ('x', 'plain', 'secret')")
    }
  }

  @Test func plainValuesHaveATypeAndAnAudit() async throws {
    let test = try await TestDatabase.makeStore()
    let admin = test.accounts.adminID
    try await test.store.setConfiguration(
      ConfigurationChange("limit", "12", type: .number, description: "a day"), with: nil, actingUser: admin)
    try await test.store.setConfiguration(ConfigurationChange("limit", "13"), with: nil, actingUser: admin)
    let entry = try #require(try await test.store.configuration("limit", actingUser: admin))
    #expect(entry.value == "13" && entry.type == .number && entry.description == "a day" && entry.updatedAt != nil)
    for change in [
      ConfigurationChange("limit", "many"), ConfigurationChange("on", "yes", type: .boolean),
      ConfigurationChange("limit", "nan"), ConfigurationChange("", "x"), ConfigurationChange("a b", "x"),
      ConfigurationChange("a\u{1b}", "x"), ConfigurationChange("nul", "a\0b"),
      ConfigurationChange(String(repeating: "k", count: 256), "x"),
    ] {
      #expect(
        await code { try await test.store.setConfiguration(change, with: nil, actingUser: admin) }
          == .invalidConfiguration, "\(change)")
    }
    let changes = try await test.ask(
      "SELECT string_agg(changes->'limit'->>'new', ' ' ORDER BY id) FROM audit_logs WHERE action = 'set_configuration'"
    ).only().string(0)
    #expect(changes == "12 13")
  }

  @Test func allAreSealedAnewOrNone() async throws {
    let test = try await TestDatabase.makeStore()
    let (key, other) = (try SecretKey(Self.key), try SecretKey(Self.other))
    let admin = test.accounts.adminID
    for name in ["a", "b", "c"] {
      try await test.store.setConfiguration(
        ConfigurationChange(name, "secret \(name)", type: .secret), with: key, actingUser: admin)
    }
    try await test.store.setConfiguration(ConfigurationChange("plain", "p"), with: nil, actingUser: admin)
    let third = try SecretKey("third" + Self.key)
    #expect(
      await code { _ = try await test.store.rekeyConfiguration(from: third, to: other, actingUser: admin) }
        == .wrongSecretKey)
    #expect(try await test.store.rekeyConfiguration(from: key, to: other, actingUser: admin) == 3)
    #expect(try await test.store.rekeyConfiguration(from: key, to: other, actingUser: admin) == 0)
    for name in ["a", "b", "c"] {
      #expect(try await test.store.revealConfiguration(name, with: other, actingUser: admin) == "secret \(name)")
    }
    // One that does not open holds up all.
    _ = try await test.ask("UPDATE configuration SET value = left(value, -8) || 'AAAAAAA=' WHERE key = 'b'")
    #expect(
      await code { _ = try await test.store.rekeyConfiguration(from: other, to: key, actingUser: admin) }
        == .damagedSecret)
    #expect(try await test.store.revealConfiguration("a", with: other, actingUser: admin) == "secret a")
    #expect(try await test.store.configuration("plain", actingUser: admin)?.value == "p")
  }

  @Test func onlyAdminsSeeAndChangeIt() async throws {
    let test = try await TestDatabase.makeStore()
    let recruiter = test.accounts.recruiterID
    try await test.store.setConfiguration(
      ConfigurationChange("a", "b"), with: nil, actingUser: test.accounts.adminID)
    #expect(try await test.store.configuration(actingUser: recruiter) == [])
    #expect(
      await code {
        try await test.store.setConfiguration(ConfigurationChange("a", "c"), with: nil, actingUser: recruiter)
      }
        == .notPermitted)
    #expect(
      await code {
        try await test.store.setConfiguration(ConfigurationChange("new", "c"), with: nil, actingUser: recruiter)
      } == .notPermitted)
  }
}
