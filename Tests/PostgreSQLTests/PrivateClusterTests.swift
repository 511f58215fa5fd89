import Glibc
import TestSupport
import Testing

@testable import PostgreSQL

@Suite struct PrivateClusterTests {
  @Test func startsServesStopsAndStartsAgain() async throws {
    let cluster = TestServer.makeCluster()
    #expect(cluster.status() == .init(isInitialized: false, isRunning: false, processID: nil, majorVersion: nil))
    #expect(try await cluster.start())
    #expect(try await !cluster.start())
    #expect(cluster.status().isRunning)
    let connection = try await Connection.connect(try ConnectionConfiguration(url: cluster.url))
    let row = try await connection.query(
      """
      SELECT current_user::text AS owner, current_database()::text AS database, rolsuper AS super,
        rolcreaterole AS makes_roles, current_setting('listen_addresses') AS tcp, current_setting('fsync') AS fsync,
        current_setting('server_encoding') AS encoding, current_setting('lc_collate') AS collation,
        pg_get_userbyid((SELECT datdba FROM pg_database WHERE datname = current_database())) AS database_owner
      FROM pg_roles WHERE rolname = current_user
      """
    ).only()
    #expect(try row.string("owner") == "hotgigs")
    #expect(try row.string("database_owner") == "hotgigs")
    #expect(try row.string("database") == "hotgigs")
    #expect(try !row.bool("super"))
    #expect(try row.bool("makes_roles"))
    #expect(try row.string("tcp") == "")
    #expect(try row.string("fsync") == "on")
    #expect(try row.string("encoding") == "UTF8")
    #expect(try row.string("collation") == "C.UTF-8")
    try await connection.query("CREATE TABLE kept (a int)")
    #expect(try await cluster.stop())
    #expect(try await !cluster.stop())
    #expect(!cluster.status().isRunning)
    #expect(cluster.status().isInitialized)
    #expect(try await cluster.start())
    let again = try await Connection.connect(try ConnectionConfiguration(url: cluster.url))
    #expect(try await again.query("SELECT count(*) FROM kept").only().int(0) == 0)
  }

  @Test func onlyItsOwnerReachesTheSocketAndTheData() async throws {
    let cluster = TestServer.makeCluster()
    try await cluster.start()
    for folder in [cluster.socketDirectory, cluster.dataDirectory] {
      var status = stat()
      #expect(stat(folder, &status) == 0)
      #expect(status.st_mode & 0o777 == 0o700)
      #expect(status.st_uid != 0, "PostgreSQL does not run as root")
    }
    var parent = stat()
    #expect(stat(cluster.directory, &parent) == 0)
    #expect(parent.st_uid == geteuid())
  }

  @Test func tenTasksStartOneServer() async throws {
    let cluster = TestServer.makeCluster()
    let starters = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<10 { group.addTask { try await PrivateCluster(directory: cluster.directory).start() } }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(starters == 1)
    #expect(cluster.status().isRunning)
  }

  @Test func tenProcessesStartOneServer() async throws {
    let cluster = TestServer.makeCluster()
    let directory = cluster.directory
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<10 {
        group.addTask {
          await #expect(processExitsWith: .success) { [directory = directory as String] in
            let cluster = PrivateCluster(directory: directory)
            try await cluster.start()
            let connection = try await Connection.connect(try ConnectionConfiguration(url: cluster.url))
            _ = try await connection.query("SELECT 1").only().int(0)
          }
        }
      }
    }
    #expect(cluster.status().isRunning)
  }

  @Test func aStarterThatDiesLeavesNothingStuck() async throws {
    let cluster = TestServer.makeCluster()
    let directory = cluster.directory
    await #expect(processExitsWith: .signal(SIGKILL)) { [directory = directory as String] in
      async let started = PrivateCluster(directory: directory).start()
      // In the middle of initdb: its folder is there, the cluster's is not.
      while !ClusterInitialization.isUnfinished(in: directory) { await Task.yield() }
      kill(getpid(), SIGKILL)
      _ = try await started
    }
    #expect(!cluster.status().isInitialized)
    #expect(try await cluster.start())
    let connection = try await Connection.connect(try ConnectionConfiguration(url: cluster.url))
    #expect(try await connection.query("SELECT 1").only().int(0) == 1)
    #expect(!ClusterInitialization.isUnfinished(in: directory))
  }

  @Test func anotherProcessWithTheDeadServersNumberDoesNotBlock() async throws {
    let cluster = TestServer.makeCluster()
    try await cluster.start()
    try await cluster.stop()
    // As after a reboot: the file names a process that lives and is no server. Process 1 always does.
    let stale = ["1", cluster.dataDirectory, "1700000000", "5432", cluster.socketDirectory, "", "1 1", "ready"]
    let file = try #require(fopen("\(cluster.dataDirectory)/postmaster.pid", "w"))
    fputs(stale.joined(separator: "\n") + "\n", file)
    fclose(file)
    #expect(!cluster.status().isRunning)
    #expect(try await cluster.start())
  }

  @Test func aVanishedSocketFolderIsMadeAgain() async throws {
    let cluster = TestServer.makeCluster()
    try await cluster.start()
    _ = try ChildProcess(["rm", "-rf", cluster.socketDirectory])
    #expect(try await cluster.start())
    let connection = try await Connection.connect(try ConnectionConfiguration(url: cluster.url))
    #expect(try await connection.query("SELECT 1").only().int(0) == 1)
  }

  @Test func aLongPathGetsAShortSocket() async throws {
    let cluster = TestServer.makeCluster(below: String(repeating: "a long folder's name/", count: 8))
    #expect(cluster.socketDirectory.utf8.count < 80)
    try await cluster.start()
    let connection = try await Connection.connect(try ConnectionConfiguration(url: cluster.url))
    #expect(try await connection.query("SELECT 1").only().int(0) == 1)
  }

  @Test func psqlTakesTheURL() async throws {
    let cluster = TestServer.makeCluster(below: "it's 100% \"odd\", $(really) `so`")
    try await cluster.start()
    let programs = try ServerPrograms.newest()
    let result = try ChildProcess([programs.path("psql"), cluster.url, "-Atc", "SELECT 6 * 7"])
    #expect(result.output == "42\n")
  }

  @Test func aFolderThatTheServersUserCannotReachIsNamed() async throws {
    try #require(geteuid() == 0, "these tests run as root; an ordinary user's server runs as that user")
    let closed = "\(ServerFolder.root)/hotgigs-postgresql-tests-\(getpid())-closed"
    mkdir(closed, 0o700)
    defer { rmdir(closed) }
    let cluster = PrivateCluster(directory: "\(closed)/cluster")
    let error = await #expect(throws: ClusterError.self) { try await cluster.start() }
    #expect(error?.code == .folder)
    #expect(error?.description.contains("can't enter \(closed)") == true)
    _ = try ChildProcess(["rm", "-rf", cluster.directory])
  }

  @Test func aMissingServerNamesThePackage() {
    let error = #expect(throws: ClusterError.self) { try ServerPrograms.matching(majorVersion: 9) }
    #expect(error?.code == .missingServer)
    #expect(error?.description.contains("postgresql-9") == true)
  }
}
