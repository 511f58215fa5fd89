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
}
