import PostgreSQL

extension CandidateStore {
  /// The next candidates of an export, by number: those that the acting user may see and the criteria fit.
  ///
  /// That each of them was exported stands in its history from then on, in the transaction that hands it out. To export is to
  /// look: it may who may see the candidate, and nobody is bound to a candidate by it.
  ///
  /// - Parameters:
  ///   - format: what the history names.
  ///   - after: the number of the last one of the page before; 0 for the first page.
  public func exportCandidates(
    matching criteria: CandidateCriteria = CandidateCriteria(), as format: String, actingUser: Int, limit: Int = 500,
    after: Int = 0
  ) async throws -> [ExportedCandidate] {
    // Whoever is merged or removed at this moment is not in it.
    try await retryingLostRaces {
      try await asUser(actingUser) { transaction in
        let rows = try await transaction.query(
          """
          SELECT \(ExportedCandidate.columns)
          FROM hotgigs_find_candidates($1, $2, $3, $4) WITH ORDINALITY f JOIN candidates c ON c.id = f.id
          ORDER BY f.ordinality
          """,
          [
            .json(criteria.json.text), .text(CandidateOrder.number.rawValue), .int(limit),
            .json(JSONText(object: [("id", JSONText(number: after))]).text),
          ])
        let page = try rows.map(ExportedCandidate.init)
        guard !page.isEmpty else { return page }
        _ = try await transaction.query(
          """
          INSERT INTO candidate_activity (candidate_id, user_id, action, description, activity_metadata)
          SELECT id, $2, 'viewed', 'Exported as ' || $3, jsonb_build_object('export', $3::text)
          FROM unnest($1::integer[]) id WHERE (SELECT hotgigs_user_id()) = $2
          """, [.intArray(page.map { Int64($0.summary.id) }), .int(actingUser), .text(format)])
        return page
      }
    }
  }

  /// Leaves word that an export begins, for those who watch over admins.
  public func recordExport(as format: String, isFiltered: Bool, actingUser: Int) async throws {
    try await asUser(actingUser) { transaction in
      try await Self.audit(
        "export_candidates", resource: "candidate",
        changes: JSONText(object: [
          ("format", JSONText(string: format)), ("all", JSONText(verbatim: isFiltered ? "false" : "true")),
        ]), over: transaction)
    }
  }
}
