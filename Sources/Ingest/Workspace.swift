import CandidateStore
import FoundationEssentials
import Glibc
import Intake
import PostgreSQL
import ResumeModel

/// What every command that uses the database works on: the database, the content store, the settings.
public struct Workspace: Sendable {
  public let settings: Settings
  public let location: DatabaseLocation
  public let store: CandidateStore
  public let content: any ContentStore
  public let accounts: DefaultAccounts

  /// Opens it. A private server is started, and migrated, where it is behind; a database behind `DATABASE_URL` that is
  /// behind is refused: it is migrated by `hotgigs db migrate` alone.
  ///
  /// - Parameter onStart: is told of a private server that was started, once.
  /// - Throws: ``WorkspaceError``, `PostgreSQLError`, `ClusterError` or `MigrationError`.
  public static func open(
    _ settings: Settings, onStart: @Sendable (PrivateCluster) -> Void = { _ in }
  ) async throws -> Workspace {
    let location = try DatabaseLocation.fromEnvironment()
    if case .privateCluster(let cluster) = location, try await cluster.start() { onStart(cluster) }
    let pool = ConnectionPool(try location.configuration(), size: settings.database.connections)
    let migrations = try SchemaMigrations(location: location)
    if location.isPrivate {
      try await migrations.migrateIfBehind(over: pool)
    } else {
      try await migrations.requireCurrent(over: pool)
    }
    let store = CandidateStore(pool: pool, limits: settings.database.limits)
    return Workspace(
      settings: settings, location: location, store: store, content: content(settings, store: store),
      accounts: try await store.bootstrap())
  }

  private static func content(_ settings: Settings, store: CandidateStore) -> any ContentStore {
    switch settings.content.storage {
    case .directory:
      DirectoryContentStore(directory: settings.content.folder)
    case .database:
      DatabaseContentStore(store: store)
    }
  }

  public func close() async {
    await store.pool.close()
  }

  // MARK: People

  /// Who acts: the one that `--as` or `HOTGIGS_USER` names, else whom `people.users` maps the operating-system user to,
  /// else the admin, for the owner of the data directory.
  ///
  /// - Throws: ``WorkspaceError``: `notPermitted`, `unknownName`.
  public func actingUser(named name: String?) async throws -> User {
    let own = try await operatingSystemUser()
    let wanted = name ?? ProcessInfo.processInfo.environment["HOTGIGS_USER"].flatMap { $0.isEmpty ? nil : $0 }
    guard let wanted, wanted.lowercased() != own.email.lowercased() else { return own }
    guard own.role == .admin else {
      throw WorkspaceError(.notPermitted, "\(own.email) can't act as \(wanted): that is an admin's right")
    }
    let user = try await user(email: wanted)
    try await store.recordActingAs(user, admin: own)
    return user
  }

  /// Whose candidates the files become: the acting recruiter's own; an admin may name anyone, and names the default
  /// recruiter by naming no one.
  public func recruiter(named name: String?, actingUser: User) async throws -> User {
    if actingUser.role != .admin {
      guard let name, name.lowercased() != actingUser.email.lowercased() else { return actingUser }
      throw WorkspaceError(.notPermitted, "only an admin takes files in for another recruiter (\(name))")
    }
    let recruiter = try await user(email: name ?? settings.people.defaultRecruiter)
    guard recruiter.role != .candidate else {
      throw WorkspaceError(.unknownName, "\(recruiter.email) is a candidate, not a recruiter")
    }
    return recruiter
  }

  private func operatingSystemUser() async throws -> User {
    let name = Self.userName
    if let email = settings.people.users[name] { return try await user(email: email) }
    guard Self.ownsDataDirectory else {
      throw WorkspaceError(
        .notPermitted,
        "\(name) is nobody here: an admin maps operating-system users under people.users in pipeline.yaml")
    }
    guard let admin = try await store.user(id: accounts.adminID) else {
      throw WorkspaceError(.unavailable, "the account admin@localhost is missing from the database")
    }
    return admin
  }

  private func user(email: String) async throws -> User {
    guard let user = try await store.user(email: email) else {
      throw WorkspaceError(.unknownName, "no user \(email); add one with: hotgigs users add \(email) --role recruiter")
    }
    guard user.isActive else { throw WorkspaceError(.notPermitted, "\(user.email) is deactivated") }
    return user
  }

  /// As whom the operating-system user acts; nil for one who is nobody here.
  static func operatingSystemEmail(_ settings: Settings) -> String? {
    settings.people.users[userName] ?? (ownsDataDirectory ? "admin@localhost" : nil)
  }

  static var userName: String {
    guard let entry = getpwuid(geteuid()) else { return String(geteuid()) }
    return String(cString: entry.pointee.pw_name)
  }

  /// A data directory that is not there yet belongs to whoever makes it.
  private static var ownsDataDirectory: Bool {
    var status = stat()
    return stat(DataDirectory.path, &status) != 0 || status.st_uid == geteuid()
  }
}
