import PostgreSQL
import ResumeModel

/// The right to complete a row of the queue, until it ends by the server's clock or is taken back.
public struct Lease: Hashable, Sendable, Codable {
  public var resumeID: Int
  /// A UUID, new with each claim.
  public var token: String

  public init(resumeID: Int, token: String) {
    self.resumeID = resumeID
    self.token = token
  }
}

/// Who comes first: the greater one.
public struct Priority: RawRepresentable, Hashable, Sendable, Comparable {
  /// −32,768 to 32,767.
  public let rawValue: Int

  public init(rawValue: Int) {
    self.rawValue = rawValue
  }

  /// One of many: a folder, an archive.
  public static let bulk = Self(rawValue: 0)
  /// A person waits for it: a file or two, a resume read again by its number.
  public static let interactive = Self(rawValue: 10)

  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A row taken from the queue.
public struct ClaimedResume: Hashable, Sendable {
  public var lease: Lease
  public var recruiterID: Int
  public var uploadedBy: Int?
  public var runID: Int?
  public var filename: String
  /// In the content store.
  public var address: String
  public var sha256: [UInt8]
  /// In bytes.
  public var size: Int
  public var mimeType: String?
  public var source: DocumentSource?
  public var sourceRef: String?
  /// The source's modification time, ISO 8601 in UTC: it orders a document that has no date of its own.
  public var modifiedAt: String?
  /// How often it was claimed, this time included.
  public var attempts: Int
  /// How many readers died while holding it: from 1 on it is tried alone in a fresh one.
  public var readerDeaths: Int
  public var priority: Priority
  /// The address that a person supplied for it.
  public var emailOverride: String?
  /// A person said that it is of the candidate with its address, whatever the names.
  public var isMergeForced: Bool
  /// A person said that it is a resume, whatever it looks like.
  public var isResumeForced: Bool
  /// What log lines about it carry, on whichever host.
  public var traceID: TraceID?

  public var id: Int { lease.resumeID }
}

/// Which rows a worker takes.
public struct ClaimFilter: Hashable, Sendable {
  public var recruiterID: Int?
  /// Rows of which this run saw a file, also one that an earlier run had registered.
  public var seenInRun: Int?

  public init(recruiterID: Int? = nil, seenInRun: Int? = nil) {
    self.recruiterID = recruiterID
    self.seenInRun = seenInRun
  }

  public static let all = ClaimFilter()
}

/// What is left of a run.
public struct Outstanding: Hashable, Sendable, Codable {
  public var pending: Int
  public var processing: Int
  /// Seconds until the last of the leases ends; nil without any.
  public var secondsToLastExpiry: Double?

  public var isDrained: Bool { pending == 0 && processing == 0 }
}

extension CandidateStore {
  /// Seconds that a lease may last at most.
  public static let longestLease = 30
  /// A file that as many readers died of fails with `crashed`.
  public static let mostReaderDeaths = 3

  /// Takes up to `count` rows that wait: those a person waits for first, then from each recruiter in turn, of each the
  /// longest waiting first. Rows whose lease has ended wait again first.
  ///
  /// - Parameter worker: who holds them, the id of a row of `workers`.
  public func claim(
    _ count: Int, worker: String, leaseSeconds: Int = longestLease, filter: ClaimFilter = .all
  ) async throws -> [ClaimedResume] {
    try await asWorker { transaction in
      try await transaction.pipeline([
        Self.recovery,
        filter == .all
          ? Statement(
            Self.claim(Self.pickedInTurn), [.int(count), .int(min(leaseSeconds, Self.longestLease)), .text(worker)])
          : Statement(
            Self.claimOfFilter,
            [
              .int(count), .int(min(leaseSeconds, Self.longestLease)), .text(worker),
              .int(ifPresent: filter.recruiterID), .int(ifPresent: filter.seenInRun),
            ]),
      ])[1].map(ClaimedResume.init).sorted { ($1.priority, $0.id) < ($0.priority, $1.id) }
    }
  }

  /// Prolongs leases.
  ///
  /// - Returns: the ids of the rows that are still held; the others were taken back or completed.
  public func renew(_ leases: [Lease], leaseSeconds: Int = longestLease) async throws -> Set<Int> {
    guard !leases.isEmpty else { return [] }
    return try await asWorker { transaction in
      let result = try await transaction.query(
        """
        WITH held AS (\(Self.heldRows))
        UPDATE resumes r SET leased_until = clock_timestamp() + make_interval(secs => $3)
        FROM held WHERE r.id = held.id RETURNING r.id
        """, leases.parameters + [.int(min(leaseSeconds, Self.longestLease))])
      return Set(try result.map { try $0.int("id") })
    }
  }

