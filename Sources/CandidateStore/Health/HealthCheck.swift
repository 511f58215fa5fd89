import PostgreSQL

/// One question to the database: how much of something there is, and what to do about too much of it.
struct HealthCheck: Sendable {
  let name: String
  let unit: String
  let scale: HealthScale
  let advice: String
  /// Gives one row with `value` (NULL where there is nothing to measure) and `detail`.
  let sql: String
  var parameters: [SQLValue] = []
  /// What NULL says; nil is that all is well.
  var absent: (level: HealthFinding.Level, advice: String)?

  func run(over connection: Connection) async throws(PostgreSQLError) -> HealthFinding {
    do throws(PostgreSQLError) {
      let row = try await connection.query(sql, parameters).first
      let detail = try row?.string(ifPresent: "detail")
      guard let value = try row?.double(ifPresent: "value") else {
        return HealthFinding(
          check: name, level: absent?.level ?? .ok, threshold: scale.warning, unit: unit, detail: detail,
          advice: absent?.advice)
      }
      let level = scale.level(of: value)
      return HealthFinding(
        check: name, level: level, value: value, threshold: scale.warning, unit: unit, detail: detail,
        advice: level == .ok ? nil : advice)
    } catch  where !error.isConnectionProblem && error.kind == .server {
      return HealthFinding(
        check: name, level: .unknown, threshold: scale.warning, unit: unit, detail: error.message,
        advice: "ask as the database's owner, with the role pg_monitor")
    }
  }
}
