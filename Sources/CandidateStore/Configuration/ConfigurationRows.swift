import PostgreSQL

/// The `configuration` table: an admin's alone, secrets sealed.
extension CandidateStore {
  /// The longest value, in bytes.
  public static let longestConfigurationValue = 1 << 20

  /// All rows by key, the values of secrets left out; none for who is no admin.
  public func configuration(actingUser: Int) async throws -> [ConfigurationEntry] {
    try await asUser(actingUser) { transaction in
      try await transaction.query("\(Self.configurationQuery) ORDER BY c.key").map(ConfigurationEntry.init)
    }
  }

  /// One row; nil where there is none that the acting user may see.
  public func configuration(_ key: String, actingUser: Int) async throws -> ConfigurationEntry? {
    try await asUser(actingUser) { transaction in
      try await transaction.query("\(Self.configurationQuery) WHERE c.key = $1", [.text(key)]).first
        .map(ConfigurationEntry.init)
    }
  }

  /// A secret in plain text. That it was looked at is written to `audit_logs`.
  ///
  /// - Throws: ``StoreError`` of code `unknownConfiguration`, `wrongSecretKey` or `damagedSecret`.
  public func revealConfiguration(_ key: String, with secretKey: SecretKey, actingUser: Int) async throws -> String {
    try await asUser(actingUser) { transaction in
      guard
        let row = try await transaction.query(
          "SELECT id, value FROM configuration WHERE key = $1 AND is_secret", [.text(key)]
        ).first
      else { throw StoreError(.unknownConfiguration, "there is no secret \(key); see hotgigs config list") }
      guard let sealed = try row.string(ifPresent: "value").flatMap(SealedSecret.init) else {
        throw StoreError.damaged(key)
      }
      let secret = try sealed.opened(of: key, with: secretKey)
      try await Self.audit(
        "reveal_configuration", resource: "configuration", id: try row.int("id"), field: "value", from: nil,
        to: nil, over: transaction)
      return secret
    }
  }

  /// Sets a value. A secret stays one: its value is sealed, whatever type is asked for.
  ///
  /// - Parameter secretKey: needed for a secret only.
  /// - Throws: ``StoreError`` of code `invalidConfiguration`, `missingSecretKey` or `notPermitted`.
  @discardableResult
  public func setConfiguration(
    _ change: ConfigurationChange, with secretKey: SecretKey?, actingUser: Int
  ) async throws -> ConfigurationEntry {
    try Self.check(change)
    do {
      return try await asUser(actingUser) { transaction in
        let former = try await transaction.query(
          "SELECT value, type, is_secret FROM configuration WHERE key = $1 FOR UPDATE", [.text(change.key)]
        ).first
        let wasSecret = try former?.bool(ifPresent: "is_secret") ?? false
        let formerType = try former?.string(ifPresent: "type").flatMap(ConfigurationType.init)
        let type = wasSecret ? .secret : change.type ?? formerType ?? .string
        try Self.check(change.value, is: type, key: change.key)
        let isSecret = type == .secret
        var value = change.value
        if isSecret {
          guard let secretKey else { throw StoreError(.missingSecretKey, "there is no key to seal \(change.key) with") }
          value = try SealedSecret(change.value, of: change.key, with: secretKey).stored
        }
        let id = try await transaction.query(
          """
          INSERT INTO configuration (key, value, type, is_secret, category, description, updated_by)
          VALUES ($1, $2, $3, $4, $5, $6, hotgigs_admin_id())
          ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, type = EXCLUDED.type, is_secret = EXCLUDED.is_secret,
            category = coalesce(EXCLUDED.category, configuration.category),
            description = coalesce(EXCLUDED.description, configuration.description),
            updated_by = EXCLUDED.updated_by, updated_at = CURRENT_TIMESTAMP
          RETURNING id
          """,
          [
            .text(change.key), .text(value), .text(type.rawValue), .bool(isSecret), .text(ifPresent: change.category),
            .text(ifPresent: change.description),
          ]
        ).only().int("id")
        let old = isSecret ? nil : try former?.string(ifPresent: "value")
        try await Self.audit(
          "set_configuration", resource: "configuration", id: id, field: change.key, from: old,
          to: isSecret ? "changed" : change.value, over: transaction)
        return try await ConfigurationEntry(
          transaction.query("\(Self.configurationQuery) WHERE c.key = $1", [.text(change.key)]).only())
      }
    } catch let error as PostgreSQLError where error.sqlState == .insufficientPrivilege {
      throw StoreError(.notPermitted, "only an admin changes the configuration")
    }
  }

  /// Seals all secrets with another key: all of them or, where one does not open, none. Those that have it already stay.
  ///
  /// - Returns: how many were sealed anew.
  /// - Throws: ``StoreError`` of code `wrongSecretKey` or `damagedSecret`.
  public func rekeyConfiguration(from former: SecretKey, to new: SecretKey, actingUser: Int) async throws -> Int {
    try await asUser(actingUser) { transaction in
      let rows = try await transaction.query(
        "SELECT id, key, value FROM configuration WHERE is_secret AND value IS NOT NULL ORDER BY id FOR UPDATE")
      var count = 0
      for row in rows {
        let name = try row.string("key")
        guard let sealed = SealedSecret(try row.string("value")) else { throw StoreError.damaged(name) }
        guard sealed.keyID != new.id else { continue }
        let secret = try sealed.opened(of: name, with: former)
        _ = try await transaction.query(
          "UPDATE configuration SET value = $2 WHERE id = $1",
          [.int(try row.int("id")), .text(try SealedSecret(secret, of: name, with: new).stored)])
        count += 1
      }
      if count > 0 {
        try await Self.audit(
          "rekey_configuration", resource: "configuration", id: nil, field: "key", from: former.id, to: new.id,
          over: transaction)
      }
      return count
    }
  }

  private static var configurationQuery: String {
    """
    SELECT c.key, c.value, c.type, c.is_secret, c.category, c.description, \(isoTime("c.updated_at")) AS updated_at,
      a.email AS updated_by
    FROM configuration c LEFT JOIN admin_users a ON a.id = c.updated_by
    """
  }

  private static func check(_ change: ConfigurationChange) throws(StoreError) {
    let allowed = change.key.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    guard allowed, (1...255).contains(change.key.utf8.count) else {
      throw StoreError(.invalidConfiguration, "a key is 1 to 255 letters, digits, dots, dashes and underscores")
    }
    guard change.value.utf8.count <= longestConfigurationValue, !change.value.utf8.contains(0),
      (change.category?.utf8.count ?? 0) <= 100, change.category?.utf8.contains(0) != true,
      change.description?.utf8.contains(0) != true
    else {
      throw StoreError(
        .invalidConfiguration,
        "a value is text without NUL of at most \(longestConfigurationValue) bytes, a category of at most 100")
    }
  }

  private static func check(_ value: String, is type: ConfigurationType, key: String) throws(StoreError) {
    switch type {
    case .number where Double(value)?.isFinite != true:
      throw StoreError(.invalidConfiguration, "\(key) is a number: write it as 12 or 0.5")
    case .boolean where value != "true" && value != "false":
      throw StoreError(.invalidConfiguration, "\(key) is a boolean: true or false")
    default: return
    }
  }
}