  /// Gives rows back unread; blames none.
  public func release(_ leases: [Lease], delaySeconds: Int = 0) async throws {
    guard !leases.isEmpty else { return }
    try await asWorker { transaction in
      _ = try await transaction.pipeline([
        Statement(
          """
          WITH held AS (\(Self.heldRows))
          UPDATE resumes r SET status = 'pending', lease_token = NULL, leased_until = NULL, leased_by = NULL,
            available_at = clock_timestamp() + make_interval(secs => $3)
          FROM held WHERE r.id = held.id
          """, leases.parameters + [.int(delaySeconds)]),
        Self.notifyQueue,
      ])
    }
  }

  /// Rows whose lease has ended wait again: their worker died or hangs, which is no file's fault.
  ///
  /// - Returns: how many.
  @discardableResult
  public func recoverExpired() async throws -> Int {
    try await asWorker { transaction in
      try await transaction.query(Self.recovery).affectedRows
    }
  }

  /// Notes that a reader died while holding this file. The lease goes on.
  ///
  /// - Returns: how many have by now, from ``mostReaderDeaths`` on it is to fail with `crashed`; nil where the lease is
  ///   lost.
  public func blame(_ lease: Lease) async throws -> Int? {
    try await asWorker { transaction in
      try await transaction.query(
        """
        UPDATE resumes SET reader_deaths = reader_deaths + 1
        WHERE id = $1 AND lease_token = $2::uuid AND status = 'processing' RETURNING reader_deaths
        """, [.int(lease.resumeID), .text(lease.token)]
      ).first?.int("reader_deaths")
    }
  }

  /// What came of resumes, of those that have come to an end by now.
  public func ends(of resumes: [Int]) async throws -> [CommitOutcome] {
    guard !resumes.isEmpty else { return [] }
    return try await asWorker { transaction in
      try await transaction.query(
        """
        SELECT \(CommitOutcome.columns) FROM resumes r
        WHERE r.id = ANY ($1::integer[]) AND r.status IN ('completed', 'failed') ORDER BY r.id
        """, [.intArray(resumes.map { Int64($0) })]
      ).map { try CommitOutcome(committed: $0) }
    }
  }

  /// What is left to do of the files that a run saw.
  public func outstanding(run: Int) async throws -> Outstanding {
    try await asWorker { transaction in
      let row = try await transaction.query(
        """
        SELECT count(*) FILTER (WHERE status = 'pending') AS pending,
          count(*) FILTER (WHERE status = 'processing') AS processing,
          extract(epoch FROM max(leased_until) FILTER (WHERE status = 'processing') - clock_timestamp())::float8 AS seconds
        FROM resumes WHERE status IN ('pending', 'processing')
          AND id IN (SELECT resume_id FROM sightings WHERE run_id = $1)
        """, [.int(run)]
      ).only()
      return Outstanding(
        pending: try row.int("pending"), processing: try row.int("processing"),
        secondsToLastExpiry: try row.double(ifPresent: "seconds"))
    }
  }

  /// By the index over the leases; rows that somebody completes at this moment are passed over.
  private static let recovery = Statement(
    """
    UPDATE resumes SET status = 'pending', lease_token = NULL, leased_until = NULL, leased_by = NULL
    WHERE id IN (
      SELECT id FROM resumes WHERE status = 'processing' AND leased_until < clock_timestamp() FOR UPDATE SKIP LOCKED)
    """)

  /// Takes the rows that `picked` has locked, and tells all that reading them needs.
  private static func claim(_ picked: String) -> String {
    """
    WITH RECURSIVE \(picked)
    UPDATE resumes r SET status = 'processing', lease_token = gen_random_uuid(), leased_by = $3, attempts = attempts + 1,
      trace_id = coalesce(trace_id, gen_random_uuid()),
      leased_until = clock_timestamp() + make_interval(secs => $2)
    FROM picked WHERE r.id = picked.id
    RETURNING r.id, r.lease_token, r.recruiter_id, r.uploaded_by, r.run_id, r.filename, r.file_path, r.content_sha256,
      r.file_size, r.mime_type, r.source, r.source_ref, \(isoTime("r.source_modified_at")) AS modified_at, r.attempts,
      r.reader_deaths, r.priority, r.email_override, r.merge_override, r.force_override, r.trace_id
    """
  }

  /// Takes rows of one recruiter or run: `$4` and `$5`, each of which may be null.
  static let claimOfFilter = claim(pickedOfFilter)

