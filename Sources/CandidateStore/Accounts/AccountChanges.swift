import PostgreSQL
import ResumeModel

/// What an admin changes of an account.
public enum AccountChange: Hashable, Sendable {
  case password(String)
  case isActive(Bool)
  /// - isSuperAdmin: manages admins; only for role `admin`.
  case role(UserRole, isSuperAdmin: Bool)
  /// The company is made where there is none of that name.
  case company(String)
  case isVerified(Bool)

  /// As `audit_logs` names it.
  var action: String {
    switch self {
    case .password: "change_password"
    case .isActive(true): "activate"
    case .isActive(false): "deactivate"
    case .role: "change_role"
    case .company: "change_company"
    case .isVerified: "verify"
    }
  }
}

extension CandidateStore {
  /// Changes an account and writes it to `audit_logs` with what it was before; an admin's attempt that is refused, too.
  ///
  /// - Throws: ``StoreError`` of code `unknownUser`, `weakPassword`, or `notPermitted`: only an admin changes accounts, only a
  ///   super admin those of admins, and the last active super admin stays one.
  public func change(_ email: String, _ change: AccountChange, actingUser: Int) async throws -> User {
    let key = EmailAddress(email)?.key ?? email.lowercased()
    let hash = try await Self.hash(change)
    do {
      return try await asUser(actingUser) { transaction in
        guard
          let former = try await transaction.query(
            """
            SELECT u.id, u.role, u.is_active, u.is_verified, c.name AS company, coalesce(a.is_super_admin, false) AS is_super
            FROM users u LEFT JOIN companies c ON c.id = u.company_id
              LEFT JOIN admin_users a ON lower(a.email) = lower(u.email)
            WHERE lower(u.email) = $1
            """, [.text(key)]
          ).first
        else { throw StoreError(.unknownUser, "no user \(key); see hotgigs users list") }
        let id = try former.int("id")
        // First: who ends their own being an admin is none afterwards.
        let (field, old, new) = try Self.difference(change, from: former)
        try await Self.audit(change.action, userID: id, field: field, from: old, to: new, over: transaction)
        try await Self.apply(change, hash: hash, to: id, key, actingUser: actingUser, over: transaction)
        return try User(
          await transaction.query("SELECT \(Self.userColumns) FROM users WHERE id = $1", [.int(id)]).only())
      }
    } catch let error as PostgreSQLError where error.sqlState == .insufficientPrivilege {
      try await recordRefusal(of: change.action, on: key, actingUser: actingUser)
      throw StoreError(.notPermitted, Self.refusal(error))
    }
  }

  static func hash(_ change: AccountChange) async throws(StoreError) -> String? {
    guard case .password(let password) = change else { return nil }
    guard password.count >= shortestPassword else {
      throw StoreError(.weakPassword, "the password is shorter than \(shortestPassword) characters: take a longer one")
    }
    return try await PasswordHash.of(password).encoded
  }

  /// The field, what it was, what it becomes; never a hash.
  private static func difference(_ change: AccountChange, from former: Row) throws -> (String, String?, String?) {
    switch change {
    case .password: ("password", nil, "changed")
    case .isActive(let isActive): ("is_active", try former.bool(ifPresent: "is_active").map(String.init), "\(isActive)")
    case .isVerified(let isVerified):
      ("is_verified", try former.bool(ifPresent: "is_verified").map(String.init), "\(isVerified)")
    case .role(let role, let isSuperAdmin):
      (
        "role", try former.bool("is_super") ? "super_admin" : try former.string("role"),
        isSuperAdmin ? "super_admin" : role.rawValue
      )
    case .company(let name): ("company", try former.string(ifPresent: "company"), name)
    }
  }

  private static func apply(
    _ change: AccountChange, hash: String?, to id: Int, _ key: String, actingUser: Int, over transaction: Transaction
  ) async throws {
    switch change {
    case .password: try await set("hashed_password", .text(hash ?? unusablePassword), of: id, over: transaction)
    case .isActive(let isActive): try await set("is_active", .bool(isActive), of: id, over: transaction)
    case .isVerified(let isVerified): try await set("is_verified", .bool(isVerified), of: id, over: transaction)
    case .role(let role, let isSuperAdmin):
      try await set("role", .text(role.rawValue), of: id, over: transaction)
      guard role == .admin else { return }
      _ = try await transaction.query(
        """
        UPDATE admin_users SET is_super_admin = $2, role = CASE WHEN $2 THEN 'super_admin' ELSE 'admin' END
        WHERE lower(email) = $1 AND is_super_admin IS DISTINCT FROM $2
        """, [.text(key), .bool(isSuperAdmin)])
    case .company(let name):
      let known = try await transaction.query(
        "SELECT id FROM companies WHERE lower(name) = lower($1) ORDER BY id LIMIT 1", [.text(name)]
      ).first
      let company: Row
      if let known {
        company = known
      } else {
        company = try await transaction.query(
          "INSERT INTO companies (name, created_by) VALUES ($1, $2) RETURNING id", [.text(name), .int(actingUser)]
        ).only()
      }
      try await set("company_id", .int(try company.int("id")), of: id, over: transaction)
    }
  }

  /// - Parameter column: one of our names, never of a person's.
  private static func set(
    _ column: String, _ value: SQLValue, of id: Int, over transaction: Transaction
  ) async throws {
    let changed = try await transaction.query(
      "UPDATE users SET \(column) = $2, updated_at = CURRENT_TIMESTAMP WHERE id = $1", [.int(id), value])
    // A policy hides the row from who may see but not change it.
    guard changed.affectedRows == 1 else { throw StoreError(.notPermitted, "only an admin changes accounts") }
  }

  /// What a trigger of ours says is for people; what PostgreSQL says of tables is not.
  static func refusal(_ error: PostgreSQLError) -> String {
    error.message.contains("super admin")
      ? error.message + (error.hint.map { ": \($0)" } ?? "") : "only an admin changes accounts"
  }
}
