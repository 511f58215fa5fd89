import Foundation
import TestSupport
import Testing

/// What is ours is for its owner alone, whatever the umask.
@Suite struct FileRightsTests {
  @Test func filesAre0600AndFolders0700() throws {
    let base = "\(ServerFolder.root)/hotgigs-test-\(UInt32.random(in: 0 ... .max))"
    defer { try? FileManager.default.removeItem(atPath: base) }
    try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
    // Made by hotgigs itself.
    let home = base + "/home"
    let people = try TemporaryFolder.people(3)
    func run(_ arguments: String...) throws {
      let result = try Command(
        executable: "/bin/sh", arguments: ["-c", "umask 0; exec \"$@\"", "sh", Installation.executable] + arguments,
        environment: ["HOTGIGS_HOME": home]
      ).result()
      #expect(result.status == 0, "\(arguments): \(result.errors)")
    }
    defer { try? run("db", "stop") }
    try run("ingest", people.path, "--report", base + "/report.csv")
    try run("db", "backup", "--with-files")
    try run("db", "backup")
    try run("db", "backup", "--format", "plain")
    try run("db", "restore", home + "/backups/" + Self.newestArchive(home + "/backups"), "--verify")
    try run("reprocess", "--all")

    #expect(try FileManager.default.attributesOfItem(atPath: base + "/report.csv")[.posixPermissions] as? Int == 0o600)
    var seen: Set<String> = []
    for entry in try FileManager.default.subpathsOfDirectory(atPath: home) + [""] {
      var status = stat()
      try #require(lstat(home + "/" + entry, &status) == 0)
      let mode = status.st_mode & 0o777
      // The server's own socket: whom the folder above it lets in is trusted.
      if status.st_mode & S_IFMT == S_IFSOCK { continue }
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      // As root, the server's user passes through these two.
      let isPassed = geteuid() == 0 && ["", "postgresql"].contains(entry)
      #expect(mode == (isPassed ? 0o711 : isFolder ? 0o700 : 0o600), "\(entry): \(String(mode, radix: 8))")
      seen.insert(entry.split(separator: "/").first.map(String.init) ?? "")
    }
    #expect(seen.isSuperset(of: ["", "content", "backups", "postgresql"]), "\(seen)")
  }

  private static func newestArchive(_ folder: String) throws -> String {
    try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".tar") })
  }
}
