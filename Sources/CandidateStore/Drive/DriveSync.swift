import PostgreSQL

/// How often a folder of Google Drive is looked into: the values of `google_drive_syncs.sync_frequency`.
public enum SyncFrequency: String, Hashable, Sendable, Codable, CaseIterable {
  /// When somebody asks for it.
  case manual
  case daily, weekly
}

/// Where a sync stands: the values of `google_drive_syncs.status`.
public enum DriveSyncStatus: String, Hashable, Sendable, Codable, CaseIterable {
  case active, paused
  /// It needs a person; with a schedule it is tried once a day all the same.
  case error
}

/// A folder of Google Drive that keeps itself imported: a row of `google_drive_syncs`.
public struct DriveSync: Hashable, Sendable, Codable {
  public var id: Int
  /// Whose candidates its files become.
  public var recruiterID: Int
  /// Nil where the acting user may not see the account.
  public var recruiterEmail: String?
  public var folderID: String
  public var folderName: String?
  public var frequency: SyncFrequency
  public var status: DriveSyncStatus
  /// What went wrong last, and what to do; nil once a sync went well.
  public var errorMessage: String?
  /// Files that were taken in, also those that failed or were known by their bytes.
  public var filesSynced: Int
  /// ISO 8601, UTC.
  public var lastSyncAt: String?
  public var nextSyncAt: String?
  /// Where its credential is: `file:PATH`, `environment:NAME` or `configuration:KEY`; never the credential.
  public var credential: String?
  /// The shared drive that the folder is on.
  public var driveID: String?
  /// With the folders below it.
  public var isRecursive: Bool
  /// What each candidate that comes out of it is tagged with.
  public var tags: [String]
  /// How many files could not be had, and are asked for again by the next sync.
  public var openFiles: Int
  /// Who runs it now.
  public var leasedBy: String?

  enum CodingKeys: String, CodingKey {
    case id, frequency, status, credential, tags
    case recruiterID = "recruiter_id"
    case recruiterEmail = "recruiter"
    case folderID = "folder_id"
    case folderName = "folder"
    case errorMessage = "error"
    case filesSynced = "files_synced"
    case lastSyncAt = "last_sync_at"
    case nextSyncAt = "next_sync_at"
    case driveID = "drive_id"
    case isRecursive = "recursive"
    case openFiles = "open_files"
    case leasedBy = "running_on"
  }
}

/// A sync to be made.
public struct NewDriveSync: Hashable, Sendable {
  public var recruiterID: Int
  public var folderID: String
  public var folderName: String?
  public var frequency: SyncFrequency
  public var credential: String
  public var driveID: String?
  public var isRecursive: Bool
  public var tags: [String]

  public init(
    recruiterID: Int, folderID: String, folderName: String?, frequency: SyncFrequency, credential: String,
    driveID: String? = nil, isRecursive: Bool = true, tags: [String] = []
  ) {
    self.recruiterID = recruiterID
    self.folderID = folderID
    self.folderName = folderName
    self.frequency = frequency
    self.credential = credential
    self.driveID = driveID
    self.isRecursive = isRecursive
    self.tags = tags
  }
}

/// How far a sync has come: from where the changes are asked for next.
public struct DriveSyncPosition: Hashable, Sendable {
  /// Of the changes feed; nil before the first listing is through.
  public var pageToken: String?
  /// The folders that hang below the folder, as whoever syncs writes them; nil before the first listing is through.
  public var folderTree: JSONText?
  /// Files that could not be had, each with the reason.
  public var openFiles: [String: String]

  public init(pageToken: String? = nil, folderTree: JSONText? = nil, openFiles: [String: String] = [:]) {
    self.pageToken = pageToken
    self.folderTree = folderTree
    self.openFiles = openFiles
  }
}

/// The right to run a sync, until it ends by the server's clock: one host at a time.
public struct DriveSyncLease: Hashable, Sendable {
  public let sync: DriveSync
  /// How far it was when the lease was taken.
  public let position: DriveSyncPosition
  /// A UUID, new with each lease.
  let token: String
}

/// How a sync ended.
public enum DriveSyncEnd: Hashable, Sendable {
  /// It went well: the next one is when its schedule says.
  case complete
  /// It needs a person: status `error`, tried once a day where it has a schedule.
  case failed(String)
  /// It was stopped by something that passes: tried again in an hour where it has a schedule.
  case postponed(String)
  /// It was interrupted: it is due as it was.
  case interrupted
}

extension DriveSync {
  static var columns: String {
    """
    s.id, s.user_id, u.email, s.folder_id, s.folder_name, coalesce(s.sync_frequency, 'manual') AS sync_frequency,
      coalesce(s.status, 'active') AS status, s.error_message, coalesce(s.files_synced, 0) AS files_synced,
      \(isoTime("s.last_sync_at")) AS last_sync_at, \(isoTime("s.next_sync_at")) AS next_sync_at, s.credential, s.drive_id,
      s.is_recursive, s.tags, (SELECT count(*) FROM jsonb_object_keys(s.open_files)) AS open_count,
      CASE WHEN s.leased_until > clock_timestamp() THEN s.leased_by END AS leased_by
    """
  }

  init(_ row: Row) throws {
    self.init(
      id: try row.int("id"), recruiterID: try row.int(ifPresent: "user_id") ?? 0,
      recruiterEmail: try row.string(ifPresent: "email"), folderID: try row.string("folder_id"),
      folderName: try row.string(ifPresent: "folder_name"),
      frequency: SyncFrequency(rawValue: try row.string("sync_frequency")) ?? .manual,
      status: DriveSyncStatus(rawValue: try row.string("status")) ?? .error,
      errorMessage: try row.string(ifPresent: "error_message"), filesSynced: try row.int("files_synced"),
      lastSyncAt: try row.string(ifPresent: "last_sync_at"), nextSyncAt: try row.string(ifPresent: "next_sync_at"),
      credential: try row.string(ifPresent: "credential"), driveID: try row.string(ifPresent: "drive_id"),
      isRecursive: try row.bool("is_recursive"), tags: try row.textArray("tags").compactMap(\.self),
      openFiles: try row.int("open_count"), leasedBy: try row.string(ifPresent: "leased_by"))
  }
}
