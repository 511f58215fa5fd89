import PostgreSQL
import ResumeModel

/// What an account may do.
public enum UserRole: String, Hashable, Sendable, Codable, CaseIterable {
  case recruiter, admin, candidate
}

/// An account.
public struct User: Hashable, Sendable, Codable {
  public var id: Int
  public var email: String
  public var username: String
  public var fullName: String?
  public var role: UserRole
  public var isActive: Bool
  /// ISO 8601, UTC.
  public var createdAt: String?
  /// That the address is theirs was seen to.
  public var isVerified = false
  /// ISO 8601, UTC; nil for who never signed in.
  public var lastLogin: String?
}

/// The accounts that every database has.
public struct DefaultAccounts: Hashable, Sendable {
  /// As whom the data directory's owner acts.
  public var adminID: Int
  /// For whom an ingest is that names no recruiter.
  public var recruiterID: Int

  public static let admin = "admin@localhost"
  public static let recruiter = "recruiter@localhost"
}

extension CandidateStore {
  /// No hash of any password: who has it can't sign in.
  static let unusablePassword = "!"

  /// Makes the accounts that every database has. Changes nothing where they are; may run in several programs at once.
  public func bootstrap() async throws -> DefaultAccounts {
    // As the connection's own role: before there is a user, nobody could be acted for.
    try await pool.withTransaction { transaction in
      let results = try await transaction.pipeline([
        Statement(
          """
          INSERT INTO users (email, username, hashed_password, full_name, role)
          VALUES ($1, $1, $3, 'Administrator', 'admin'), ($2, $2, $3, 'Default recruiter', 'recruiter')
          ON CONFLICT DO NOTHING
          """, [.text(DefaultAccounts.admin), .text(DefaultAccounts.recruiter), .text(Self.unusablePassword)]),
        Statement(
          """
          UPDATE admin_users SET is_super_admin = true, role = 'super_admin'
          WHERE email = $1 AND NOT EXISTS (SELECT FROM admin_users WHERE is_super_admin)
          """, [.text(DefaultAccounts.admin)]),
        Statement(
          """
          SELECT (SELECT id FROM users WHERE email = $1) AS admin, (SELECT id FROM users WHERE email = $2) AS recruiter
          """, [.text(DefaultAccounts.admin), .text(DefaultAccounts.recruiter)]),
      ])
      let row = try results[2].only()
      return DefaultAccounts(adminID: try row.int("admin"), recruiterID: try row.int("recruiter"))
    }
  }

  /// Makes an account, without a password where none is given; an admin's gets its row in `admin_users` by the database.
  ///
  /// - Throws: ``StoreError`` of code `userExists`, `weakPassword`, or `notPermitted` where the acting user is no admin, or no
  ///   super admin and adds an admin.
  public func addUser(
    email: EmailAddress, role: UserRole, fullName: String? = nil, password: String? = nil, actingUser: Int
  ) async throws -> User {
    let fullName = ColumnText.cleaned(fullName).map { ColumnText.cut($0, to: 255) }
    let username = ColumnText.cut(email.key, to: 100)
    var hash = Self.unusablePassword
    if let password { hash = try await Self.hash(.password(password)) ?? hash }
    do {
      return try await asUser(actingUser) { transaction in
        let user = try User(
          await transaction.query(
            """
            INSERT INTO users (email, username, hashed_password, full_name, role) VALUES ($1, $2, $3, $4, $5)
            RETURNING \(Self.userColumns)
            """,
            [.text(email.key), .text(username), .text(hash), .text(ifPresent: fullName), .text(role.rawValue)]
          ).only())
        try await Self.audit(
          "add_user", userID: user.id, field: "role", from: nil, to: role.rawValue, over: transaction)
        return user
      }
    } catch let error as PostgreSQLError where error.sqlState == .uniqueViolation {
      throw StoreError(.userExists, "there is an account with the address \(email.key)")
    } catch let error as PostgreSQLError where error.sqlState == .insufficientPrivilege {
      try await recordRefusal(of: "add_user", on: email.key, actingUser: actingUser)
      throw StoreError(.notPermitted, Self.refusal(error))
    }
  }

  /// The accounts that the acting user may see: an admin all, others their own.
  public func users(actingUser: Int) async throws -> [User] {
    try await asUser(actingUser) { transaction in
      try await transaction.query("SELECT \(Self.userColumns) FROM users ORDER BY id").map(User.init)
    }
  }

  /// The account with an address, whoever asks: to know who acts.
  public func user(email: String) async throws -> User? {
    let key = EmailAddress(email)?.key ?? email.lowercased()
    return try await asWorker { transaction in
      try await transaction.query("SELECT \(Self.userColumns) FROM users WHERE lower(email) = $1", [.text(key)]).first
        .map(User.init)
    }
  }

  /// The account with an id, whoever asks: to know who acts.
  public func user(id: Int) async throws -> User? {
    try await asWorker { transaction in
      try await transaction.query("SELECT \(Self.userColumns) FROM users WHERE id = $1", [.int(id)]).first
        .map(User.init)
    }
  }

  static var userColumns: String {
    """
    id, email, username, full_name, role, is_active, is_verified, \(isoTime("created_at")) AS created_at,
    \(isoTime("last_login AT TIME ZONE 'UTC'")) AS last_login
    """
  }
}

extension User {
  init(_ row: Row) throws {
    self.init(
      id: try row.int("id"), email: try row.string("email"), username: try row.string("username"),
      fullName: try row.string(ifPresent: "full_name"), role: UserRole(rawValue: try row.string("role")) ?? .candidate,
      isActive: try row.bool(ifPresent: "is_active") ?? true, createdAt: try row.string(ifPresent: "created_at"),
      isVerified: try row.bool(ifPresent: "is_verified") ?? false, lastLogin: try row.string(ifPresent: "last_login"))
  }
}
