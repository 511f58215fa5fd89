import PostgreSQL

/// Running a sync: one host at a time, each step fenced by the lease.
extension CandidateStore {
  /// Syncs that are due, the longest overdue first, and that nobody runs: of those that the acting user may run.
  ///
  /// By the index over next_sync_at.
  public func dueDriveSyncs(actingUser: Int) async throws -> [Int] {
    try await asUser(actingUser) { transaction in
      try await transaction.query(
        """
        SELECT s.id FROM google_drive_syncs s
        WHERE s.next_sync_at <= clock_timestamp() AT TIME ZONE 'UTC' AND s.status IN ('active', 'error')
          AND (s.leased_until IS NULL OR s.leased_until < clock_timestamp()) AND \(Self.mayRun)
        ORDER BY s.next_sync_at, s.id
        """, [.int(actingUser)]
      ).map { try $0.int("id") }
    }
  }

  /// Takes a sync in hand.
  ///
  /// - Parameters:
  ///   - holder: who runs it, for people.
  ///   - process: names the process for good.
  ///   - seconds: how long the lease lasts; see ``renew(_:seconds:)``.
  ///   - isGone: whether a process that holds it is known to be gone: then nobody waits for the lease's end.
  /// - Returns: nil where somebody else has it.
  /// - Throws: ``StoreError`` of code `unknownDriveSync`; `notPermitted` where its credential was named by a recruiter and
  ///   somebody else asks.
  public func leaseDriveSync(
    _ id: Int, holder: String, process: String? = nil, seconds: Int, actingUser: Int,
    isGone: @Sendable (String) -> Bool = { _ in false }
  ) async throws -> DriveSyncLease? {
    try await asUser(actingUser) { transaction in
      guard
        let row = try await transaction.query(
          """
          SELECT \(Self.mayRun) AS may_run, coalesce(s.leased_until > clock_timestamp(), false) AS is_leased,
            s.lease_process
          FROM google_drive_syncs s WHERE s.id = $2 FOR UPDATE OF s
          """, [.int(actingUser), .int(id)]
        ).first
      else { throw StoreError(.unknownDriveSync, "there is no sync \(id); see hotgigs drive list") }
      guard try row.bool("may_run") else {
        throw StoreError(
          .notPermitted, "a recruiter named the credential of sync \(id): it is run as them, by --as or by themselves")
      }
      if try row.bool("is_leased"), try !(row.string(ifPresent: "lease_process").map(isGone) ?? false) { return nil }
      let leased = try await transaction.query(
        """
        UPDATE google_drive_syncs SET lease_token = gen_random_uuid(), leased_by = $2,
          leased_until = clock_timestamp() + make_interval(secs => $3), lease_process = $4
        WHERE id = $1 RETURNING lease_token, page_token, folder_tree, open_files
        """, [.int(id), .text(holder), .int(seconds), .text(ifPresent: process)]
      ).only()
      guard let sync = try await Self.driveSync(id, over: transaction) else { return nil }
      return DriveSyncLease(
        sync: sync,
        position: DriveSyncPosition(
          pageToken: try leased.string(ifPresent: "page_token"),
          folderTree: try leased.string(ifPresent: "folder_tree").map(JSONText.init(verbatim:)),
          openFiles: try JSONText(verbatim: leased.string("open_files")).decode([String: String].self)),
        token: try leased.string("lease_token"))
    }
  }

  /// Prolongs a lease.
  ///
  /// - Returns: false where it is lost: it ended, or the sync was removed.
  public func renew(_ lease: DriveSyncLease, seconds: Int) async throws -> Bool {
    try await asWorker { transaction in
      try await transaction.query(
        """
        UPDATE google_drive_syncs SET leased_until = clock_timestamp() + make_interval(secs => $3)
        WHERE \(Self.isHeld)
        """, lease.parameters + [.int(seconds)]
      ).affectedRows > 0
    }
  }

  /// The run of a leased sync: a new one, or the one that a killed predecessor began and whose files have not all ended.
  ///
  /// - Returns: its id.
  public func beginDriveRun(_ lease: DriveSyncLease, userID: Int, detail: String) async throws -> Int {
    try await asWorker { transaction in
      // By the index over runs.drive_sync_id, and the one over a run's sightings.
      let begun = try await transaction.query(
        """
        UPDATE runs SET status = 'running', finished_at = NULL WHERE id = (
          SELECT r.id FROM runs r
          WHERE r.drive_sync_id = $1 AND r.undo_started_at IS NULL AND r.recruiter_id = $2
            AND (r.status = 'running'
              OR EXISTS (
                SELECT FROM sightings s JOIN resumes d ON d.id = s.resume_id
                WHERE s.run_id = r.id AND s.outcome = 'pending' AND d.status IN ('pending', 'processing')))
          ORDER BY r.id DESC LIMIT 1)
        RETURNING id
        """, [.int(lease.sync.id), .int(lease.sync.recruiterID)])
      if let row = begun.first { return try row.int("id") }
      return try await transaction.query(
        """
        INSERT INTO runs (kind, user_id, recruiter_id, detail, drive_sync_id) VALUES ('drive', $1, $2, $3, $4) RETURNING id
        """,
        [
          .int(userID), .int(lease.sync.recruiterID), .text(ColumnText.cleaned(detail) ?? ""), .int(lease.sync.id),
        ]
      ).only().int("id")
    }
  }

