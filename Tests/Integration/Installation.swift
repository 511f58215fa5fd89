import Foundation
import Ingest
import Synchronization
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

  init() throws {
    // Short and open to the server's user, who can't reach below root's home.
    home = "/tmp/hotgigs-test-\(UInt32.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
  }

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
  func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Command {
    try Command(
      executable: Self.executable, arguments: arguments,
      environment: ["HOTGIGS_HOME": home].merging(environment) { $1 })
  }

  /// One value from the database itself, as psql prints it.
  func sql(_ query: String) throws -> String {
    let url = try run("db", "url").output.trimmingCharacters(in: .whitespacesAndNewlines)
    let result = try Command(executable: "/usr/bin/psql", arguments: [url, "-XAtqc", query], environment: [:]).result()
    try #require(result.status == 0, "\(result.errors)")
    return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static let executable = String(ReaderPool.executableBesideThisOne.dropLast("-reader".count))
}

/// A running process, its output kept in files so that no pipe fills.
final class Command {
  let process = Process()
  private let folder: TemporaryFolder
  private let output: FileHandle
  private let errors: FileHandle

  init(executable: String, arguments: [String], environment: [String: String]) throws {
    folder = try TemporaryFolder()
    try folder.write("", to: "out")
    try folder.write("", to: "err")
    output = try #require(FileHandle(forWritingAtPath: folder.path + "/out"))
    errors = try #require(FileHandle(forWritingAtPath: folder.path + "/err"))
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    var variables = ProcessInfo.processInfo.environment
    for name in ["DATABASE_URL", "DATABASE_URL_FILE", "HOTGIGS_USER", "HOTGIGS_HOME"] { variables[name] = nil }
    process.environment = variables.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    // A folder without a pipeline.yaml: the settings are the defaults.
    process.currentDirectoryURL = URL(filePath: folder.path)
    try process.run()
  }

  /// Waits for its end.
  func result() -> Installation.Result {
    process.waitUntilExit()
    return Installation.Result(
      status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      output: text("out"), errors: text("err"))
  }

  /// Ends it with no chance to say goodbye.
  func killHard() -> Installation.Result {
    kill(process.processIdentifier, SIGKILL)
    return result()
  }

  /// What it has printed so far.
  var outputSoFar: String { text("out") }

  private func text(_ name: String) -> String {
    (try? String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)) ?? ""
  }
}

/// Where the documents that ship with the project are.
enum Fixtures {
  static let root =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/Fixtures"
  static let resumes = root + "/resumes"
  static let hard = root + "/hard"
}
