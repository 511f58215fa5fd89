import PostgreSQL

/// What a value of the `configuration` table is.
public enum ConfigurationType: String, Hashable, Sendable, Codable, CaseIterable {
  case string, number, boolean, secret
}

/// A row of the `configuration` table.
public struct ConfigurationEntry: Hashable, Sendable, Codable {
  public var key: String
  /// Nil for a secret: ``CandidateStore/revealConfiguration(_:with:actingUser:)`` opens one.
  public var value: String?
  public var type: ConfigurationType
  public var isSecret: Bool
  public var category: String?
  public var description: String?
  /// Which key a secret is sealed with; see ``SecretKey/id``.
  public var keyID: String?
  /// ISO 8601, UTC.
  public var updatedAt: String?
  /// An admin's e-mail address.
  public var updatedBy: String?
}

/// What is set of a row of the `configuration` table; what is nil stays as it was.
public struct ConfigurationChange: Hashable, Sendable {
  public var key: String
  public var value: String
  public var type: ConfigurationType?
  public var category: String?
  public var description: String?

  public init(
    _ key: String, _ value: String, type: ConfigurationType? = nil, category: String? = nil, description: String? = nil
  ) {
    self.key = key
    self.value = value
    self.type = type
    self.category = category
    self.description = description
  }
}

extension ConfigurationEntry {
  init(_ row: Row) throws {
    let stored = try row.string(ifPresent: "value")
    let isSecret = try row.bool(ifPresent: "is_secret") ?? false
    self.init(
      key: try row.string("key"), value: isSecret ? nil : stored,
      type: isSecret ? .secret : ConfigurationType(rawValue: try row.string(ifPresent: "type") ?? "") ?? .string,
      isSecret: isSecret, category: try row.string(ifPresent: "category"),
      description: try row.string(ifPresent: "description"),
      keyID: isSecret ? stored.flatMap(SealedSecret.init)?.keyID : nil,
      updatedAt: try row.string(ifPresent: "updated_at"), updatedBy: try row.string(ifPresent: "updated_by"))
  }
}
