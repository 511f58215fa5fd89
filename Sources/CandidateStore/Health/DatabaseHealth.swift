import PostgreSQL

/// How the database fares, as its owner sees it.
public struct DatabaseHealth: Sendable {
  private let thresholds: HealthThresholds

  public init(_ thresholds: HealthThresholds) {
    self.thresholds = thresholds
  }

  /// Asks all questions, one after the other. What this role may not see is said to be unknown, and no error.
  public func findings(over connection: Connection) async throws(PostgreSQLError) -> [HealthFinding] {
    var findings: [HealthFinding] = [try await statements(over: connection)]
    let checks =
      HealthCheck.activity(thresholds) + HealthCheck.storage(thresholds) + HealthCheck.intake(thresholds)
    for check in checks { findings.append(try await check.run(over: connection)) }
    // It is there only to explain what others can't say.
    findings.removeAll { $0.check == "unseen_activity" && $0.level == .ok }
    return findings
  }

  /// The extension may be made and not loaded: then asking it fails.
  private func statements(over connection: Connection) async throws(PostgreSQLError) -> HealthFinding {
    let schema = try await connection.query(
      """
      SELECT quote_ident(nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
      WHERE extname = 'pg_stat_statements'
      """
    ).first?.string(0)
    if let schema {
      let finding = try await HealthCheck.statements(thresholds, schema: schema).run(over: connection)
      if finding.level != .unknown { return finding }
    }
    return try await HealthCheck.runningStatements(thresholds).run(over: connection)
  }
}