  /// By the index over what waits; the run's sightings are looked up row by row, since a list of all of them would be made
  /// anew for each claim; the sum keeps the index over a run's sightings out of it. Materialised, or the planner may run the inner query twice and take too many.
  private static let pickedOfFilter = """
    picked AS MATERIALIZED (
      SELECT id FROM resumes w
      WHERE status = 'pending' AND available_at <= clock_timestamp()
        AND ($4::integer IS NULL OR recruiter_id = $4)
        AND ($5::integer IS NULL OR (SELECT true FROM sightings s WHERE s.resume_id = w.id AND s.run_id + 0 = $5 LIMIT 1))
        AND (\(isFree) OR reserved_for_run = $5)
      ORDER BY priority DESC, available_at, id LIMIT $1 FOR UPDATE SKIP LOCKED
    )
    """

  /// A recruiter with ten files waits for no one's ten thousand. The recruiters with waiting rows are found by leaps
  /// through the index that begins with the recruiter, and of each the first rows by the same index; what is passed over
  /// because another claim has it locked is why they are eight times as many as wanted.
  private static let pickedInTurn = """
    waiting AS (
      (SELECT recruiter_id FROM resumes WHERE status = 'pending' AND recruiter_id IS NOT NULL
       ORDER BY recruiter_id LIMIT 1)
      UNION ALL
      SELECT (SELECT next.recruiter_id FROM resumes next
              WHERE next.status = 'pending' AND next.recruiter_id > waiting.recruiter_id
              ORDER BY next.recruiter_id LIMIT 1)
      FROM waiting WHERE waiting.recruiter_id IS NOT NULL
    ), fair AS MATERIALIZED (
      SELECT first.id, first.priority, first.available_at,
        row_number() OVER (PARTITION BY first.recruiter_id, first.priority ORDER BY first.available_at, first.id) AS turn
      FROM waiting CROSS JOIN LATERAL (
        SELECT w.id, w.recruiter_id, w.priority, w.available_at FROM resumes w
        WHERE w.status = 'pending' AND w.recruiter_id = waiting.recruiter_id AND w.available_at <= clock_timestamp()
          AND \(isFree)
        ORDER BY w.priority DESC, w.available_at, w.id
        LIMIT (SELECT greatest(4, $1::integer * 8 / greatest(1, count(recruiter_id))) FROM waiting)
      ) first
    ), picked AS MATERIALIZED (
      SELECT r.id FROM fair JOIN resumes r ON r.id = fair.id
      WHERE r.status = 'pending'
      ORDER BY fair.priority DESC, fair.turn, fair.available_at, fair.id LIMIT $1 FOR UPDATE OF r SKIP LOCKED
    )
    """

  /// Whether a row of `resumes w` is kept for no run that lives: one that has the password of the document.
  private static let isFree = """
    (w.reserved_for_run IS NULL OR NOT EXISTS (
      SELECT FROM runs u WHERE u.id = w.reserved_for_run AND u.reserves_until > clock_timestamp()))
    """

  /// The rows of `$1` that are held with the tokens of `$2`, locked in the order of their ids as everywhere.
  static let heldRows = """
    SELECT r.id FROM resumes r JOIN unnest($1::integer[], $2::uuid[]) AS lease(id, token)
      ON lease.id = r.id AND lease.token = r.lease_token
    WHERE r.status = 'processing' ORDER BY r.id FOR NO KEY UPDATE OF r
    """
}

extension [Lease] {
  /// `$1` and `$2` of ``CandidateStore/heldRows``.
  var parameters: [SQLValue] {
    [.intArray(map { Int64($0.resumeID) }), .textArray(map(\.token))]
  }
}

extension ClaimedResume {
  init(_ row: Row) throws {
    self.init(
      lease: Lease(resumeID: try row.int("id"), token: try row.string("lease_token")),
      recruiterID: try row.int("recruiter_id"), uploadedBy: try row.int(ifPresent: "uploaded_by"),
      runID: try row.int(ifPresent: "run_id"), filename: try row.string("filename"),
      address: try row.string("file_path"),
      sha256: try row.bytes(ifPresent: "content_sha256") ?? [], size: try row.int(ifPresent: "file_size") ?? 0,
      mimeType: try row.string(ifPresent: "mime_type"),
      source: try row.string(ifPresent: "source").map(DocumentSource.init(rawValue:)),
      sourceRef: try row.string(ifPresent: "source_ref"), modifiedAt: try row.string(ifPresent: "modified_at"),
      attempts: try row.int("attempts"), readerDeaths: try row.int("reader_deaths"),
      priority: Priority(rawValue: try row.int("priority")),
      emailOverride: try row.string(ifPresent: "email_override"), isMergeForced: try row.bool("merge_override"),
      isResumeForced: try row.bool("force_override"),
      traceID: try row.traceID())
  }
}
