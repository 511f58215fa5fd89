import PostgreSQL

/// A dump without a manifest, such as `pg_dump > backup.sql` makes: checked as far as it goes. Blocks.
struct ForeignDump {
  let file: BackupFile
  let format: BackupFormat
  let programs: ClientPrograms

  /// - Throws: ``BackupError`` of code `damaged` where the end is missing.
  func check(_ stop: ClientProgram.Stop) throws {
    switch format {
    case .custom:
      let outcome = try read(["--file=/dev/null"], stop)
      guard !outcome.complaint.contains("unsupported version") else {
        throw BackupError(.target, "\(file.path) was made by a newer pg_dump: install its postgresql-client package")
      }
      guard outcome.succeeded else { throw .damaged(file.path, "was cut short or altered (\(outcome.complaint))") }
    case .plain:
      let tail = String(decoding: try file.read(max(0, file.size - 512)..<file.size), as: UTF8.self)
      guard tail.contains("PostgreSQL database dump complete") else { throw .damaged(file.path, "was cut short") }
    }
  }

  /// The newest migration in it.
  func schemaVersion(_ stop: ClientProgram.Stop) throws -> Int {
    var rows = MigrationRows()
    switch format {
    case .custom:
      _ = try read(["--data-only", "--table=schema_migrations", "--file=-"], stop) { rows.take($0) }
    case .plain:
      let next = file.pieces(of: 0..<file.size)
      while case let piece = try next(), !piece.isEmpty { rows.take(piece) }
    }
    guard let version = rows.newest else {
      throw BackupError(.damaged, "\(file.path) is a dump of another database: it holds no schema of HotGigs")
    }
    return version
  }

  private func read(
    _ arguments: [String], _ stop: ClientProgram.Stop, output: ((ArraySlice<UInt8>) throws -> Void)? = nil
  ) throws -> ClientProgram.Outcome {
    // It reads from the descriptor itself: nothing is to be handed in while output is taken.
    try file.withDescriptor { descriptor in
      try programs.program("pg_restore").run(arguments, input: .file(descriptor), stop: stop, output: output)
    }
  }

  /// Finds the rows of `schema_migrations` in SQL that pg_dump wrote.
  private struct MigrationRows {
    private(set) var newest: Int?
    private var line: [UInt8] = []
    private var isInside = false

    /// Longer lines are documents' texts.
    private static let longest = 4096

    mutating func take(_ piece: ArraySlice<UInt8>) {
      for byte in piece {
        if byte == UInt8(ascii: "\n") {
          end()
        } else if line.count < Self.longest {
          line.append(byte)
        }
      }
    }

    private mutating func end() {
      defer { line.removeAll(keepingCapacity: true) }
      if isInside {
        if line == Array("\\.".utf8) {
          isInside = false
          return
        }
        let field = line.prefix { $0 != UInt8(ascii: "\t") }
        if let version = Int(String(decoding: field, as: UTF8.self)) { newest = max(newest ?? version, version) }
      } else if line.first == UInt8(ascii: "C"), line.starts(with: "COPY public.schema_migrations (version,".utf8) {
        isInside = true
      }
    }
  }
}
