import FoundationEssentials

/// A migration as the database remembers it.
public struct AppliedMigration: Sendable, Hashable {
  public let version: Int
  public let name: String
  public let checksum: String
  public let appliedAt: Date
  public let duration: Duration
}

/// What a program knows of migrations against what a database holds, as a value.
public struct MigrationHistory: Sendable, Hashable {
  /// What the program knows, in the order of versions.
  public let known: [Migration]
  /// What the database holds, in the order of versions.
  public let applied: [AppliedMigration]

  init(known: [Migration], applied: [AppliedMigration]) {
    self.known = known.sorted { $0.version < $1.version }
    self.applied = applied.sorted { $0.version < $1.version }
  }

  /// That of a database that is not there yet.
  public static func ofEmptyDatabase(knowing known: [Migration]) -> MigrationHistory {
    MigrationHistory(known: known, applied: [])
  }

  /// The newest version applied, 0 for an empty database.
  public var currentVersion: Int { applied.last?.version ?? 0 }

  /// The newest version known, 0 for none.
  public var latestVersion: Int { known.last?.version ?? 0 }

  /// What `migrate` would apply, in order.
  public var pending: [Migration] {
    let versions = Set(applied.map(\.version))
    return known.filter { !versions.contains($0.version) }
  }

  /// The database holds exactly what the program knows.
  public var isCurrent: Bool { pending.isEmpty && problem == nil }

  /// Why nothing may be migrated; nil where all is well.
  public var problem: MigrationError? {
    for (first, second) in zip(known, known.dropFirst()) where first.version == second.version {
      return MigrationError(
        .files, version: first.version, "two migrations have the version \(first.version): renumber one")
    }
    let byVersion = Dictionary(known.map { ($0.version, $0) }, uniquingKeysWith: { first, _ in first })
    for migration in applied {
      guard let own = byVersion[migration.version] else {
        return MigrationError(
          .databaseAhead, version: migration.version,
          "the database holds migration \(migration.version) (\(migration.name)), which this program does not know: "
            + "install the newer program, or roll back with it")
      }
      if own.checksum != migration.checksum {
        return MigrationError(
          .changed, version: own.version,
          "migration \(own.version) (\(own.name)) was edited after it had been applied: "
            + "restore the file and write a new migration")
      }
    }
    if let late = pending.first(where: { $0.version < currentVersion }) {
      return MigrationError(
        .outOfOrder, version: late.version,
        "migration \(late.version) (\(late.name)) comes before \(currentVersion), which is applied already: "
          + "give it the number \(latestVersion + 1), or roll back below \(late.version)")
    }
    return nil
  }

  /// What leads up to `target`.
  func stepsUp(to target: Int?) throws(MigrationError) -> [Migration] {
    if let problem { throw problem }
    guard let target else { return pending }
    try check(target)
    guard target >= currentVersion else {
      throw MigrationError(
        .unknownVersion, version: target,
        "the database is at version \(currentVersion), above \(target): roll back to \(target) instead")
    }
    return pending.filter { $0.version <= target }
  }

  /// What leads down to `target`, newest first.
  func stepsDown(to target: Int) throws(MigrationError) -> [Migration] {
    // Late files don't hinder the way back, which is how one makes room for them.
    if let problem, problem.code != .outOfOrder { throw problem }
    try check(target)
    guard target <= currentVersion else {
      throw MigrationError(
        .unknownVersion, version: target,
        "the database is at version \(currentVersion), below \(target): migrate to \(target) instead")
    }
    let versions = Set(applied.map(\.version))
    let steps = known.filter { $0.version > target && versions.contains($0.version) }.reversed()
    if let fixed = steps.first(where: { $0.down == nil }) {
      throw MigrationError(
        .irreversible, version: fixed.version,
        "migration \(fixed.version) (\(fixed.name)) can't be undone: it has no .down.sql")
    }
    return Array(steps)
  }

  /// The version that is current after undoing the last `steps` migrations.
  func target(steps: Int) throws(MigrationError) -> Int {
    guard steps > 0, steps <= applied.count else {
      throw MigrationError(.unknownVersion, "\(applied.count) migrations are applied: \(steps) steps back lead nowhere")
    }
    return steps == applied.count ? 0 : applied[applied.count - steps - 1].version
  }

  private func check(_ version: Int) throws(MigrationError) {
    guard version == 0 || known.contains(where: { $0.version == version }) else {
      throw MigrationError(
        .unknownVersion, version: version, "there is no migration \(version): the newest is \(latestVersion)")
    }
  }
}
