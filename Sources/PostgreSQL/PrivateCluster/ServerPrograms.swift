/// The folder of one PostgreSQL version's server programs.
struct ServerPrograms: Sendable {
  let folder: String
  let majorVersion: Int

  func path(_ program: String) -> String { "\(folder)/\(program)" }

  private static let names = ["postgres", "initdb", "pg_ctl"]

  /// The programs of the version that wrote a cluster.
  static func matching(majorVersion: Int) throws(ClusterError) -> ServerPrograms {
    let debian = InstalledPrograms.debianFolder(majorVersion)
    if InstalledPrograms.holds(debian, names) { return ServerPrograms(folder: debian, majorVersion: majorVersion) }
    if let other = elsewhere().first(where: { $0.majorVersion == majorVersion }) { return other }
    throw ClusterError(
      .missingServer,
      "the database was made by PostgreSQL \(majorVersion), whose server is not installed: "
        + "install the package postgresql-\(majorVersion), or set DATABASE_URL")
  }

  /// The newest version on the machine.
  static func newest() throws(ClusterError) -> ServerPrograms {
    let debian = InstalledPrograms.debianVersions().sorted(by: >)
      .first { InstalledPrograms.holds(InstalledPrograms.debianFolder($0), names) }
    if let debian { return ServerPrograms(folder: InstalledPrograms.debianFolder(debian), majorVersion: debian) }
    if let other = elsewhere().max(by: { $0.majorVersion < $1.majorVersion }) { return other }
    throw ClusterError(
      .missingServer,
      "PostgreSQL's server is not installed: install the package postgresql, or set DATABASE_URL to a database")
  }

  private static func elsewhere() -> [ServerPrograms] {
    InstalledPrograms.elsewhere(with: names).map { ServerPrograms(folder: $0.folder, majorVersion: $0.majorVersion) }
  }
}
