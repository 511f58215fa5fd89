import Glibc

/// The folder of one PostgreSQL version's server programs.
struct ServerPrograms: Sendable {
  let folder: String
  let majorVersion: Int

  func path(_ program: String) -> String { "\(folder)/\(program)" }

  /// Debian's folders, one a version.
  private static let versionedRoot = "/usr/lib/postgresql"

  /// The programs of the version that wrote a cluster.
  static func matching(majorVersion: Int) throws(ClusterError) -> ServerPrograms {
    let debian = "\(versionedRoot)/\(majorVersion)/bin"
    if isComplete(debian) { return ServerPrograms(folder: debian, majorVersion: majorVersion) }
    if let other = elsewhere().first(where: { $0.majorVersion == majorVersion }) { return other }
    throw ClusterError(
      .missingServer,
      "the database was made by PostgreSQL \(majorVersion), whose server is not installed: "
        + "install the package postgresql-\(majorVersion), or set DATABASE_URL")
  }

  /// The newest version on the machine.
  static func newest() throws(ClusterError) -> ServerPrograms {
    let debian = FolderEntries.names(in: versionedRoot).compactMap(Int.init).sorted(by: >)
      .first { isComplete("\(versionedRoot)/\($0)/bin") }
    if let debian { return ServerPrograms(folder: "\(versionedRoot)/\(debian)/bin", majorVersion: debian) }
    if let other = elsewhere().max(by: { $0.majorVersion < $1.majorVersion }) { return other }
    throw ClusterError(
      .missingServer,
      "PostgreSQL's server is not installed: install the package postgresql, or set DATABASE_URL to a database")
  }

  /// Programs in the search path and in the usual places of other systems.
  private static func elsewhere() -> [ServerPrograms] {
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    let folders = path.split(separator: ":").map(String.init) + ["/usr/local/pgsql/bin", "/usr/local/bin"]
    return folders.filter(isComplete).compactMap { folder in
      guard let version = majorVersion(of: "\(folder)/postgres") else { return nil }
      return ServerPrograms(folder: folder, majorVersion: version)
    }
  }

  private static func isComplete(_ folder: String) -> Bool {
    ["initdb", "pg_ctl", "postgres"].allSatisfy { access("\(folder)/\($0)", X_OK) == 0 }
  }

  /// From `postgres (PostgreSQL) 15.8 …`.
  private static func majorVersion(of program: String) -> Int? {
    guard let printed = try? ChildProcess([program, "--version"]), printed.succeeded else { return nil }
    return printed.output.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }
  }
}
