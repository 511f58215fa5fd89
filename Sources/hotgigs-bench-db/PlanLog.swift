import FoundationEssentials
import PostgreSQL

/// How the server does what is timed: the plans that auto_explain writes to its log, those of functions' own statements too.
struct PlanLog {
  /// The server's log.
  let file: String
  /// A superuser's connection: nobody else may set what is logged.
  let administrator: ConnectionConfiguration

  /// Connections made from now on can tell plans.
  func prepare(database: String) async throws {
    try await asAdministrator([
      "ALTER DATABASE \(database) SET session_preload_libraries = 'auto_explain'",
      "ALTER SYSTEM SET auto_explain.log_analyze = on", "ALTER SYSTEM SET auto_explain.log_buffers = on",
      "ALTER SYSTEM SET auto_explain.log_nested_statements = on",
    ])
    try await log(isOn: false)
  }

  /// The plans of what `body` makes the server do, in the order in which they ended: those of a function before that of the
  /// statement which called it.
  func plans(of body: () async throws -> Void) async throws -> String {
    try await log(isOn: true)
    let start = try log().count
    try await body()
    try await log(isOn: false)
    var entries: [[String]] = []
    // Each is a line that tells the duration, and lines that begin with a tab.
    for line in String(decoding: try log().dropFirst(start), as: UTF8.self).split(separator: "\n") {
      if line.first == "\t", !entries.isEmpty {
        entries[entries.count - 1].append(String(line.dropFirst()))
      } else if let begin = line.range(of: "duration: ") {
        entries.append([String(line[begin.lowerBound...])])
      }
    }
    return entries.filter(Self.touchesTables).flatMap { $0 }.joined(separator: "\n")
  }

  /// Functions also have statements that only reckon: how they do that is no plan.
  private static func touchesTables(_ entry: [String]) -> Bool {
    entry.contains { line in
      ["Seq Scan on", "Index", "Bitmap", "Insert on", "Update on"].contains { line.contains($0) }
    }
  }

  private func log() throws -> Data { try Data(contentsOf: URL(filePath: file)) }

  private func log(isOn: Bool) async throws {
    try await asAdministrator(["ALTER SYSTEM SET auto_explain.log_min_duration = \(isOn ? 0 : -1)"])
    // Each connection takes it over with its next statement, once the server has told all of them.
    try await Task.sleep(for: .milliseconds(300))
  }

  private func asAdministrator(_ statements: [String]) async throws {
    try await Connection.withConnection(to: administrator) { connection in
      for statement in ["LOAD 'auto_explain'"] + statements + ["SELECT pg_reload_conf()"] {
        try await connection.query(statement)
      }
    }
  }
}
