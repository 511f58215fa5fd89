import Glibc

/// A PostgreSQL server of our own below one folder: made and started on demand, shared by all commands, without TCP.
///
/// The folder holds `data` and `socket`, both of the server's user alone, and `lock`. The server runs as whoever we are,
/// or as `postgres` where we are root. Who can enter the socket's folder is trusted: its owner and root.
public struct PrivateCluster: Sendable {
  /// What is known of the server without asking it.
  public struct Status: Sendable, Hashable {
    public let isInitialized: Bool
    public let isRunning: Bool
    /// The server's, where it runs.
    public let processID: Int?
    /// PostgreSQL's major version, where the cluster is initialised.
    public let majorVersion: Int?
  }

  /// The role that owns the database; it is no superuser, but may create roles.
  public static let owner = "hotgigs"
  public static let database = "hotgigs"
  private static let port = 5432

  /// The cluster's own folder, absolute.
  public let directory: String
  public let dataDirectory: String
  public let socketDirectory: String
  private let maximumConnections: Int

  /// - Parameters:
  ///   - directory: the cluster's own folder; made when needed. A relative path counts from the current one.
  ///   - maximumConnections: of a server that this starts.
  public init(directory: String, maximumConnections: Int = 100) {
    self.maximumConnections = maximumConnections
    self.directory = Self.absolute(directory)
    dataDirectory = "\(self.directory)/data"
    let near = "\(self.directory)/socket"
    let isShortEnough = UnixSocket(folder: near, port: Self.port).path.utf8.count <= UnixSocket.longestPath
    // A comma would separate hosts.
    let isUsable = isShortEnough && !near.contains(",")
    socketDirectory = isUsable ? near : "/tmp/hotgigs-\(Self.fingerprint(self.directory))"
  }

  /// The owner's connection string, as psql and libpq take it.
  public var url: String { url(user: Self.owner, database: Self.database) }

  /// The superuser's: only for making and removing databases, which the owner may not.
  public var administratorURL: String { url(user: "postgres", database: "postgres") }

  private func url(user: String, database: String) -> String {
    "postgresql://\(user)@\(Self.percentEncoded(socketDirectory)):\(Self.port)/\(database)"
  }

  /// The folder is initialised and its server is up when this returns. Commands that start together wait for the first.
  ///
  /// - Returns: whether this call started the server.
  @discardableResult
  public func start() async throws(ClusterError) -> Bool {
    try await DetachedThread.run { () throws(ClusterError) in try startBlocking() }
  }

  /// Stops the server, ending its connections, and returns when it is down.
  ///
  /// - Returns: whether it was running.
  @discardableResult
  public func stop() async throws(ClusterError) -> Bool {
    try await DetachedThread.run { () throws(ClusterError) in try stopBlocking() }
  }

  public func status() -> Status {
    let version = majorVersion
    let postmaster = PostmasterFile(dataFolder: dataDirectory).flatMap {
      $0.isAlive(dataFolder: dataDirectory) ? $0 : nil
    }
    return Status(
      isInitialized: version != nil, isRunning: postmaster != nil, processID: (postmaster?.processID).map(Int.init),
      majorVersion: version)
  }

  // MARK: Starting

  private var isUp: Bool {
    guard let postmaster = PostmasterFile(dataFolder: dataDirectory), postmaster.isReady else { return false }
    return postmaster.socketFolder == socketDirectory && postmaster.isAlive(dataFolder: dataDirectory) && socket.answers
  }

  private var socket: UnixSocket { UnixSocket(folder: socketDirectory, port: Self.port) }

  private var majorVersion: Int? {
    SmallFile.read("\(dataDirectory)/PG_VERSION").flatMap { text in Int(text.prefix { $0.isNumber }) }
  }

  private func startBlocking() throws(ClusterError) -> Bool {
    if isUp { return false }
    try makeDirectory()
    let lock = try FolderLock(path: "\(directory)/lock")
    defer { withExtendedLifetime(lock) {} }
    if isUp { return false }
    let account = try ServerAccount(ownerOf: dataDirectory)
    try account.checkReach(directory)
    if majorVersion == nil {
      try ClusterInitialization(
        programs: try ServerPrograms.newest(), account: account, directory: directory, dataDirectory: dataDirectory,
        owner: Self.owner, database: Self.database
      ).run()
    }
    guard let majorVersion else {
      throw ClusterError(.folder, "\(dataDirectory) holds no PostgreSQL cluster: move it away")
    }
    let programs = try ServerPrograms.matching(majorVersion: majorVersion)
    try account.own(socketDirectory)
    try clearTheWay(programs, account)
    try launch(programs, account)
    return true
  }

