import PostgreSQL

/// What admins did that nobody else may.
extension CandidateStore {
  /// An admin acts as someone else.
  public func recordActingAs(_ user: User, admin: User) async throws {
    try await asUser(admin.id) { transaction in
      _ = try await transaction.query(
        """
        INSERT INTO audit_logs (admin_user_id, action, resource_type, resource_id, description)
        SELECT id, 'act_as', 'user', $2, $3 FROM admin_users WHERE lower(email) = lower($1)
        """, [.text(admin.email), .text(String(user.id)), .text("\(admin.email) acts as \(user.email)")])
    }
  }

  /// A change of an account, within the transaction that makes it.
  static func audit(
    _ action: String, userID: Int, field: String, from former: String?, to new: String?, over transaction: Transaction
  ) async throws {
    try await audit(action, resource: "user", id: userID, field: field, from: former, to: new, over: transaction)
  }

  /// A change of anything, within the transaction that makes it.
  static func audit(
    _ action: String, resource: String, id: Int?, field: String, from former: String?, to new: String?,
    over transaction: Transaction
  ) async throws {
    _ = try await transaction.query(
      """
      INSERT INTO audit_logs (admin_user_id, action, resource_type, resource_id, changes)
      SELECT hotgigs_admin_id(), $1, $2, $3, jsonb_build_object($4::text, jsonb_build_object('old', $5::text, 'new', $6::text))
      WHERE hotgigs_admin_id() IS NOT NULL
      """,
      [
        .text(action), .text(resource), .text(ifPresent: id.map(String.init)), .text(field), .text(ifPresent: former),
        .text(ifPresent: new),
      ])
  }

  /// What an admin did, within the transaction that does it or after it; nothing where the acting user is no admin.
  ///
  /// - Parameter changes: a JSON object; without anything that names a candidate.
  static func audit(
    _ action: String, resource: String, id: String? = nil, changes: JSONText? = nil, over transaction: Transaction
  ) async throws {
    _ = try await transaction.query(
      """
      INSERT INTO audit_logs (admin_user_id, action, resource_type, resource_id, changes)
      SELECT hotgigs_admin_id(), $1, $2, $3, $4::jsonb WHERE hotgigs_admin_id() IS NOT NULL
      """, [.text(action), .text(resource), .text(ifPresent: id), .json(ifPresent: changes?.text)])
  }

  /// What an admin tried and may not; nothing where the acting user is no admin.
  func recordRefusal(of action: String, on email: String, actingUser: Int) async throws {
    try await asUser(actingUser) { transaction in
      _ = try await transaction.query(
        """
        INSERT INTO audit_logs (admin_user_id, action, resource_type, resource_id, status)
        SELECT hotgigs_admin_id(), $1, 'user', (SELECT id::text FROM users WHERE lower(email) = $2), 'failed'
        WHERE hotgigs_admin_id() IS NOT NULL AND hotgigs_is_admin()
        """, [.text(action), .text(email)])
    }
  }
}
