import Foundation
import Ingest
import TestSupport
import Testing

/// A `hotgigs` with a data directory and a private PostgreSQL of its own, both gone at the end.
final class Installation: Sendable {
  /// How a command ended.
  struct Result {
    var status: Int32
    var output: String
    var errors: String

    /// Objects, one a line.
    func rows() throws -> [[String: Any]] {
      try output.split(separator: "\n").map { line in
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
      }
    }
  }

  let home: String

  /// - Parameter isNew: with nothing in it, as before the first command; else the first command was run already.
  init(isNew: Bool = false) throws {
    // Short and open to the server's user, who can't reach below root's home.
    home = "\(ServerFolder.root)/hotgigs-test-\(UInt32.random(in: 0 ... .max))"
    if isNew {
      try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    } else {
      // Making a cluster and its schema takes longer than most of what the tests do with them.
      try Shell.run("cp -a '\(try Self.prepared.get())' '\(home)'")
    }
  }

  /// Copied for each test.
  private static let prepared: Swift.Result<String, any Error> = Swift.Result {
    let installation = try Installation(isNew: true)
    let first = try installation.run("users", "list")
    try #require(first.status == 0, "\(first.errors)")
    try #require(try installation.run("db", "stop").status == 0)
    atexit { try? FileManager.default.removeItem(atPath: Installation.preparedHome) }
    try FileManager.default.moveItem(atPath: installation.home, toPath: preparedHome)
    return preparedHome
  }

  private static let preparedHome = "\(ServerFolder.root)/hotgigs-prepared-\(getpid())"

  deinit {
    _ = try? run("db", "stop")
    try? FileManager.default.removeItem(atPath: home)
  }

  /// Runs a command to its end.
  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Result {
    try run(arguments, environment: environment)
  }

  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Result {
    let process = try start(arguments, environment: environment)
    return process.result()
  }

  /// Starts a command, to be killed or waited for.
  ///
  /// - Parameter input: the file that is its standard input.
  func start(
    _ arguments: [String], environment: [String: String] = [:], input: String = "/dev/null"
  ) throws -> Command {
    try Command(
      executable: Self.executable, arguments: arguments,
      environment: ["HOTGIGS_HOME": home].merging(environment) { $1 }, input: input)
  }

  /// One value from the database itself, as psql prints it.
  func sql(_ query: String) throws -> String {
    let url = try run("db", "url").output.trimmingCharacters(in: .whitespacesAndNewlines)
    let result = try Command(executable: "/usr/bin/psql", arguments: [url, "-XAtqc", query], environment: [:]).result()
    try #require(result.status == 0, "\(result.errors)")
    return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  static let executable = String(ReaderPool.executableBesideThisOne.dropLast("-reader".count))
}

/// A running process, its output kept in files so that no pipe fills.
final class Command {
  let pid: pid_t
  private let folder: TemporaryFolder
  private var status: CInt?

  init(executable: String, arguments: [String], environment: [String: String], input: String = "/dev/null") throws {
    folder = try TemporaryFolder()
    var variables = ProcessInfo.processInfo.environment
    for name in ["DATABASE_URL", "DATABASE_URL_FILE", "HOTGIGS_USER", "HOTGIGS_HOME"] { variables[name] = nil }
    variables.merge(environment) { $1 }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, folder.path + "/out", O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, folder.path + "/err", O_WRONLY | O_CREAT, 0o600)
    var pid: pid_t = 0
    // In a folder without a pipeline.yaml: the settings are the defaults.
    let failure = Self.withCStrings(["env", "-C", folder.path, executable] + arguments) { arguments in
      Self.withCStrings(variables.map { "\($0)=\($1)" }) { variables in
        posix_spawn(&pid, "/usr/bin/env", &actions, nil, arguments, variables)
      }
    }
    try #require(failure == 0, "can't start \(executable): \(String(cString: strerror(failure)))")
    self.pid = pid
  }

  /// Whether it has not ended yet.
  var isRunning: Bool {
    if status == nil {
      var code: CInt = 0
      if waitpid(pid, &code, WNOHANG) == pid { status = code }
    }
    return status == nil
  }

  /// Waits for its end, two minutes at most: then it hangs, and is killed.
  func result() -> Installation.Result {
    let deadline = ContinuousClock.now + .seconds(120)
    while isRunning {
      if ContinuousClock.now > deadline { kill(pid, SIGKILL) }
      usleep(1000)
    }
    let status = status ?? 0
    let signal = status & 0x7f
    return Installation.Result(
      status: signal == 0 ? status >> 8 & 0xff : -signal, output: text("out"), errors: text("err"))
  }

  /// Ends it with no chance to say goodbye.
  func killHard() -> Installation.Result {
    kill(pid, SIGKILL)
    return result()
  }

  /// What it has printed so far.
  var outputSoFar: String { text("out") }
  /// And to standard error.
  var errorsSoFar: String { text("err") }

  private func text(_ name: String) -> String {
    (try? String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)) ?? ""
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}

/// Where the documents that ship with the project are.
enum Fixtures {
  /// A short one, of an invented person.
  static func resume(_ number: Int) -> String {
    "Person Number\(number)\nperson\(number)@example.com\n\nSkills\nSQL, Swift\n"
  }

  static let root =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/Fixtures"
  static let resumes = root + "/resumes"
  static let hard = root + "/hard"
  /// Some of the resumes again, as pictures.
  static let scans = root + "/scans"
}

extension TemporaryFolder {
  /// A folder with so many resumes, each of another person: `1.txt`, `2.txt` …
  static func people(_ count: Int) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for number in 1...count { try folder.write(Fixtures.resume(number), to: "\(number).txt") }
    return folder
  }
}
