import FoundationEssentials

extension Migration {
  /// Writes the two files of a new migration, up and down, with the version after the folder's last.
  ///
  /// - Parameter name: letters and digits of ASCII; what stands between them becomes an underscore.
  /// - Returns: their paths, the one up first.
  /// - Throws: ``MigrationError`` of code `name` or `files`.
  public static func create(named name: String, in directory: String) throws(MigrationError) -> [String] {
    let words = name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || " _-".contains($0)) }
    guard isPlain, !words.isEmpty, name.count <= 100 else {
      throw MigrationError(.name, "a migration's name is letters and digits, as add_interviews")
    }
    let version = (try load(from: directory).last?.version ?? 0) + 1
    let digits = String(version)
    let stem = String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_" + words.joined(separator: "_")
    let scripts = [
      (
        "up",
        "Why this migration is needed. It runs in one transaction; CREATE INDEX CONCURRENTLY needs -- no-transaction\n"
          + "-- as the first line of the file instead."
      ),
      ("down", "Undoes \(stem).up.sql, so that up, down and up again leave the same schema."),
    ]
    var written: [String] = []
    for (direction, comment) in scripts {
      let path = "\(directory)/\(stem).\(direction).sql"
      do throws(MigrationError) {
        try write("-- \(comment)\n", to: path)
      } catch {
        for path in written { try? FileManager.default.removeItem(atPath: path) }
        throw error
      }
      written.append(path)
    }
    return written
  }

  /// Never over a file that is there.
  private static func write(_ text: String, to path: String) throws(MigrationError) {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
    } catch {
      throw MigrationError(.files, "\(path) can't be written: is it there already, or the folder not yours?")
    }
  }
}
