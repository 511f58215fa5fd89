extension MigrationRunner {
  /// Runs a script together with its record: in one transaction, or one statement after the other.
  func perform(
    _ script: String, of migration: Migration, on connection: Connection, record: (Duration) -> Statement
  ) async throws(MigrationError) {
    let start = ContinuousClock.now
    do {
      if SQLScript(text: script).refusesTransaction {
        for statement in SQLScript(text: script).statements {
          try await ConcurrentIndex(statement)?.removeInvalid(over: connection)
          try await connection.query(statement)
        }
        try await connection.query(record(.now - start))
      } else {
        try await connection.withTransaction { transaction in
          try await transaction.execute(script: script)
          guard await connection.transactionStatus == .inTransaction else {
            throw MigrationError(
              .script, version: migration.version,
              "migration \(migration.version) (\(migration.name)) ends its transaction itself: take COMMIT and ROLLBACK "
                + "out of it, or begin it with the line -- no-transaction")
          }
          try await transaction.query(record(.now - start))
        }
      }
    } catch let error as MigrationError {
      throw error
    } catch let error as PostgreSQLError {
      throw failure(of: migration, script, error)
    } catch {
      throw MigrationError(.database, version: migration.version, "\(error)")
    }
  }

  private func failure(of migration: Migration, _ script: String, _ error: PostgreSQLError) -> MigrationError {
    guard !error.isConnectionProblem, error.kind != .cancelled else { return .database(error) }
    let isWhole = !SQLScript(text: script).refusesTransaction
    let line = error.position.map { position in
      script.unicodeScalars.prefix(position - 1).reduce(1) { $1 == "\n" ? $0 + 1 : $0 }
    }
    let place = isWhole ? line.map { ", line \($0)" } ?? "" : ""
    let remains =
      isWhole
      ? "nothing of it remains" : "what ran before the error remains, since it runs outside a transaction"
    return MigrationError(
      .script, version: migration.version,
      "migration \(migration.version) (\(migration.name)\(place)) failed: \(error); \(remains), and the schema's version "
        + "is as before: mend the cause, then migrate again", underlying: error)
  }
}
