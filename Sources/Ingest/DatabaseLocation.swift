import FoundationEssentials
import PostgreSQL

/// Where the database is: wherever `DATABASE_URL` says, else a private server in the data directory.
public enum DatabaseLocation: Sendable {
  case url(String)
  case privateCluster(PrivateCluster)

  /// - Throws: ``WorkspaceError`` where `DATABASE_URL_FILE` names a file that can't be read.
  public static func fromEnvironment() throws(WorkspaceError) -> DatabaseLocation {
    let environment = ProcessInfo.processInfo.environment
    if let url = environment["DATABASE_URL"], !url.isEmpty { return .url(url) }
    if let path = environment["DATABASE_URL_FILE"], !path.isEmpty {
      guard let data = FileManager.default.contents(atPath: path),
        let line = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).first
      else { throw WorkspaceError(.configuration, "DATABASE_URL_FILE names \(path), which can't be read or is empty") }
      return .url(String(line))
    }
    return .privateCluster(PrivateCluster(directory: DataDirectory.path + "/postgresql"))
  }

  /// A connection string that psql takes: of the private cluster its owner's.
  public var url: String {
    switch self {
    case .url(let url): url
    case .privateCluster(let cluster): cluster.url
    }
  }

  public var isPrivate: Bool {
    if case .privateCluster = self { true } else { false }
  }

  func configuration() throws(PostgreSQLError) -> ConnectionConfiguration {
    try ConnectionConfiguration(url: url)
  }
}
