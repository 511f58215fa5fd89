import PostgreSQL

extension CandidateStore {
  /// The run of a watched folder's day (UTC, by the server's clock): begun where there is none, gone on with where an earlier
  /// process began it.
  ///
  /// - Parameter folder: its path, which becomes the run's detail.
  /// - Returns: its id.
  public func watchRun(folder: String, userID: Int, recruiterID: Int) async throws -> Int {
    let folder = ColumnText.cleaned(folder) ?? ""
    return try await asUser(userID) { transaction in
      // Two processes that begin the same day wait for each other here; the numbers are of this use alone.
      _ = try await transaction.query(
        "SELECT pg_advisory_xact_lock(721, hashtext($1))", [.text("\(recruiterID) \(folder)")])
      // By the index over runs.recruiter_id.
      let found = try await transaction.query(
        """
        UPDATE runs SET status = 'running', finished_at = NULL WHERE id = (
          SELECT id FROM runs
          WHERE recruiter_id = $2 AND kind = 'watch' AND user_id = $1 AND detail = $3
            AND started_at >= date_trunc('day', clock_timestamp())
          ORDER BY id LIMIT 1)
        RETURNING id
        """, [.int(userID), .int(recruiterID), .text(folder)])
      if let row = found.first { return try row.int("id") }
      return try await transaction.query(
        "INSERT INTO runs (kind, user_id, recruiter_id, detail) VALUES ('watch', $1, $2, $3) RETURNING id",
        [.int(userID), .int(recruiterID), .text(folder)]
      ).only().int("id")
    }
  }

  /// Runs of a watched folder that nobody finished: the process was killed, or the day is over.
  ///
  /// - Parameter current: leaves this one out.
  public func unfinishedWatchRuns(
    folder: String, userID: Int, recruiterID: Int, besides current: Int? = nil
  ) async throws -> [Int] {
    try await asUser(userID) { transaction in
      try await transaction.query(
        """
        SELECT id FROM runs
        WHERE recruiter_id = $2 AND kind = 'watch' AND user_id = $1 AND detail = $3 AND status = 'running'
          AND id IS DISTINCT FROM $4
        ORDER BY id
        """, [.int(userID), .int(recruiterID), .text(ColumnText.cleaned(folder) ?? ""), .int(ifPresent: current)]
      ).map { try $0.int("id") }
    }
  }

  /// Gives candidates tags, each once, as far as the acting user may change them. What is new is in their activity.
  public func addTags(_ tags: [String], to candidates: [Int], actingUser: Int) async throws {
    let tags = tags.compactMap(ColumnText.cleaned).map { ColumnText.cut($0, to: 100) }
    guard !tags.isEmpty, !candidates.isEmpty else { return }
    try await asUser(actingUser) { transaction in
      // In the order of the ids, as everywhere; a repeated tag is found by the unique key.
      _ = try await transaction.query(
        """
        WITH added AS (
          INSERT INTO candidate_tags (candidate_id, tag, created_by)
          SELECT c.id, t.tag, $3 FROM candidates c CROSS JOIN unnest($2::text[]) AS t(tag)
          WHERE c.id = ANY ($1::integer[]) ORDER BY c.id, t.tag
          ON CONFLICT (candidate_id, tag) DO NOTHING
          RETURNING candidate_id, tag
        )
        INSERT INTO candidate_activity (candidate_id, user_id, action, description, activity_metadata)
        SELECT candidate_id, $3, 'tag_added', 'Tagged ' || string_agg(tag, ', ' ORDER BY tag),
          jsonb_build_object('tags', jsonb_agg(tag ORDER BY tag))
        FROM added GROUP BY candidate_id ORDER BY candidate_id
        """, [.intArray(candidates.map { Int64($0) }), .textArray(tags), .int(actingUser)])
    }
  }
}
