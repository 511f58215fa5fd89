import PostgreSQL
import ResumeModel

/// What a share lets a recruiter do.
public enum SharePermission: String, Hashable, Sendable, Codable, CaseIterable {
  case readOnly = "read-only"
  /// All but the e-mail address, by which its own recruiter knows it.
  case fullAccess = "full-access"
}

/// What became of the share of one candidate.
public struct ShareChange: Hashable, Sendable, Encodable {
  public var candidateID: Int
  /// Of whom it is shared with.
  public var email: String
  /// Nil where it was, or is, not shared with them.
  public var former: SharePermission?
  public var permission: SharePermission?
}

extension CandidateStore {
  /// Shows candidates to another recruiter, all of them or none; a share that is there gets the permission given.
  ///
  /// - Throws: ``StoreError`` of code `notPermitted` where the acting user is no admin, whether or not there is such a
  ///   candidate; `unknownUser`, `unknownCandidate`, or `invalidValue` for who is no recruiter, or its own.
  public func share(
    _ ids: [Int], with email: String, _ permission: SharePermission, actingUser: Int
  ) async throws -> [ShareChange] {
    try await changeShares(of: ids, with: email, to: permission, actingUser: actingUser)
  }

  /// Takes candidates away from another recruiter; what is not shared with them is no error.
  ///
  /// - Throws: ``StoreError`` of code `notPermitted` where the acting user is no admin; `unknownUser` or `unknownCandidate`.
  public func unshare(_ ids: [Int], with email: String, actingUser: Int) async throws -> [ShareChange] {
    try await changeShares(of: ids, with: email, to: nil, actingUser: actingUser)
  }

  private func changeShares(
    of ids: [Int], with email: String, to permission: SharePermission?, actingUser: Int
  ) async throws -> [ShareChange] {
    let ids = Set(ids).sorted()
    return try await asUser(actingUser) { transaction in
      guard try await transaction.query("SELECT hotgigs_is_admin()").only().bool(0) else {
        throw StoreError(.notPermitted, "only an admin shares candidates")
      }
      try await Self.lock(ids, in: transaction)
      let recruiter = try await Self.recruiter(email, isToSee: permission != nil, in: transaction)
      let former = try await Self.permissions(of: recruiter, for: ids, in: transaction)
      let changes = ids.map { id in
        ShareChange(candidateID: id, email: recruiter.email, former: former[id], permission: permission)
      }
      let list = SQLValue.intArray(changes.filter { $0.former != permission }.map { Int64($0.candidateID) })
      if let permission {
        _ = try await transaction.query(
          """
          INSERT INTO candidate_shares (candidate_id, recruiter_id, permission, shared_by)
          SELECT id, $2, $3, $4 FROM unnest($1::integer[]) id
          ON CONFLICT (candidate_id, recruiter_id)
            DO UPDATE SET permission = EXCLUDED.permission, shared_by = EXCLUDED.shared_by
          """, [list, .int(recruiter.id), .text(permission.rawValue), .int(actingUser)])
      } else {
        _ = try await transaction.query(
          "DELETE FROM candidate_shares WHERE candidate_id = ANY ($1::integer[]) AND recruiter_id = $2",
          [list, .int(recruiter.id)])
      }
      try await Self.record(changes.filter { $0.former != permission }, recruiter.id, actingUser, in: transaction)
      return changes
    }
  }

  private struct Recruiter {
    var id: Int
    var email: String
  }

  /// - Parameter isToSee: whether it must be somebody who can see what is shared.
  private nonisolated(nonsending) static func recruiter(
    _ email: String, isToSee: Bool, in transaction: Transaction
  ) async throws -> Recruiter {
    let key = EmailAddress(email)?.key ?? email.lowercased()
    guard
      let user = try await transaction.query(
        "SELECT \(userColumns) FROM users WHERE lower(email) = $1", [.text(key)]
      ).first.map(User.init)
    else { throw StoreError(.unknownUser, "no user \(key); see hotgigs users list") }
    if isToSee {
      switch user.role {
      case .candidate:
        throw StoreError(.invalidValue, "\(user.email) is a candidate: candidates are shared with recruiters")
      case .admin: throw StoreError(.invalidValue, "\(user.email) is an admin, who sees every candidate already")
      case .recruiter: break
      }
      guard user.isActive else {
        throw StoreError(.invalidValue, "\(user.email) is deactivated: hotgigs users activate \(user.email) first")
      }
    }
    return Recruiter(id: user.id, email: user.email)
  }

  /// By candidate, what a recruiter may do with it until now.
  private nonisolated(nonsending) static func permissions(
    of recruiter: Recruiter, for ids: [Int], in transaction: Transaction
  ) async throws -> [Int: SharePermission] {
    let rows = try await transaction.query(
      """
      SELECT c.id, c.recruiter_id = $2 AS is_own, s.permission FROM candidates c
      LEFT JOIN candidate_shares s ON s.candidate_id = c.id AND s.recruiter_id = $2
      WHERE c.id = ANY ($1::integer[]) ORDER BY c.id
      """, [.intArray(ids.map { Int64($0) }), .int(recruiter.id)])
    var permissions: [Int: SharePermission] = [:]
    for row in rows {
      let id = try row.int("id")
      if try row.bool(ifPresent: "is_own") == true {
        throw StoreError(.invalidValue, "candidate \(id) is \(recruiter.email)'s own")
      }
      permissions[id] = try row.string(ifPresent: "permission").flatMap(SharePermission.init)
    }
    return permissions
  }

  /// For those who see the candidate, and for those who watch over admins.
  private nonisolated(nonsending) static func record(
    _ changes: [ShareChange], _ recruiter: Int, _ actingUser: Int, in transaction: Transaction
  ) async throws {
    guard !changes.isEmpty else { return }
    try await PersonalActivity.record(
      changes.map { change in
        PersonalActivity(
          candidateID: change.candidateID, userID: actingUser, action: change.permission == nil ? .unshared : .shared,
          description: change.permission.map { "Shared with \(change.email), \($0.rawValue)" }
            ?? "No longer shared with \(change.email)",
          metadata: [
            ("recruiter_id", JSONText(number: recruiter)), ("former", JSONText(string: change.former?.rawValue)),
            ("permission", JSONText(string: change.permission?.rawValue)),
          ])
      }, in: transaction)
    let rows = changes.map { change in
      JSONText(object: [
        ("action", JSONText(string: change.permission == nil ? "unshare_candidate" : "share_candidate")),
        ("id", JSONText(number: change.candidateID)),
        (
          "changes",
          JSONText(object: [
            ("recruiter", JSONText(string: change.email)),
            (
              "permission",
              JSONText(object: [
                ("old", JSONText(string: change.former?.rawValue)),
                ("new", JSONText(string: change.permission?.rawValue)),
              ])
            ),
          ])
        ),
      ])
    }
    _ = try await transaction.query(
      """
      INSERT INTO audit_logs (admin_user_id, action, resource_type, resource_id, changes)
      SELECT hotgigs_admin_id(), action, 'candidate', id, changes
      FROM jsonb_to_recordset($1::jsonb) AS g(action text, id text, changes jsonb)
      WHERE hotgigs_admin_id() IS NOT NULL
      """, [.json(JSONText(array: rows).text)])
  }
}