  /// Makes the folder and those above it. Root's stays root's, for others to pass through and not to look into: the server's
  /// user gets `data` and `socket` in it.
  private func makeDirectory() throws(ClusterError) {
    let mode: mode_t = geteuid() == 0 ? 0o711 : 0o700
    var path = ""
    for part in directory.split(separator: "/") {
      path += "/\(part)"
      guard mkdir(path, mode) != 0, errno != EEXIST else { continue }
      throw ClusterError(.folder, "\(path) can't be made: \(String(cString: strerror(errno)))")
    }
  }

  /// Removes what a killed server left and ends one that nobody can reach any more.
  private func clearTheWay(_ programs: ServerPrograms, _ account: ServerAccount) throws(ClusterError) {
    guard let postmaster = PostmasterFile(dataFolder: dataDirectory), postmaster.isAlive(dataFolder: dataDirectory)
    else {
      // PostgreSQL itself would refuse to start if another process had the dead one's number by now, or if nobody
      // has reaped it. Children of it that still run are noticed by their shared memory.
      for leftover in ["\(dataDirectory)/postmaster.pid", socket.path, "\(socket.path).lock"] { unlink(leftover) }
      return
    }
    // Coming up, or going down, at another's hands: then pg_ctl has the last word.
    if !postmaster.isReady || postmaster.socketFolder != socketDirectory || !socket.answers {
      _ = try account.run([programs.path("pg_ctl"), "stop", "-D", dataDirectory, "-m", "fast", "-w", "-t", "60"])
    }
  }

  private func launch(_ programs: ServerPrograms, _ account: ServerAccount) throws(ClusterError) {
    let options = ClusterSettings(
      socketDirectory: socketDirectory, port: Self.port, maximumConnections: maximumConnections
    ).commandLine
    // pg_ctl pastes paths into a shell command: with relative ones no character of the folder's name does harm.
    let command = [
      programs.path("pg_ctl"), "start", "-D", ".", "-l", "server.log", "-o", options, "-w", "-t", "60", "-s",
    ]
    let patience = ContinuousClock.now + .seconds(20)
    while true {
      let result = try account.run(command, in: dataDirectory)
      if result.succeeded, isUp { return }
      let log = SmallFile.read(logFile, last: 2048) ?? ""
      // After kill -9 of the server its children need a moment to notice and leave.
      let isStillLeaving = log.contains("pre-existing shared memory block") && ContinuousClock.now < patience
      guard isStillLeaving else {
        let lines = log.split(separator: "\n").suffix(2).joined(separator: " ")
        throw ClusterError(
          .server, "PostgreSQL did not start: \(lines.isEmpty ? result.complaint : lines) (see \(logFile))")
      }
      truncate(logFile, 0)
      usleep(100_000)
    }
  }

  private var logFile: String { "\(dataDirectory)/server.log" }

  private func stopBlocking() throws(ClusterError) -> Bool {
    guard let majorVersion, status().isRunning else { return false }
    let lock = try FolderLock(path: "\(directory)/lock")
    defer { withExtendedLifetime(lock) {} }
    guard status().isRunning else { return false }
    let account = try ServerAccount(ownerOf: dataDirectory)
    let programs = try ServerPrograms.matching(majorVersion: majorVersion)
    let result = try account.run([
      programs.path("pg_ctl"), "stop", "-D", dataDirectory, "-m", "fast", "-w", "-t", "60", "-s",
    ])
    guard result.succeeded || !status().isRunning else {
      throw ClusterError(.server, "PostgreSQL did not stop: \(result.complaint)")
    }
    return true
  }

  // MARK: Paths

  private static func absolute(_ path: String) -> String {
    var start = path
    if !path.hasPrefix("/"), let current = getcwd(nil, 0) {
      start = String(cString: current) + "/" + path
      free(current)
    }
    var parts: [Substring] = []
    for part in start.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// Sixteen hexadecimal digits of a path (FNV-1a): the same for every process.
  private static func fingerprint(_ path: String) -> String {
    let hash = path.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func percentEncoded(_ path: String) -> String {
    let hex = Array("0123456789ABCDEF")
    return path.utf8.reduce(into: "") { text, byte in
      let character = Character(UnicodeScalar(byte))
      if byte < 128, character.isLetter || character.isNumber || "-._~".contains(character) {
        text.append(character)
      } else {
        text += "%\(hex[Int(byte >> 4)])\(hex[Int(byte & 15)])"
      }
    }
  }
}
