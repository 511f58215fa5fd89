import ArgumentParser
import CommandKit
import FoundationEssentials
import Ingest
import PostgreSQL

extension DatabaseAdministration {
  /// `hotgigs db history`.
  struct History: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Each migration: applied when, pending, edited since, or of a newer program.",
      discussion: """
        EXAMPLES
          hotgigs db history
          hotgigs db history --json | jq 'select(.state == "pending") | .name'
        """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await CommandFailure.translating {
        let history = try await SchemaMigrations(location: try DatabaseLocation.fromEnvironment()).history()
        let lines = MigrationLine.lines(history)
        if global.json { return try Terminal.printLines(lines) }
        var table = Table("version", "name", "state", "applied", "took")
        for line in lines {
          table.add(
            String(line.version), line.name, line.state.rawValue, line.appliedAt ?? "",
            line.seconds.map { "\(Int(($0 * 1000).rounded())) ms" } ?? "")
        }
        table.print()
      }
    }
  }
}

/// A migration as `hotgigs db history` tells of it.
struct MigrationLine: Encodable, Hashable {
  enum State: String, Encodable {
    case applied, pending
    /// Its file is not what was applied.
    case edited
    /// Applied by a program that is newer than this one.
    case unknown
  }

  let version: Int
  let name: String
  let state: State
  /// ISO 8601 in UTC.
  let appliedAt: String?
  let seconds: Double?

  enum CodingKeys: String, CodingKey {
    case version, name, state, seconds
    case appliedAt = "applied_at"
  }

  static func lines(_ history: MigrationHistory) -> [MigrationLine] {
    let known = Dictionary(history.known.map { ($0.version, $0) }, uniquingKeysWith: { first, _ in first })
    let applied = history.applied.map { migration in
      let state: State =
        known[migration.version].map { $0.checksum == migration.checksum ? .applied : .edited } ?? .unknown
      return MigrationLine(
        version: migration.version, name: migration.name, state: state,
        appliedAt: migration.appliedAt.formatted(.iso8601), seconds: migration.duration / .seconds(1))
    }
    let pending = history.pending.map {
      MigrationLine(version: $0.version, name: $0.name, state: .pending, appliedAt: nil, seconds: nil)
    }
    return (applied + pending).sorted { $0.version < $1.version }
  }
}
