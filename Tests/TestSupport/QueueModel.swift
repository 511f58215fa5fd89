/// The rules of the queue as a value: what `claim`, `renew`, `release`, `blame`, `commit` and a worker's end do to the
/// rows of `resumes`. The specification that the SQL is held to, and the server of simulations.
public struct QueueModel: Sendable {
  public enum Status: String, Sendable {
    case pending, processing, completed, failed
  }

  public struct Row: Sendable {
    public let id: Int
    public let recruiter: Int
    public let priority: Int
    /// By the server's clock, milliseconds.
    public var availableAt: Int
    public var status = Status.pending
    public var token: Int?
    public var leasedUntil = 0
    public var holder: Int?
    public var attempts = 0
    public var deaths = 0
    /// How often a candidate was changed by it: once, whatever happens.
    public var effects = 0
  }

  public struct Claim: Hashable, Sendable {
    public var id: Int
    public var token: Int
    public var deaths: Int
  }

  public enum Commit: Sendable {
    /// It took effect now.
    case done
    /// It had taken effect before, with the same token: its answer was lost.
    case known
    /// Another holds or ended it.
    case fenced
  }

  /// The server's clock, milliseconds; it may jump either way.
  public var now = 0
  public private(set) var rows: [Int: Row] = [:]
  private var lastToken = 0

  public init() {}

  public mutating func register(id: Int, recruiter: Int, priority: Int = 0) {
    rows[id] = Row(id: id, recruiter: recruiter, priority: priority, availableAt: now)
  }

  /// Expired leases wait again; then the greatest priority first, from each recruiter in turn, of each the longest waiting.
  public mutating func claim(_ count: Int, worker: Int, lease: Int) -> [Claim] {
    recover()
    var turns: [[Int]: Int] = [:]
    let waiting = rows.values.filter { $0.status == .pending && $0.availableAt <= now }
      .sorted { ($0.availableAt, $0.id) < ($1.availableAt, $1.id) }
      .map { row -> (row: Row, turn: Int) in
        turns[[row.recruiter, row.priority], default: 0] += 1
        return (row, turns[[row.recruiter, row.priority]] ?? 0)
      }
    let picked = waiting.sorted {
      (-$0.row.priority, $0.turn, $0.row.availableAt, $0.row.id) < (
        -$1.row.priority, $1.turn, $1.row.availableAt, $1.row.id
      )
    }.prefix(count)
    return picked.map { pick in
      lastToken += 1
      let token = lastToken
      rows[pick.row.id]?.status = .processing
      rows[pick.row.id]?.token = token
      rows[pick.row.id]?.holder = worker
      rows[pick.row.id]?.leasedUntil = now + lease
      rows[pick.row.id]?.attempts += 1
      return Claim(id: pick.row.id, token: token, deaths: pick.row.deaths)
    }
  }

  public mutating func recover() {
    for row in rows.values where row.status == .processing && row.leasedUntil < now {
      setFree(row.id, at: row.availableAt)
    }
  }

  /// The ids of those that are still held.
  public mutating func renew(_ claims: [(id: Int, token: Int)], lease: Int) -> Set<Int> {
    var kept: Set<Int> = []
    for claim in claims where holds(claim.id, claim.token) {
      rows[claim.id]?.leasedUntil = now + lease
      kept.insert(claim.id)
    }
    return kept
  }

  public mutating func release(_ claims: [(id: Int, token: Int)]) {
    for claim in claims where holds(claim.id, claim.token) { setFree(claim.id, at: now) }
  }

  /// How many readers have died on it by now; nil where the lease is lost.
  public mutating func blame(_ id: Int, token: Int) -> Int? {
    guard holds(id, token) else { return nil }
    rows[id]?.deaths += 1
    return rows[id]?.deaths
  }

  public mutating func commit(_ id: Int, token: Int, failed: Bool) -> Commit {
    guard let row = rows[id], row.token == token else { return .fenced }
    guard row.status == .processing else { return .known }
    rows[id]?.status = failed ? .failed : .completed
    rows[id]?.holder = nil
    rows[id]?.effects += 1
    return .done
  }

  /// What a worker still holds waits again.
  public mutating func stop(worker: Int) {
    for row in rows.values where row.status == .processing && row.holder == worker { setFree(row.id, at: now) }
  }

  public func count(_ status: Status) -> Int { rows.values.filter { $0.status == status }.count }

  private func holds(_ id: Int, _ token: Int) -> Bool {
    rows[id].map { $0.status == .processing && $0.token == token } ?? false
  }

  private mutating func setFree(_ id: Int, at time: Int) {
    rows[id]?.status = .pending
    rows[id]?.token = nil
    rows[id]?.holder = nil
    rows[id]?.availableAt = time
  }
}
