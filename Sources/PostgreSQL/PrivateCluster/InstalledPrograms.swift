import Glibc

/// Where PostgreSQL's programs are on this machine.
enum InstalledPrograms {
  /// Debian's folder of each version that is installed.
  static func debianVersions() -> [Int] { FolderEntries.names(in: versionedRoot).compactMap(Int.init) }

  static func debianFolder(_ majorVersion: Int) -> String { "\(versionedRoot)/\(majorVersion)/bin" }

  private static let versionedRoot = "/usr/lib/postgresql"

  /// Folders elsewhere that hold all of some programs: the search path, and the usual places of other systems.
  ///
  /// - Returns: each with the major version that the first of the programs says it has.
  static func elsewhere(with programs: [String]) -> [(folder: String, majorVersion: Int)] {
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    let folders = path.split(separator: ":").map(String.init) + ["/usr/local/pgsql/bin", "/usr/local/bin"]
    return folders.compactMap { folder in
      guard holds(folder, programs), let version = majorVersion(of: "\(folder)/\(programs[0])") else { return nil }
      return (folder, version)
    }
  }

  static func holds(_ folder: String, _ programs: [String]) -> Bool {
    programs.allSatisfy { access("\(folder)/\($0)", X_OK) == 0 }
  }

  /// From `postgres (PostgreSQL) 15.8 …`.
  private static func majorVersion(of program: String) -> Int? {
    guard let printed = try? ChildProcess([program, "--version"]), printed.succeeded else { return nil }
    return printed.output.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }
  }
}
