import Foundation
import TestSupport
import Testing

/// A copy of the program whose folder of migrations a test may change, as a newer, older or faulty release would be.
struct OtherSchema {
  private let folder: TemporaryFolder
  private var schema: String { folder.path + "/hotgigs-intake_CandidateStore.resources/Schema" }

  init() throws {
    folder = try TemporaryFolder()
    let files = FileManager.default
    let built = (Installation.executable as NSString).deletingLastPathComponent
    try files.createDirectory(
      atPath: folder.path + "/hotgigs-intake_CandidateStore.resources", withIntermediateDirectories: true)
    try files.copyItem(atPath: built + "/hotgigs-intake_CandidateStore.resources/Schema", toPath: schema)
    // The program looks for its resources beside itself, wherever a link to it leads.
    // Copied by another process: a child of ours that starts meanwhile would inherit the file open for writing, and one that
    // is can't be run.
    let copied = try Command(
      executable: "/bin/cp", arguments: [Installation.executable, folder.path + "/hotgigs"], environment: [:]
    ).result()
    try #require(copied.status == 0, "\(copied.errors)")
  }

  var versions: [Int] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: schema).filter { $0.hasSuffix(".up.sql") }
        .compactMap { Int($0.prefix { $0.isNumber }) }.sorted()
    }
  }

  func add(_ script: String, as name: String) throws {
    try Data(script.utf8).write(to: URL(filePath: schema + "/" + name))
  }

  /// - Parameter version: the file up of this version gets one more line.
  func edit(_ version: Int) throws {
    let digits = String(repeating: "0", count: max(0, 4 - String(version).count)) + String(version)
    let names = try FileManager.default.contentsOfDirectory(atPath: schema)
    let path = schema + "/" + (try #require(names.first { $0.hasPrefix(digits) && $0.hasSuffix(".up.sql") }))
    try (String(contentsOfFile: path, encoding: .utf8) + "-- later\n").write(
      toFile: path, atomically: true, encoding: .utf8)
  }

  func start(_ arguments: String..., environment: [String: String]) throws -> Command {
    try Command(executable: folder.path + "/hotgigs", arguments: arguments, environment: environment)
  }
}
