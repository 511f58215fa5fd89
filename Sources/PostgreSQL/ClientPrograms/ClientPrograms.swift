/// PostgreSQL's own programs for a database's content: `pg_dump`, `pg_restore`, `psql`, of one version.
public struct ClientPrograms: Sendable {
  public let folder: String
  public let majorVersion: Int

  /// One of them.
  public func program(_ name: String) -> ClientProgram { ClientProgram(path: "\(folder)/\(name)") }

  private static let names = ["pg_dump", "pg_restore", "psql"]

  /// The programs of a server's version, else the newest: `pg_dump` refuses a server newer than itself.
  ///
  /// - Throws: ``ClusterError`` of code `missingServer`, where all are older or none are there.
  public static func forServer(majorVersion: Int) throws(ClusterError) -> ClientPrograms {
    let debian = InstalledPrograms.debianVersions()
      .map { ClientPrograms(folder: InstalledPrograms.debianFolder($0), majorVersion: $0) }
      .filter { InstalledPrograms.holds($0.folder, names) }
    if let found = best(of: debian, for: majorVersion) { return found }
    if let found = best(of: elsewhere(), for: majorVersion) { return found }
    throw ClusterError(
      .missingServer,
      "pg_dump and pg_restore of PostgreSQL \(majorVersion) or newer are not installed: "
        + "install the package postgresql-client-\(majorVersion)")
  }

  private static func best(of all: [ClientPrograms], for majorVersion: Int) -> ClientPrograms? {
    all.first { $0.majorVersion == majorVersion }
      ?? all.filter { $0.majorVersion > majorVersion }.max { $0.majorVersion < $1.majorVersion }
  }

  private static func elsewhere() -> [ClientPrograms] {
    InstalledPrograms.elsewhere(with: names).map { ClientPrograms(folder: $0.folder, majorVersion: $0.majorVersion) }
  }
}