  /// Writes down how far a sync has come, once the rows of all files up to there are committed.
  ///
  /// - Returns: false where the lease is lost: nothing was written.
  @discardableResult
  public func save(_ position: DriveSyncPosition, of lease: DriveSyncLease) async throws -> Bool {
    let open = try JSONText(position.openFiles)
    return try await asWorker { transaction in
      try await transaction.query(
        """
        UPDATE google_drive_syncs SET page_token = $3, folder_tree = $4::jsonb, open_files = $5::jsonb,
          updated_at = clock_timestamp() AT TIME ZONE 'UTC'
        WHERE \(Self.isHeld)
        """,
        lease.parameters + [
          .text(ifPresent: position.pageToken), .json(ifPresent: position.folderTree?.text), .json(open.text),
        ]
      ).affectedRows > 0
    }
  }

  /// Gives a lease back, and says how the sync ended. A paused one stays paused.
  public func end(_ lease: DriveSyncLease, _ end: DriveSyncEnd) async throws {
    let (message, wait): (String?, String) =
      switch end {
      case .complete: (nil, "CASE sync_frequency WHEN 'weekly' THEN interval '7 days' ELSE interval '1 day' END")
      case .failed(let message): (message, "interval '1 day'")
      case .postponed(let message): (message, "interval '1 hour'")
      case .interrupted: (nil, "interval '0'")
      }
    let status: String? =
      switch end {
      case .complete: DriveSyncStatus.active.rawValue
      case .failed: DriveSyncStatus.error.rawValue
      case .postponed, .interrupted: nil
      }
    try await asWorker { transaction in
      _ = try await transaction.query(
        """
        UPDATE google_drive_syncs SET lease_token = NULL, leased_until = NULL, leased_by = NULL,
          lease_process = NULL,
          status = CASE WHEN status = 'paused' THEN status ELSE coalesce($3, status) END,
          error_message = CASE WHEN $5 THEN error_message ELSE $4 END,
          last_sync_at = CASE WHEN $6 THEN clock_timestamp() AT TIME ZONE 'UTC' ELSE last_sync_at END,
          next_sync_at = CASE WHEN $5 OR coalesce(sync_frequency, 'manual') = 'manual' THEN next_sync_at
            ELSE clock_timestamp() AT TIME ZONE 'UTC' + \(wait) END,
          files_synced = (
            SELECT count(DISTINCT s.source_ref) FROM sightings s
            WHERE s.source_checksum IS NOT NULL AND s.run_id IN (SELECT r.id FROM runs r WHERE r.drive_sync_id = $1)),
          updated_at = clock_timestamp() AT TIME ZONE 'UTC'
        WHERE \(Self.isHeld)
        """,
        lease.parameters + [
          .text(ifPresent: status), .text(ifPresent: ColumnText.cleaned(message)), .bool(end == .interrupted),
          .bool(end == .complete),
        ])
    }
  }

  /// Which files of Drive the recruiter has in these very versions, by their places in the list.
  ///
  /// By the index over source_ref and source_checksum.
  public func knownDriveFiles(
    _ files: [(id: String, version: String)], recruiterID: Int
  ) async throws -> Set<Int> {
    guard !files.isEmpty else { return [] }
    return try await asWorker { transaction in
      Set(
        try await transaction.query(
          """
          SELECT f.place::integer - 1 AS place FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS f(id, version, place)
          WHERE EXISTS (
            SELECT FROM sightings s
            WHERE s.recruiter_id = $1 AND s.source = 'google_drive' AND s.source_checksum IS NOT NULL
              AND s.source_ref = f.id AND s.source_checksum = f.version)
          """, [.int(recruiterID), .textArray(files.map(\.id)), .textArray(files.map(\.version))]
        ).map { try $0.int("place") })
    }
  }

  /// Files of a run whose resume has no end yet: what a killed predecessor left in the queue.
  public func openFiles(ofRun id: Int) async throws -> [(resumeID: Int, filename: String, sourceRef: String?)] {
    try await asWorker { transaction in
      try await transaction.query(
        """
        SELECT DISTINCT ON (s.resume_id) s.resume_id, s.filename, s.source_ref
        FROM sightings s JOIN resumes r ON r.id = s.resume_id
        WHERE s.run_id = $1 AND r.status IN ('pending', 'processing') ORDER BY s.resume_id, s.id
        """, [.int(id)]
      ).map { (try $0.int("resume_id"), try $0.string("filename"), try $0.string(ifPresent: "source_ref")) }
    }
  }

  /// The candidates that the files of a run are of by now, in the order of their ids.
  public func candidates(ofRun id: Int) async throws -> [Int] {
    try await asWorker { transaction in
      try await transaction.query(
        """
        SELECT DISTINCT r.candidate_id FROM sightings s JOIN resumes r ON r.id = s.resume_id
        WHERE s.run_id = $1 AND r.status = 'completed' AND r.candidate_id IS NOT NULL ORDER BY r.candidate_id
        """, [.int(id)]
      ).map { try $0.int("candidate_id") }
    }
  }

  /// A recruiter sees none but their own syncs, whose credential they or an admin named. An admin sees all, and lends no
  /// recruiter the files and the environment of this process.
  private static let mayRun = """
    (NOT hotgigs_is_admin() OR s.added_by IS NULL OR s.added_by = $1
      OR EXISTS (SELECT FROM users a WHERE a.id = s.added_by AND a.role = 'admin' AND a.is_active))
    """

  private static let isHeld = "id = $1 AND lease_token = $2::uuid"
}

extension DriveSyncLease {
  /// `$1` and `$2` of the condition that it is held.
  fileprivate var parameters: [SQLValue] { [.int(sync.id), .text(token)] }
}
