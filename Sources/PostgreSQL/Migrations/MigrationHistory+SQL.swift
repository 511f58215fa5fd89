/// What would be run, as SQL for somebody else's hands: a database's administrator, a reviewer.
///
/// Each migration is guarded: run against another version than it is for, it fails before it changes anything.
extension MigrationHistory {
  /// The way up to a version, or all the way.
  ///
  /// - Throws: ``MigrationError``, as migrating would.
  public func sqlToMigrate(to version: Int? = nil) throws(MigrationError) -> String {
    var current = currentVersion
    var text = ""
    for migration in try stepsUp(to: version) {
      text += Self.step(
        migration, direction: "up", migration.up, from: current,
        record: """
          INSERT INTO schema_migrations (version, name, checksum, duration)
          VALUES (\(migration.version), \(Self.quoted(migration.name)), '\(migration.checksum)', interval '0');
          """)
      current = migration.version
    }
    guard !text.isEmpty else { return "" }
    return Self.head(from: currentVersion, to: current) + (applied.isEmpty ? MigrationRunner.tableScript + "\n" : "")
      + text
  }

  /// The way down to a version.
  ///
  /// - Throws: ``MigrationError``, as rolling back would.
  public func sqlToRollBack(to version: Int) throws(MigrationError) -> String {
    let steps = try stepsDown(to: version)
    guard !steps.isEmpty else { return "" }
    var text = Self.head(from: currentVersion, to: version)
    for migration in steps {
      text += Self.step(
        migration, direction: "down", migration.down ?? "", from: migration.version,
        record: "DELETE FROM schema_migrations WHERE version = \(migration.version);")
    }
    return text
  }

  /// The way back over the last migrations.
  ///
  /// - Throws: ``MigrationError``, as rolling back would.
  public func sqlToRollBack(steps: Int) throws(MigrationError) -> String {
    try sqlToRollBack(to: target(steps: steps))
  }

  private static func head(from current: Int, to version: Int) -> String {
    "-- The schema from version \(current) to \(version). Run it with: psql -X -v ON_ERROR_STOP=1 -f FILE\n\n"
  }

  private static func step(
    _ migration: Migration, direction: String, _ script: String, from version: Int, record: String
  ) -> String {
    let guarded = """
      DO $guard$
      BEGIN
          IF (SELECT coalesce(max(version), 0) FROM schema_migrations) <> \(version) THEN
              RAISE EXCEPTION 'the schema is not at version \(version): nothing of this was run';
          END IF;
      END
      $guard$;

      """
    // A comment at its end would swallow a semicolon on the same line.
    let statements =
      SQLScript(text: script).statements.map { statement in
        let last = statement.split(separator: "\n").last ?? ""
        return statement + (last.contains("--") ? "\n;" : ";")
      }.joined() + "\n"
    let title = "-- \(migration.version) \(migration.name), \(direction)\n"
    // The record comes first where all is one transaction, since a script may change the search path.
    return SQLScript(text: script).refusesTransaction
      ? title + guarded + statements + record + "\n\n"
      : title + "BEGIN;\n" + guarded + record + "\n" + statements + "COMMIT;\n\n"
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.unicodeScalars.map { $0 == "'" ? "''" : String($0) }.joined() + "'"
  }
}
