import Glibc

/// Makes a new cluster with its owner and database, under a temporary name: the final one holds a whole cluster or
/// nothing, wherever the power fails.
struct ClusterInitialization {
  let programs: ServerPrograms
  let account: ServerAccount
  let directory: String
  let dataDirectory: String
  let owner: String
  let database: String

  /// One for each process: a predecessor's initdb may outlive it for a moment.
  private var unfinished: String { "\(directory)/\(Self.prefix)\(getpid())" }
  private static let prefix = "data.unfinished-"

  /// A cluster is being made in a folder, or a starter died over it.
  static func isUnfinished(in directory: String) -> Bool {
    FolderEntries.names(in: directory).contains { $0.hasPrefix(prefix) }
  }

  func run() throws(ClusterError) {
    try removeLeftovers()
    try account.own(unfinished)
    let made = try account.run(
      [
        programs.path("initdb"), "-D", unfinished, "--locale=C.UTF-8", "--encoding=UTF8", "--auth=trust",
        "--username=postgres", "--no-instructions",
      ], diesWithCaller: true)
    guard made.succeeded else {
      throw ClusterError(.initialization, "initdb failed: \(made.complaint)")
    }
    // The single-user server reads one command a line.
    let filled = try account.run(
      [programs.path("postgres"), "--single", "-D", unfinished, "-c", "log_min_messages=error", "postgres"],
      input: "CREATE ROLE \(owner) LOGIN CREATEROLE;\nCREATE DATABASE \(database) OWNER \(owner);\n",
      diesWithCaller: true)
    guard filled.succeeded, !filled.output.contains("ERROR:") else {
      throw ClusterError(.initialization, "the database \(database) can't be made: \(filled.complaint)")
    }
    guard rename(unfinished, dataDirectory) == 0 else {
      throw ClusterError(.folder, "\(unfinished) can't be renamed: \(String(cString: strerror(errno)))")
    }
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor >= 0 {
      fsync(descriptor)
      close(descriptor)
    }
  }

  /// What a starter that died in the middle left. Its initdb may still write there for a moment: that is waited for, and
  /// what then can't be removed stands in nobody's way.
  private func removeLeftovers() throws(ClusterError) {
    for _ in 1...20 where Self.isUnfinished(in: directory) {
      let result = try ChildProcess([
        "find", directory, "-mindepth", "1", "-maxdepth", "1", "-name", "\(Self.prefix)*", "-exec", "rm", "-rf", "{}",
        "+",
      ])
      if result.succeeded { return }
      usleep(100_000)
    }
  }
}
