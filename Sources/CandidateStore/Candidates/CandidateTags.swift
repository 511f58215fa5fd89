import PostgreSQL

/// What became of a candidate's tags.
public struct TagChange: Hashable, Sendable, Encodable {
  public var candidateID: Int
  /// Those that were added, or removed.
  public var changed: [String]
  /// All that it has now.
  public var tags: [String]
}

extension CandidateStore {
  /// Tags candidates, all of them or none. "Shortlist" and "shortlist" are one tag: the spelling that is there stays.
  ///
  /// - Throws: ``StoreError`` of code `unknownCandidate`, `notPermitted`, or `invalidValue`.
  public func tag(_ ids: [Int], with tags: [String], actingUser: Int) async throws -> [TagChange] {
    let tags = try Self.tags(tags)
    return try await changeTags(
      of: ids, actingUser: actingUser, .tagAdded,
      Statement(
        """
        INSERT INTO candidate_tags (candidate_id, tag, created_by)
        SELECT c.id, t.tag, $3 FROM unnest($1::integer[]) c(id) CROSS JOIN unnest($2::text[]) t(tag)
        WHERE NOT EXISTS (SELECT FROM candidate_tags o WHERE o.candidate_id = c.id AND lower(o.tag) = lower(t.tag))
        ORDER BY c.id, t.tag
        ON CONFLICT (candidate_id, tag) DO NOTHING
        RETURNING candidate_id, tag
        """,
        [.intArray(Set(ids).sorted().map { Int64($0) }), .textArray(tags), .int(actingUser)]))
  }

  /// Takes tags away from candidates, whatever their case; what is not there is no error.
  ///
  /// - Throws: ``StoreError`` of code `unknownCandidate`, `notPermitted`, or `invalidValue`.
  public func untag(_ ids: [Int], from tags: [String], actingUser: Int) async throws -> [TagChange] {
    let tags = try Self.tags(tags)
    return try await changeTags(
      of: ids, actingUser: actingUser, .tagRemoved,
      Statement(
        """
        DELETE FROM candidate_tags WHERE candidate_id = ANY ($1::integer[])
          AND lower(tag) = ANY (SELECT lower(t) FROM unnest($2::text[]) t)
        RETURNING candidate_id, tag
        """, [.intArray(Set(ids).sorted().map { Int64($0) }), .textArray(tags)]))
  }

  private func changeTags(
    of ids: [Int], actingUser: Int, _ action: PersonalActivity.Action, _ statement: Statement
  ) async throws -> [TagChange] {
    try await changing(ids, actingUser: actingUser) { transaction in
      let results = try await transaction.pipeline([
        statement,
        Statement(
          "SELECT candidate_id, tag FROM candidate_tags WHERE candidate_id = ANY ($1::integer[])",
          [.intArray(Set(ids).sorted().map { Int64($0) })]),
      ])
      let changed = try Self.byCandidate(results[0])
      let tags = try Self.byCandidate(results[1])
      let changes = Set(ids).sorted().map { id in
        TagChange(candidateID: id, changed: changed[id, default: []].sorted(), tags: tags[id, default: []].sorted())
      }
      let verb = action == .tagAdded ? "Tagged" : "Took away the tag"
      try await PersonalActivity.record(
        changes.filter { !$0.changed.isEmpty }.map { change in
          PersonalActivity(
            candidateID: change.candidateID, userID: actingUser, action: action,
            description: "\(verb) \(change.changed.joined(separator: ", "))",
            metadata: [("tags", JSONText(array: change.changed.map { JSONText(string: $0) }))])
        }, in: transaction)
      return changes
    }
  }

  private static func byCandidate(_ rows: QueryResult) throws -> [Int: [String]] {
    var tags: [Int: [String]] = [:]
    for row in rows { tags[try row.int("candidate_id"), default: []].append(try row.string("tag")) }
    return tags
  }

  /// Each once, white space as single blanks.
  private static func tags(_ typed: [String]) throws(StoreError) -> [String] {
    var known: Set<String> = []
    var tags: [String] = []
    for text in typed {
      let tag = (ColumnText.cleaned(text) ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
      guard !tag.isEmpty else { throw StoreError(.invalidValue, "a tag is empty") }
      guard tag.unicodeScalars.count <= 100 else {
        throw StoreError(.invalidValue, "a tag holds 100 characters: '\(ColumnText.cut(tag, to: 40))…' is longer")
      }
      if known.insert(tag.lowercased()).inserted { tags.append(tag) }
    }
    guard !tags.isEmpty else { throw StoreError(.invalidValue, "no tag is given") }
    return tags
  }
}
