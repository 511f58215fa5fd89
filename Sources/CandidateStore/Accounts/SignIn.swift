import PostgreSQL
import ResumeModel

extension CandidateStore {
  /// The shortest password, in characters. Source: NIST SP 800-63B §5.1.1.2 asks for eight; ours are seldom typed.
  public static let shortestPassword = 12

  /// Who signs in with an address and a password; notes when.
  ///
  /// An unknown address, a wrong password, a deactivated account and one without a password are refused alike, after the
  /// same time, and leave an entry in `error_logs`.
  ///
  /// - Throws: ``StoreError`` of code `signInFailed`, or `PostgreSQLError`.
  public func signIn(email: String, password: String) async throws -> User {
    let key = EmailAddress(email)?.key ?? email.lowercased()
    // As the connection's own role: nobody is acted for yet, and no other reads hashes.
    let row = try await pool.query(
      "SELECT id, is_active, hashed_password FROM users WHERE lower(email) = $1", [.text(key)]
    ).first
    let id = try row?.int("id")
    let stored = try row.map { PasswordHash(encoded: try $0.string("hashed_password")) }
    let isUsable =
      try stored != nil && stored?.encoded != Self.unusablePassword && row?.bool(ifPresent: "is_active") == true
    // One without a usable hash is held against one that nobody has.
    let hash = isUsable ? stored ?? .ofNobody : .ofNobody
    let isRight = await hash.matches(password)
    guard isUsable, isRight, let id else {
      try await recordError(
        .warning, .authentication, code: "sign_in_failed", message: "an attempt to sign in was refused", userID: id)
      throw StoreError(.signInFailed, "the e-mail address or the password is wrong")
    }
    let renewed = hash.isOutdated ? try await PasswordHash.of(password) : hash
    return try await pool.withTransaction { transaction in
      let results = try await transaction.pipeline([
        Statement(
          "UPDATE admin_users SET last_login = CURRENT_TIMESTAMP AT TIME ZONE 'UTC' WHERE lower(email) = $1",
          [.text(key)]
        ),
        Statement(
          """
          UPDATE users SET last_login = CURRENT_TIMESTAMP, hashed_password = $2 WHERE id = $1
          RETURNING \(Self.userColumns)
          """, [.int(id), .text(renewed.encoded)]),
      ])
      return try User(results[1].only())
    }
  }
}
