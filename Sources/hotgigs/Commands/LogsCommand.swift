import ArgumentParser
import CandidateStore
import CommandKit
import FoundationEssentials
import Ingest

extension ErrorSeverity: ExpressibleByArgument {}
extension ErrorCategory: ExpressibleByArgument {}

/// `hotgigs logs`: what admins did, and what went wrong.
struct LogsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "What admins did, and what went wrong (an admin's right).",
    subcommands: [Audit.self, Errors.self])

  struct Audit: DatabaseCommand {
    static let configuration = CommandConfiguration(
      abstract: "What admins did, the newest first: accounts, shares, erasures, settings, migrations, backups …",
      discussion: """
        EXAMPLES
          hotgigs logs audit --since 7d
          hotgigs logs audit --user eve@example.com --action erase
          hotgigs logs audit --after 4711          the page behind number 4711
          hotgigs logs audit --json | jq 'select(.status == "failed")'
        """)

    @Option(help: "What was done, as share_candidate.") var action: String?
    @OptionGroup var range: LogRange
    @OptionGroup var global: GlobalOptions

    func run(in workspace: Workspace, as user: User) async throws {
      var query = range.query
      query.action = action
      let entries = try await workspace.store.auditLog(query, actingUser: user)
      LogTable(range, ["id", "time", "who", "what", "of", "how", "changes"]).print(entries, asJSON: global.json) {
        entry in
        [
          entry.at, entry.admin ?? "", entry.action,
          [entry.resource, entry.resourceID].compactMap { $0 }.joined(separator: " "), entry.status,
          [entry.description, entry.changes?.text].compactMap { $0 }.joined(separator: " "),
        ]
      }
    }
  }

  struct Errors: DatabaseCommand {
    static let configuration = CommandConfiguration(
      abstract: "What went wrong with files, the database, accounts and services, the newest first.",
      discussion: """
        Entries name nobody: hotgigs resumes show tells of a resume. They go with hotgigs db cleanup (cleanup.error_logs).

        EXAMPLES
          hotgigs logs errors --since 24h --severity error
          hotgigs logs errors --category file_upload --code crashed
          hotgigs logs errors --json | jq .data.resume_id
        """)

    @Option(help: "\(ErrorSeverity.allNames).") var severity: ErrorSeverity?
    @Option(help: "\(ErrorCategory.allNames).") var category: ErrorCategory?
    @Option(help: "As crashed, sign_in_failed or a SQLSTATE.") var code: String?
    @OptionGroup var range: LogRange
    @OptionGroup var global: GlobalOptions

    func run(in workspace: Workspace, as user: User) async throws {
      var query = range.query
      query.severity = severity
      query.category = category
      query.code = code
      let entries = try await workspace.store.errorLog(query, actingUser: user)
      LogTable(range, ["id", "time", "severity", "category", "code", "user", "message"])
        .print(entries, asJSON: global.json) { entry in
          [
            entry.at, entry.severity, entry.category ?? "", entry.code ?? "", entry.user ?? "", entry.message,
          ]
        }
    }
  }
}

extension CaseIterable where Self: RawRepresentable<String> {
  /// For `--help`.
  fileprivate static var allNames: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// Which part of a log.
struct LogRange: ParsableArguments {
  @Option(help: "From this time on: 2026-03-01, 2026-03-01T12:30:00Z, or an age as 7d, 24h, 30min.") var since: LogTime?
  @Option(help: "Before this time.") var until: LogTime?
  @Option(help: "By this account.") var user: String?
  @Option(help: "The page behind this number.") var after: Int?
  @Option(help: "How many.") var limit = 100

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit takes a number from 1 on") }
  }

  var query: LogQuery {
    var query = LogQuery()
    (query.since, query.until, query.email, query.after, query.limit) = (since?.date, until?.date, user, after, limit)
    return query
  }
}

/// A point in time as a person gives it, in UTC.
struct LogTime: ExpressibleByArgument {
  var date: Date

  init?(argument: String) {
    if let age = Quantity.parse(argument, units: ["min": 60, "h": 3600, "d": 86_400]) {
      date = Date().addingTimeInterval(-Double(age))
      return
    }
    let isDay = argument.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) != nil
    guard let date = try? Date(argument + (isDay ? "T00:00:00Z" : ""), strategy: .iso8601) else { return nil }
    self.date = date
  }
}

/// Entries of a log, and below them where the next page begins.
private struct LogTable {
  private let range: LogRange
  private let headings: [String]

  init(_ range: LogRange, _ headings: [String]) {
    self.range = range
    self.headings = headings
  }

  /// - Parameter cells: of an entry, behind its number.
  func print<Entry: LogEntry>(_ entries: [Entry], asJSON: Bool, cells: (Entry) -> [String]) {
    if asJSON {
      for entry in entries { Terminal.print(entry.json.text) }
      return
    }
    let rows = entries.map { entry in [String(entry.id)] + cells(entry).map(\.singleLine) }
    // A log's last column is what it says: never cut.
    let widths = headings.indices.map { column in ([headings] + rows).map { $0[column].count }.max() ?? 0 }
    for row in rows.isEmpty ? [] : [headings] + rows {
      Terminal.print(
        row.enumerated().map { column, cell in
          column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
        }.joined(separator: "  "))
    }
    if let last = entries.last, rows.count == range.limit { Terminal.note("more: --after \(last.id)") }
  }
}

/// What both logs' entries have.
private protocol LogEntry {
  var id: Int { get }
  var json: JSONText { get }
}

extension AuditEntry: LogEntry {}
extension ErrorEntry: LogEntry {}
