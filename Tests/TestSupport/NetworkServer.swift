import Foundation
import Glibc
import Synchronization

/// A PostgreSQL server that listens on TCP as hosted ones do, to be stopped and started. Gone at the end.
public final class NetworkServer: Sendable {
  /// Below it: `data`, and whatever `prepare` made.
  public let directory: String
  public let port: Int

  /// Makes and starts one.
  ///
  /// - Parameter settings: as `ssl=on`. Files are relative to `data`.
  /// - Parameter access: lines of pg_hba.conf for TCP; by the socket in ``directory`` everybody may log in as anybody.
  /// - Parameter prepare: a script that runs in `data` before the server starts.
  public init(
    settings: [String] = [], access: [String] = ["host all all all trust"], prepare: String = "true"
  ) async throws {
    directory = "\(ServerFolder.root)/hotgigs-network-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    port = try Self.freePort()
    Self.directories.withLock { [directory] in $0.append(directory) }
    let lines =
      [
        "listen_addresses = '127.0.0.1, ::1'", "port = \(port)", "unix_socket_directories = '\(directory)'",
        "shared_buffers = 16MB", "max_connections = 40", "timezone = UTC",
      ] + settings
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    try await Shell.runAside(
      """
      \(Shell.giveToServer(directory))
      programs=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
      \(Shell.asServer)$programs/initdb -N -A trust -U postgres --locale=C.UTF-8 --encoding=UTF8 -D data
      cd data
      cat >> postgresql.conf <<'END'
      \(lines.joined(separator: "\n"))
      END
      cat > pg_hba.conf <<'END'
      local all all trust
      \(access.joined(separator: "\n"))
      END
      \(prepare)
      \(Shell.giveToServer("."))
      """, in: directory)
    try await start()
  }

  public func start() async throws { try await control("start -l server.log -s") }

  /// - Parameter mode: `fast` ends every session, `immediate` is as a crash.
  public func stop(_ mode: String = "fast") async throws { try await control("stop -m \(mode) -s") }

  private func control(_ verb: String) async throws {
    try await Shell.runAside(
      """
      programs=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
      \(Shell.asServer)$programs/pg_ctl -D . -w -t 60 \(verb)
      """, in: directory + "/data")
  }

  /// One value, asked for as the superuser.
  @discardableResult
  public func sql(_ query: String, in database: String = "postgres") async throws -> String {
    let quoted = query.replacingOccurrences(of: "'", with: "'\\''")
    return try await Shell.runAside(
      "psql -XAtq -v ON_ERROR_STOP=1 -h \(directory) -p \(port) -U postgres -d \(database) -c '\(quoted)'"
    ).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  deinit { Self.remove(directory) }

  /// Those that a test keeps for others are gone when the process ends.
  private static let directories: Mutex<[String]> = {
    atexit { for directory in NetworkServer.directories.withLock({ $0 }) { NetworkServer.remove(directory) } }
    return Mutex([])
  }()

  private static func remove(_ directory: String) {
    guard access(directory, F_OK) == 0 else { return }
    _ = try? Shell.run(
      """
      for file in pooler/pgbouncer.pid data/postmaster.pid; do
        test -s $file && kill -QUIT $(head -n 1 $file) || true
      done
      rm -rf \(directory)
      """, in: directory)
  }

  private static func freePort() throws -> Int {
    let socket = try LoopbackSocket()
    defer { close(socket.descriptor) }
    return socket.port
  }
}

/// Certificates by an authority of the tests' own.
public enum TestCertificates {
  /// A script that makes `server.key` and `server.crt` for a host, and the authority's `ca.crt`, in the current folder.
  public static func script(host: String) -> String {
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    return """
      openssl req -x509 \(key) -keyout ca.key -out ca.crt -subj '/CN=An authority of the tests' -days 2
      openssl req \(key) -keyout server.key -out server.csr -subj '/CN=\(host)'
      echo 'subjectAltName=DNS:\(host)' > names.txt
      openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -out server.crt -extfile names.txt
      chmod 600 server.key
      """
  }
}
