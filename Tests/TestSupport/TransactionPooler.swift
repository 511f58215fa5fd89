import Foundation

/// A pgbouncer before a PostgreSQL server: by transaction, and each transaction by another of its server connections than the one
/// before, so that whatever a session holds is lost at once.
public struct TransactionPooler: Sendable {
  /// Of its socket; its port is 6432.
  public let directory: String

  /// One that was started in this folder.
  public init(directory: String) {
    self.directory = directory
  }

  /// - Parameter directory: a new folder, below one that every user may enter.
  /// - Parameter host: the server's socket folder or address.
  /// - Parameter users: who may log in, without a password.
  public static func start(
    in directory: String, before host: String, port: Int = 5432, users: [String]
  ) async throws -> TransactionPooler {
    let settings = """
      [databases]
      * = host=\(host) port=\(port)
      [pgbouncer]
      pool_mode = transaction
      server_round_robin = 1
      default_pool_size = 4
      max_client_conn = 400
      server_idle_timeout = 1
      auth_type = trust
      auth_file = \(directory)/users.txt
      unix_socket_dir = \(directory)
      listen_port = 6432
      logfile = \(directory)/pgbouncer.log
      pidfile = \(directory)/pgbouncer.pid
      """
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    try Data(settings.utf8).write(to: URL(filePath: directory + "/pgbouncer.ini"))
    try Data(users.map { "\"\($0)\" \"\"\n" }.joined().utf8).write(to: URL(filePath: directory + "/users.txt"))
    // One that was killed may be there as a process yet: its file would keep this one from starting. It returns before its
    // socket is there.
    try await Shell.runAside(
      """
      \(Shell.giveToServer(directory))
      rm -f pgbouncer.pid
      \(Shell.asServer)pgbouncer -q -d pgbouncer.ini
      for try in $(seq 600); do test -S .s.PGSQL.6432 && exit; sleep 0.1; done
      cat pgbouncer.log; exit 1
      """, in: directory)
    return TransactionPooler(directory: directory)
  }

  /// Ends it at once, with all that goes through it.
  public func stop() {
    guard let text = try? String(contentsOfFile: directory + "/pgbouncer.pid", encoding: .utf8),
      let process = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines))
    else { return }
    kill(process, SIGKILL)
  }
}
