import FoundationEssentials
import PostgreSQL
import ResumeModel

/// Which entries of a log, the newest first.
public struct LogQuery: Hashable, Sendable {
  public var since: Date?
  /// Before this.
  public var until: Date?
  /// By this account.
  public var email: String?
  /// Of `audit_logs`.
  public var action: String?
  /// Of `error_logs`.
  public var severity: ErrorSeverity?
  public var category: ErrorCategory?
  public var code: String?
  /// The page behind the entry with this number.
  public var after: Int?
  public var limit = 100

  public init() {}
}

/// An entry of `audit_logs`: what an admin did.
public struct AuditEntry: Hashable, Sendable {
  public var id: Int
  /// ISO 8601, UTC.
  public var at: String
  /// Nil for one who acted on the database itself, without an account.
  public var admin: String?
  public var action: String
  public var resource: String?
  public var resourceID: String?
  public var description: String?
  /// What it was and what it became, as an object.
  public var changes: JSONText?
  /// success or failed.
  public var status: String

  public var json: JSONText {
    JSONText(object: [
      ("id", JSONText(number: id)), ("at", JSONText(string: at)), ("admin", JSONText(string: admin)),
      ("action", JSONText(string: action)), ("resource", JSONText(string: resource)),
      ("resource_id", JSONText(string: resourceID)), ("description", JSONText(string: description)),
      ("changes", changes ?? .null), ("status", JSONText(string: status)),
    ])
  }
}

/// An entry of `error_logs`: what went wrong.
public struct ErrorEntry: Hashable, Sendable {
  public var id: Int
  /// ISO 8601, UTC.
  public var at: String
  public var severity: String
  public var category: String?
  public var code: String?
  public var message: String
  /// Whose it was.
  public var user: String?
  /// What it is about, as an object: the numbers of resume and run, for one.
  public var data: JSONText?

  public var json: JSONText {
    JSONText(object: [
      ("id", JSONText(number: id)), ("at", JSONText(string: at)), ("severity", JSONText(string: severity)),
      ("category", JSONText(string: category)), ("code", JSONText(string: code)),
      ("message", JSONText(string: message)),
      ("user", JSONText(string: user)), ("data", data ?? .null),
    ])
  }
}

extension CandidateStore {
  /// - Throws: ``StoreError`` of code `notPermitted` where the acting user is no admin, `unknownUser`.
  public func auditLog(_ query: LogQuery, actingUser user: User) async throws -> [AuditEntry] {
    try await log(query, actingUser: user) { transaction in
      try await transaction.query(
        """
        SELECT l.id, \(isoTime("l.created_at")) AS at, a.email AS admin, l.action, l.resource_type, l.resource_id,
          l.description, l.changes, coalesce(l.status, 'success') AS status
        FROM audit_logs l LEFT JOIN admin_users a ON a.id = l.admin_user_id
        WHERE \(Self.isWithin) AND ($3::text IS NULL OR lower(a.email) = $3) AND ($6::text IS NULL OR l.action = $6)
        ORDER BY l.id DESC LIMIT $5
        """, query.parameters + [.text(ifPresent: query.action)]
      ).map { row in
        AuditEntry(
          id: try row.int("id"), at: try row.string("at"), admin: try row.string(ifPresent: "admin"),
          action: try row.string("action"), resource: try row.string(ifPresent: "resource_type"),
          resourceID: try row.string(ifPresent: "resource_id"), description: try row.string(ifPresent: "description"),
          changes: try row.string(ifPresent: "changes").map { JSONText(verbatim: $0) }, status: try row.string("status")
        )
      }
    }
  }

  /// - Throws: ``StoreError`` of code `notPermitted` where the acting user is no admin, `unknownUser`.
  public func errorLog(_ query: LogQuery, actingUser user: User) async throws -> [ErrorEntry] {
    try await log(query, actingUser: user) { transaction in
      try await transaction.query(
        """
        SELECT l.id, \(isoTime("l.created_at")) AS at, l.severity, l.category, l.error_code, l.message, u.email,
          l.request_data
        FROM error_logs l LEFT JOIN users u ON u.id = l.user_id
        WHERE \(Self.isWithin) AND ($3::text IS NULL OR lower(u.email) = $3) AND ($6::text IS NULL OR l.severity = $6)
          AND ($7::text IS NULL OR l.category = $7) AND ($8::text IS NULL OR l.error_code = $8)
        ORDER BY l.id DESC LIMIT $5
        """,
        query.parameters + [
          .text(ifPresent: query.severity?.rawValue), .text(ifPresent: query.category?.rawValue),
          .text(ifPresent: query.code),
        ]
      ).map { row in
        ErrorEntry(
          id: try row.int("id"), at: try row.string("at"), severity: try row.string("severity"),
          category: try row.string(ifPresent: "category"), code: try row.string(ifPresent: "error_code"),
          message: try row.string("message"), user: try row.string(ifPresent: "email"),
          data: try row.string(ifPresent: "request_data").map { JSONText(verbatim: $0) })
      }
    }
  }

  /// A page is behind a number: what is written meanwhile shifts nothing. Times are found by the index over them.
  private static let isWithin = """
    ($1::timestamptz IS NULL OR l.created_at >= $1::timestamptz AT TIME ZONE 'UTC')
      AND ($2::timestamptz IS NULL OR l.created_at < $2::timestamptz AT TIME ZONE 'UTC')
      AND ($4::integer IS NULL OR l.id < $4)
    """

  private func log<Entry: Sendable>(
    _ query: LogQuery, actingUser user: User, _ body: (Transaction) async throws -> [Entry]
  ) async throws -> [Entry] {
    guard user.role == .admin else { throw StoreError(.notPermitted, "only an admin sees the logs") }
    return try await asUser(user.id) { transaction in
      if let email = query.key {
        let known = try await transaction.query("SELECT FROM users WHERE lower(email) = $1", [.text(email)])
        guard !known.isEmpty else { throw StoreError(.unknownUser, "no user \(email); see hotgigs users list") }
      }
      return try await body(transaction)
    }
  }
}

extension LogQuery {
  fileprivate var key: String? { email.map { EmailAddress($0)?.key ?? $0.lowercased() } }

  fileprivate var parameters: [SQLValue] {
    [
      .timestamp(ifPresent: since), .timestamp(ifPresent: until), .text(ifPresent: key), .int(ifPresent: after),
      .int(limit),
    ]
  }
}
