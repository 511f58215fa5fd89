/// From where on `hotgigs db health` warns. Critical is twice as much, or half of what is left of a share, unless a check
/// says otherwise.
public struct HealthThresholds: Hashable, Sendable {
  /// Mean time of a statement, or time of one that runs.
  public var slowStatement: Duration = .seconds(5)
  public var longTransaction: Duration = .seconds(300)
  public var idleInTransaction: Duration = .seconds(60)
  /// Percent of `max_connections`.
  public var connections = 80
  /// Percent of blocks found in PostgreSQL's memory; warns below it.
  public var cacheHits = 90
  /// How long statistics must reach back before an index counts as unused.
  public var unusedIndex: Duration = .seconds(30 * 86_400)
  /// Percent of a table's rows.
  public var deadRows = 20
  /// Since a table with dead rows was last vacuumed.
  public var vacuumAge: Duration = .seconds(7 * 86_400)
  /// Percent of a table's rows that changed since it was analyzed.
  public var unanalyzedRows = 50
  /// Transactions since the oldest that is not frozen, in millions; the server stops at some 2,000.
  public var transactionAge = 1000
  /// Percent of the numbers of a sequence.
  public var sequence = 75
  public var queueAge: Duration = .seconds(900)
  /// Of leases past their end, and of documents whose removal is due.
  public var overdue: Duration = .seconds(600)
  /// Percent of a day's resumes that failed.
  public var failures = 20
  public var backupAge: Duration = .seconds(2 * 86_400)
  /// Percent of a disk that is free; warns below it.
  public var freeDisk = 10

  public init() {}
}
