import CCrypto
import FoundationEssentials

/// One step of the schema: a script up and, unless it can't be undone, a script down.
public struct Migration: Sendable, Hashable {
  /// Migrations run in the order of their versions, from 1.
  public let version: Int
  public let name: String
  public let up: String
  /// Nil where there is no way back.
  public let down: String?
  /// SHA-256 of the script up, in hexadecimal digits: what was applied must not change afterwards.
  public let checksum: String

  public init(version: Int, name: String, up: String, down: String? = nil) {
    self.version = version
    self.name = name
    self.up = up
    self.down = down
    checksum = Self.sha256(up)
  }

  /// Reads a folder of `0001_name.up.sql` and `0001_name.down.sql`, in the order of versions. Other files are ignored.
  ///
  /// - Throws: ``MigrationError`` with code `files`.
  public static func load(from directory: String) throws(MigrationError) -> [Migration] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: directory)
    } catch {
      throw MigrationError(.files, "the migrations in \(directory) can't be listed: is the installation complete?")
    }
    var found: [Int: Files] = [:]
    for file in names.sorted() where file.hasSuffix(".sql") {
      let script = try ScriptName(file)
      var files = found[script.version] ?? Files(name: script.name)
      guard files.name == script.name, files.scripts[script.direction] == nil else {
        throw MigrationError(.files, version: script.version, "two migrations have the version \(script.version)")
      }
      files.scripts[script.direction] = try read("\(directory)/\(file)")
      found[script.version] = files
    }
    var migrations: [Migration] = []
    for (version, files) in found.sorted(by: { $0.key < $1.key }) {
      guard let up = files.scripts[.up] else {
        throw MigrationError(.files, version: version, "migration \(version) (\(files.name)) has no .up.sql file")
      }
      migrations.append(Migration(version: version, name: files.name, up: up, down: files.scripts[.down]))
    }
    return migrations
  }

  private struct Files {
    let name: String
    var scripts: [ScriptName.Direction: String] = [:]
  }

  private static func read(_ path: String) throws(MigrationError) -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw MigrationError(.files, "\(path) can't be read")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw MigrationError(.files, "\(path) is not UTF-8")
    }
    return text
  }

  private static func sha256(_ text: String) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    let bytes = Array(text.utf8)
    let done = EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
    precondition(done == 1, "libcrypto computes SHA-256")
    return String(Hexadecimal.encode(digest).dropFirst(2))
  }
}

/// The parts of `0001_name.up.sql`.
private struct ScriptName {
  enum Direction { case up, down }

  let version: Int
  let name: String
  let direction: Direction

  init(_ file: String) throws(MigrationError) {
    let parts = file.split(separator: ".", omittingEmptySubsequences: false)
    let stem = parts[0].split(separator: "_", maxSplits: 1)
    guard parts.count == 3, stem.count == 2, let version = Int(stem[0]), version > 0,
      let direction: Direction = parts[1] == "up" ? .up : parts[1] == "down" ? .down : nil
    else {
      throw MigrationError(.files, "\(file) is not named like a migration: 0001_name.up.sql or 0001_name.down.sql")
    }
    self.version = version
    name = String(stem[1])
    self.direction = direction
  }
}
