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
          INSERT INTO admin_users (email, username, hashed_password, full_name)
          VALUES ($1, $1, $2, 'Administrator') ON CONFLICT DO NOTHING
          """, [.text(DefaultAccounts.admin), .text(Self.unusablePassword)]),
        Statement(
          """
          SELECT (SELECT id FROM users WHERE email = $1) AS admin, (SELECT id FROM users WHERE email = $2) AS recruiter
          """, [.text(DefaultAccounts.admin), .text(DefaultAccounts.recruiter)]),
      ])
      let row = try results[2].only()
      return DefaultAccounts(adminID: try row.int("admin"), recruiterID: try row.int("recruiter"))
    }
  }

  /// Makes an account without a password; an admin's has its row in `admin_users` too.
  ///
  /// - Throws: ``StoreError`` of code `userExists`, or `notPermitted` where the acting user is no admin.
  public func addUser(
    email: EmailAddress, role: UserRole, fullName: String? = nil, actingUser: Int
  ) async throws -> User {
    let fullName = ColumnText.cleaned(fullName).map { ColumnText.cut($0, to: 255) }
    let username = ColumnText.cut(email.key, to: 100)
    do {
      return try await asUser(actingUser) { transaction in
        var statements = [
          Statement(
            """
            INSERT INTO users (email, username, hashed_password, full_name, role) VALUES ($1, $2, $3, $4, $5)
            RETURNING \(Self.userColumns)
            """,
            [
              .text(email.key), .text(username), .text(Self.unusablePassword), .text(ifPresent: fullName),
              .text(role.rawValue),
            ])
        ]
        if role == .admin {
          statements.append(
            Statement(
              "INSERT INTO admin_users (email, username, hashed_password, full_name) VALUES ($1, $2, $3, $4)",
              [.text(email.key), .text(username), .text(Self.unusablePassword), .text(ifPresent: fullName)]))
        }
        return try User(try await transaction.pipeline(statements)[0].only())
      }
    } catch let error as PostgreSQLError where error.sqlState == .uniqueViolation {
      throw StoreError(.userExists, "there is an account with the address \(email.key)")
    } catch let error as PostgreSQLError where error.sqlState == .insufficientPrivilege {
      throw StoreError(.notPermitted, "only an admin adds users")
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

  private static var userColumns: String {
    "id, email, username, full_name, role, is_active, \(isoTime("created_at")) AS created_at"
  }
}

extension User {
  init(_ row: Row) throws {
    self.init(
      id: try row.int("id"), email: try row.string("email"), username: try row.string("username"),
      fullName: try row.string(ifPresent: "full_name"), role: UserRole(rawValue: try row.string("role")) ?? .candidate,
      isActive: try row.bool(ifPresent: "is_active") ?? true, createdAt: try row.string(ifPresent: "created_at"))
  }
}
