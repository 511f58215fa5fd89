import PostgreSQL

/// What a run did to one candidate by one document.
public struct RunChange: Hashable, Sendable {
  public var activityID: Int
  public var candidateID: Int
  public var candidateName: String
  /// created or updated.
  public var action: String
  public var description: String?
  public var resumeID: Int?
  /// The candidate whose the document was before.
  public var movedFrom: Int?
  /// The candidate whose it is now.
  public var movedTo: Int?
  /// Empty for one that was created.
  public var changes: [FieldChange]
}

extension CandidateStore {
  /// What a run did to the candidates that the acting user may see, in its order.
  ///
  /// - Parameter after: the id of the last activity of the page before; 0 for the first page.
  public func changes(
    ofRun id: Int, limit: Int = 500, after: Int = 0, actingUser: Int
  ) async throws -> [RunChange] {
    try await asUser(actingUser) { transaction in
      try await transaction.query(
        """
        SELECT a.id, a.candidate_id, c.full_name, a.action, a.description,
          (a.activity_metadata ->> 'resume_id')::integer AS resume_id,
          (a.activity_metadata ->> 'moved_from')::integer AS moved_from,
          (a.activity_metadata ->> 'moved_to')::integer AS moved_to,
          \(FieldChange.list(of: "a.activity_metadata -> 'changes'")) AS changes
        FROM candidate_activity a JOIN candidates c ON c.id = a.candidate_id
        WHERE a.run_id = $1 AND a.id > $2 ORDER BY a.id LIMIT $3
        """, [.int(id), .int(after), .int(limit)]
      ).map(RunChange.init)
    }
  }
}

extension RunChange {
  fileprivate init(_ row: Row) throws {
    self.init(
      activityID: try row.int("id"), candidateID: try row.int("candidate_id"),
      candidateName: try row.string("full_name"), action: try row.string("action"),
      description: try row.string(ifPresent: "description"), resumeID: try row.int(ifPresent: "resume_id"),
      movedFrom: try row.int(ifPresent: "moved_from"), movedTo: try row.int(ifPresent: "moved_to"),
      changes: try FieldChange.all(row, "changes"))
  }

  /// One line of JSON: `changes` by field, old and new.
  public var json: JSONText {
    let members: [(String, JSONText)] = [
      ("candidate_id", JSONText(number: candidateID)), ("name", JSONText(string: candidateName)),
      ("action", JSONText(string: action)), ("description", JSONText(string: description)),
      ("resume_id", JSONText(number: resumeID)), ("moved_from", JSONText(number: movedFrom)),
      ("moved_to", JSONText(number: movedTo)), ("changes", JSONText(changes: changes)),
    ]
    return JSONText(object: members.filter { $0.1 != .null })
  }
}

extension FieldChange {
  /// SQL: of an activity's `changes`, each as an array of field, old and new, both as the text of their JSON.
  static func list(of changes: String) -> String {
    """
    (SELECT jsonb_agg(jsonb_build_array(e.key, coalesce((e.value -> 'old')::text, 'null'),
        coalesce((e.value -> 'new')::text, 'null')) ORDER BY e.key)
     FROM jsonb_each(CASE jsonb_typeof(\(changes)) WHEN 'object' THEN \(changes) END) e)
    """
  }

  /// Reads such a list, in the order of the columns; nothing where there is none.
  static func all(_ row: Row, _ column: String) throws -> [FieldChange] {
    guard let text = try row.string(ifPresent: column) else { return [] }
    return try JSONText(verbatim: text).decode([[String]].self).compactMap { parts in
      guard parts.count == 3, let field = CandidateField(rawValue: parts[0]) else { return nil }
      return FieldChange(field: field, old: JSONText(verbatim: parts[1]), new: JSONText(verbatim: parts[2]))
    }.sorted { $0.field < $1.field }
  }
}
