import PostgreSQL

/// Folders of Google Drive, as people see to them.
extension CandidateStore {
  /// Those that the acting user may see: an admin all, others their own.
  public func driveSyncs(actingUser: Int) async throws -> [DriveSync] {
    try await asUser(actingUser) { transaction in
      try await transaction.query("\(Self.driveSyncQuery) ORDER BY s.id").map(DriveSync.init)
    }
  }

  /// One; nil where there is none that the acting user may see.
  public func driveSync(_ id: Int, actingUser: Int) async throws -> DriveSync? {
    try await asUser(actingUser) { transaction in try await Self.driveSync(id, over: transaction) }
  }

  /// Adds one; with a schedule it is due at once.
  ///
  /// - Throws: ``StoreError`` of code `driveFolderTaken` where the recruiter has the folder already, `notPermitted` where the
  ///   acting user may not add it for them.
  public func addDriveSync(_ new: NewDriveSync, actingUser: Int) async throws -> DriveSync {
    let tags = new.tags.compactMap(ColumnText.cleaned).map { ColumnText.cut($0, to: 100) }
    do {
      return try await asUser(actingUser) { transaction in
        let id = try await transaction.query(
          """
          INSERT INTO google_drive_syncs (user_id, folder_id, folder_name, sync_frequency, next_sync_at, added_by,
            credential, drive_id, is_recursive, tags)
          VALUES ($1, $2, $3, $4::text, CASE WHEN $4::text <> 'manual' THEN clock_timestamp() AT TIME ZONE 'UTC' END, $5, $6, $7, $8, $9)
          RETURNING id
          """,
          [
            .int(new.recruiterID), .text(new.folderID),
            .text(ifPresent: ColumnText.cleaned(new.folderName).map { ColumnText.cut($0, to: 255) }),
            .text(new.frequency.rawValue), .int(actingUser), .text(new.credential), .text(ifPresent: new.driveID),
            .bool(new.isRecursive), .textArray(tags),
          ]
        ).only().int("id")
        try await Self.audit("add_drive_sync", resource: "google_drive_sync", id: String(id), over: transaction)
        guard let sync = try await Self.driveSync(id, over: transaction) else {
          throw StoreError(.lostRace, "sync \(id) is gone")
        }
        return sync
      }
    } catch let error as PostgreSQLError where error.sqlState == .uniqueViolation {
      throw StoreError(.driveFolderTaken, "there is a sync of the folder \(new.folderID) for this recruiter already")
    } catch let error as PostgreSQLError where error.sqlState == .insufficientPrivilege {
      throw StoreError(.notPermitted, "only an admin adds a sync for somebody else")
    }
  }

  /// Pauses a sync, or takes it up again: with a schedule it is due at once, and what went wrong before is forgotten.
  ///
  /// - Returns: nil where there is none that the acting user may see.
  public func setDriveSync(_ id: Int, isPaused: Bool, actingUser: Int) async throws -> DriveSync? {
    try await asUser(actingUser) { transaction in
      _ = try await transaction.query(
        """
        UPDATE google_drive_syncs SET status = CASE WHEN $2 THEN 'paused' ELSE 'active' END,
          error_message = CASE WHEN $2 THEN error_message END, updated_at = clock_timestamp() AT TIME ZONE 'UTC',
          next_sync_at = CASE WHEN $2 OR sync_frequency = 'manual' THEN next_sync_at
            ELSE clock_timestamp() AT TIME ZONE 'UTC' END
        WHERE id = $1
        """, [.int(id), .bool(isPaused)])
      return try await Self.driveSync(id, over: transaction)
    }
  }

  /// Removes a sync; what it took in stays. One that runs is stopped by it.
  ///
  /// - Returns: what was removed; nil where there is none that the acting user may see.
  public func removeDriveSync(_ id: Int, actingUser: Int) async throws -> DriveSync? {
    try await asUser(actingUser) { transaction in
      guard let sync = try await Self.driveSync(id, over: transaction) else { return nil }
      _ = try await transaction.query("DELETE FROM google_drive_syncs WHERE id = $1", [.int(id)])
      try await Self.audit("remove_drive_sync", resource: "google_drive_sync", id: String(id), over: transaction)
      return sync
    }
  }

  static func driveSync(_ id: Int, over transaction: Transaction) async throws -> DriveSync? {
    try await transaction.query("\(driveSyncQuery) WHERE s.id = $1", [.int(id)]).first.map(DriveSync.init)
  }

  static var driveSyncQuery: String {
    "SELECT \(DriveSync.columns) FROM google_drive_syncs s LEFT JOIN users u ON u.id = s.user_id"
  }
}
