import PostgreSQL
import ResumeModel

/// Where a resume stands: the values of `resumes.status`.
public enum ResumeStatus: String, Hashable, Sendable, Codable, CaseIterable {
  case pending, processing, completed, failed
}

/// A file that intake saw.
public struct NewDocument: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    /// Its bytes are stored.
    case stored(sha256: [UInt8], address: String)
    /// It has no bytes: unreadable, or too large.
    case unstored(ExtractionError)
  }

  /// Whose it is.
  public var recruiterID: Int
  /// Who brought it.
  public var uploadedBy: Int
  public var runID: Int?
  /// As the source has it; made to fit the column here.
  public var filename: String
  public var content: Content
  /// In bytes.
  public var size: Int
  public var mimeType: String?
  public var source: DocumentSource
  /// Where it was dropped: a path, a Drive file's id.
  public var sourceRef: String
  public var sourceChecksum: String?
  /// The source's modification time, in seconds since 1970.
  public var modifiedAt: Double?
  /// Whoever brought it says that it is a resume, whatever it looks like.
  public var isResumeForced: Bool
  public var priority: Priority
  /// What log lines about this file carry, from here on the resume's too, where the file is the first with its bytes.
  public var traceID: TraceID?

  public init(
    recruiterID: Int, uploadedBy: Int, runID: Int? = nil, filename: String, content: Content, size: Int,
    mimeType: String? = nil, source: DocumentSource, sourceRef: String, sourceChecksum: String? = nil,
    modifiedAt: Double? = nil, isResumeForced: Bool = false, priority: Priority = .bulk, traceID: TraceID? = nil
  ) {
    self.recruiterID = recruiterID
    self.uploadedBy = uploadedBy
    self.runID = runID
    self.filename = filename
    self.content = content
    self.size = size
    self.mimeType = mimeType
    self.source = source
    self.sourceRef = sourceRef
    self.sourceChecksum = sourceChecksum
    self.modifiedAt = modifiedAt
    self.isResumeForced = isResumeForced
    self.priority = priority
    self.traceID = traceID
  }
}

/// The row that an earlier sight of the same bytes made.
public struct ExistingResume: Hashable, Sendable, Codable {
  public var id: Int
  public var status: ResumeStatus
  public var errorCode: ErrorCode?
  public var candidateID: Int?
  /// As it was named then.
  public var filename: String
  /// Why there are no bytes of it, so that it can't be reprocessed; nil where they are stored.
  public var refusal: String? = nil

  /// One line for a person: what it is a duplicate of, and what to do.
  public var explanation: String {
    switch status {
    case .failed where refusal != nil:
      "failed before, as #\(id) (\(errorCode?.rawValue ?? "unknown")): \(refusal ?? "")"
    case .failed: "duplicate of failed #\(id) (\(errorCode?.rawValue ?? "unknown")): reprocess it"
    case .pending, .processing: "duplicate of #\(id), which waits to be read"
    case .completed: "duplicate of #\(id)"
    }
  }
}

/// What came of a file's registration. The row is committed when it is returned.
public enum RegistrationOutcome: Hashable, Sendable {
  /// It waits in the queue.
  case registered(resumeID: Int)
  /// It has no bytes: the row is `failed` at once.
  case refused(resumeID: Int, ExtractionError)
  /// The same recruiter has the same bytes already (or the same file that had none).
  case duplicate(ExistingResume)

  public var resumeID: Int {
    switch self {
    case .registered(let id), .refused(let id, _): id
    case .duplicate(let existing): existing.id
    }
  }
}

extension CandidateStore {
  /// LISTEN on it hears of rows that wait in the queue.
  public static let queueChannel = "hotgigs_resumes"

  /// Registers files: one `resumes` row per content and recruiter, one sighting per file, committed together. What was
  /// refused as no resume waits in the queue again where it comes with a person's word that it is one. A document of
  /// somebody who was erased is refused with `suppressed`; its bytes go with the next ``removeContents(_:)``.
  ///
  /// - Returns: one outcome per file, in their order.
  public func register(_ batch: [NewDocument]) async throws -> [RegistrationOutcome] {
    guard !batch.isEmpty else { return [] }
    // Again where a document was removed between being known and being seen.
    return try await retryingLostRaces {
      try await asWorker { transaction in try await Self.register(batch, in: transaction) }
    }
  }

  private nonisolated(nonsending) static func register(
    _ batch: [NewDocument], in transaction: Transaction
  ) async throws -> [RegistrationOutcome] {
    let runs = Set(batch.compactMap(\.runID)).sorted()
    let stored = batch.enumerated().compactMap { $1.storedContent(index: $0) }
    let locks = try await transaction.pipeline([
      ContentRemoval.waitForRemovals, Statement(Self.undoneRuns, [.intArray(runs.map { Int64($0) })]),
      Suppression.find(
        .document, recruiters: stored.map(\.recruiterID), values: stored.map { Hexadecimal.text($0.sha256) }),
    ])
    for row in locks[1] where try row.bool("is_undone") {
      throw StoreError(.runIsUndone, "run \(try row.int("id")) was undone: nothing more is taken in with it")
    }
    var batch = batch
    let refused = try locks[2].map { row in
      let document = stored[try row.int("place") - 1]
      batch[document.index] = batch[document.index].withoutPerson(hash: try row.string("hash"))
      return document
    }
    if !refused.isEmpty { _ = try await transaction.pipeline(Suppression.forget(refused)) }
    let given = JSONText(array: batch.enumerated().map { JSONText(object: $1.columns(place: $0)) })
    let results = try await transaction.pipeline([
      Statement(Self.insertStored, [.json(given.text)]), Statement(Self.insertUnstored, [.json(given.text)]),
      Statement(Self.requeueForced, [.json(given.text)]), Statement(Self.findRegistered, [.json(given.text)]),
    ])
    var inserted = Set(try results[..<3].flatMap(\.rows).map { try $0.int("id") })
    var former: [Int: JSONText] = [:]
    for row in results[2] { former[try row.int("id")] = JSONText(verbatim: try row.string("former")) }
    var outcomes: [RegistrationOutcome] = []
    for (row, document) in zip(results[3], batch) {
      let existing = ExistingResume(
        id: try row.int("id"), status: ResumeStatus(rawValue: try row.string("status")) ?? .failed,
        errorCode: try row.string(ifPresent: "error_code").map(ErrorCode.init(rawValue:)),
        candidateID: try row.int(ifPresent: "candidate_id"), filename: try row.string("filename"),
        refusal: try row.string(ifPresent: "refusal"))
      // The first sight of a new row made it; the others of the batch are its duplicates. Registered by the same sight
      // before, it is no duplicate of itself: the answer to that commit was lost, and it is asked for again.
      let isNew = try inserted.remove(existing.id) != nil || row.bool("is_own")
      switch (isNew, document.content) {
      case (true, .stored): outcomes.append(.registered(resumeID: existing.id))
      case (true, .unstored(let error)): outcomes.append(.refused(resumeID: existing.id, error))
      // No duplicate of anything: nobody is to know whether it was here before.
      case (false, .unstored(let error)) where error.code == .suppressed:
        outcomes.append(.refused(resumeID: existing.id, error))
      case (false, _): outcomes.append(.duplicate(existing))
      }
    }
    guard outcomes.count == batch.count else {
      throw StoreError(.lostRace, "\(batch.count) files were registered, \(outcomes.count) found again")
    }
    let sightings = JSONText(
      array: zip(batch, outcomes).map { document, outcome in
        var columns = document.columns(place: 0) + outcome.sightingColumns
        if case .registered(let id) = outcome, let former = former[id] { columns.append(("former", former)) }
        return JSONText(object: columns)
      })
    var last = [Statement(Self.insertSightings, [.json(sightings.text)])]
    if batch.contains(where: { $0.priority > .bulk }) { last.append(Statement(Self.hasten, [.json(given.text)])) }
    if !results[0].isEmpty || !results[2].isEmpty { last.append(Self.notifyQueue) }
    _ = try await transaction.pipeline(last)
    return outcomes
  }

  /// Locked, so that an undo that begins now waits for this registration, and sees it.
  private static let undoneRuns = """
    SELECT id, undo_started_at IS NOT NULL AS is_undone FROM runs WHERE id = ANY ($1::integer[]) ORDER BY id FOR SHARE
    """

  static let notifyQueue = Statement("SELECT pg_notify($1, '')", [.text(queueChannel)])

  private static let given = """
    jsonb_to_recordset($1::jsonb) AS d(
      place integer, recruiter_id integer, uploaded_by integer, run_id integer, filename text, file_path text, sha256 text,
      size bigint, mime_type text, source text, source_ref text, checksum text, modified_at double precision,
      error_code text, error_message text, resume_id integer, outcome text, detail text, is_forced boolean, priority smallint,
      former jsonb, trace_id uuid)
    """

  /// Known files are left out beforehand, since each row that is refused costs a number of the sequence, and numbers follow
  /// the order of the files. Rows go in by the order of the key, so that batches with the same files in parallel can't wait
  /// for each other in a circle.
  private static let insertStored = """
    WITH new AS (
      SELECT DISTINCT ON (d.recruiter_id, d.sha256) d.* FROM \(given)
      WHERE d.sha256 IS NOT NULL AND NOT EXISTS (
        SELECT FROM resumes r WHERE r.recruiter_id = d.recruiter_id AND r.content_sha256 = decode(d.sha256, 'hex'))
      ORDER BY d.recruiter_id, d.sha256, d.place
    ), numbered AS MATERIALIZED (
      SELECT nextval('resumes_id_seq') AS id, ordered.* FROM (SELECT * FROM new ORDER BY place OFFSET 0) ordered
    )
    INSERT INTO resumes (id, uploaded_by, filename, file_path, file_size, mime_type, recruiter_id, run_id, content_sha256,
      source, source_ref, source_modified_at, force_override, priority, trace_id)
    SELECT id, uploaded_by, filename, file_path, least(size, 2147483647), mime_type, recruiter_id, run_id,
      decode(sha256, 'hex'), source, source_ref, to_timestamp(modified_at), is_forced, priority, trace_id
    FROM numbered ORDER BY recruiter_id, sha256
    ON CONFLICT (recruiter_id, content_sha256) DO NOTHING
    RETURNING id
    """

  private static let insertUnstored = """
    INSERT INTO resumes (uploaded_by, filename, file_path, file_size, mime_type, recruiter_id, run_id, source, source_ref,
      source_modified_at, status, error_code, error_message, processed_at, trace_id)
    SELECT uploaded_by, filename, file_path, least(size, 2147483647), mime_type, recruiter_id, run_id, source, source_ref,
      to_timestamp(modified_at), 'failed', error_code, error_message, CURRENT_TIMESTAMP, trace_id
    FROM \(given)
    WHERE sha256 IS NULL AND NOT EXISTS (SELECT FROM resumes r WHERE \(isSameUnstored))
    ORDER BY recruiter_id, source_ref, place
    ON CONFLICT (recruiter_id, hashtextextended(source_ref, 0), file_size, source_modified_at)
      WHERE content_sha256 IS NULL AND recruiter_id IS NOT NULL DO NOTHING
    RETURNING id
    """

  /// Rows that an earlier reading refused, in the order of their ids as everywhere.
  private static let requeueForced = """
    WITH refused AS (
      SELECT r.id, \(formerState) AS former FROM resumes r
      WHERE r.status = 'failed' AND r.error_code = '\(ErrorCode.notAResume)' AND (r.recruiter_id, r.content_sha256) IN (
        SELECT d.recruiter_id, decode(d.sha256, 'hex') FROM \(given) WHERE d.is_forced AND d.sha256 IS NOT NULL)
      ORDER BY r.id FOR NO KEY UPDATE
    )
    UPDATE resumes r SET status = 'pending', error_code = NULL, error_message = NULL, attempts = 0, reader_deaths = 0,
      available_at = clock_timestamp(), processed_at = NULL, lease_token = NULL, force_override = true
    FROM refused WHERE r.id = refused.id
    RETURNING r.id, refused.former
    """

  /// A file of a bulk run that a person now brings and waits for.
  private static let hasten = """
    WITH slower AS (
      SELECT r.id, d.priority
      FROM resumes r JOIN \(given) ON r.recruiter_id = d.recruiter_id AND r.content_sha256 = decode(d.sha256, 'hex')
      WHERE d.sha256 IS NOT NULL AND r.status = 'pending' AND r.priority < d.priority
      ORDER BY r.id FOR NO KEY UPDATE OF r
    )
    UPDATE resumes r SET priority = slower.priority FROM slower WHERE r.id = slower.id
    """

  private static let isSameUnstored = """
    r.recruiter_id = d.recruiter_id AND r.content_sha256 IS NULL
    AND hashtextextended(r.source_ref, 0) = hashtextextended(d.source_ref, 0)
    AND r.file_size = least(d.size, 2147483647) AND r.source_modified_at IS NOT DISTINCT FROM to_timestamp(d.modified_at)
    """

  /// By the two unique indexes. A statement of its own: it sees what others committed while the insertion waited. Locked in
  /// the order of their ids, so that no document is removed between being found and being seen.
  private static let findRegistered = """
    SELECT * FROM (
      SELECT d.place, r.id, r.status, r.error_code, r.candidate_id, r.filename, NULL AS refusal, \(isOwn) AS is_own
      FROM \(given) JOIN resumes r ON r.recruiter_id = d.recruiter_id AND r.content_sha256 = decode(d.sha256, 'hex')
      WHERE d.sha256 IS NOT NULL ORDER BY r.id FOR KEY SHARE OF r) stored
    UNION ALL SELECT * FROM (
      SELECT d.place, r.id, r.status, r.error_code, r.candidate_id, r.filename, coalesce(r.error_message, ''), \(isOwn)
      FROM \(given) JOIN resumes r ON \(isSameUnstored)
      WHERE d.sha256 IS NULL ORDER BY r.id FOR KEY SHARE OF r) unstored
    ORDER BY place
    """

  /// Whether the row was made, or put into the queue again, by the very sight that asks.
  private static let isOwn = """
    EXISTS (SELECT FROM sightings s WHERE s.resume_id = r.id AND s.trace_id = d.trace_id AND s.outcome <> 'duplicate')
    """

  /// None twice, where the commit of the first time was done and its answer lost.
  private static let insertSightings = """
    INSERT INTO sightings (resume_id, run_id, recruiter_id, source, source_ref, filename, file_size, source_checksum,
      source_modified_at, outcome, detail, former, trace_id)
    SELECT resume_id, run_id, recruiter_id, source, source_ref, filename, size, checksum, to_timestamp(modified_at), outcome,
      detail, former, trace_id
    FROM \(given)
    WHERE NOT EXISTS (SELECT FROM sightings s WHERE s.resume_id = d.resume_id AND s.trace_id = d.trace_id)
    """
}

extension NewDocument {
  fileprivate func storedContent(index: Int) -> Suppression.Document? {
    guard case .stored(let sha256, let address) = content else { return nil }
    return Suppression.Document(
      index: index, recruiterID: recruiterID, runID: runID, sha256: sha256, address: address, filename: filename)
  }

  fileprivate func columns(place: Int) -> [(String, JSONText)] {
    let sourceRef = ColumnText.cleaned(self.sourceRef) ?? ""
    var columns: [(String, JSONText)] = [
      ("place", JSONText(number: place)), ("recruiter_id", JSONText(number: recruiterID)),
      ("uploaded_by", JSONText(number: uploadedBy)), ("run_id", JSONText(number: runID)),
      ("filename", JSONText(string: ColumnText.cut(ColumnText.cleaned(filename) ?? "unnamed", to: 255))),
      ("size", JSONText(number: size)),
      ("mime_type", JSONText(string: ColumnText.cleaned(mimeType).map { ColumnText.cut($0, to: 100) })),
      ("source", JSONText(string: source.rawValue)), ("source_ref", JSONText(string: sourceRef)),
      ("checksum", JSONText(string: ColumnText.cleaned(sourceChecksum))),
      ("modified_at", modifiedAt.map { JSONText(verbatim: "\($0)") } ?? .null),
      ("is_forced", JSONText(verbatim: isResumeForced ? "true" : "false")),
      ("priority", JSONText(number: priority.rawValue)), ("trace_id", JSONText(string: traceID?.description)),
    ]
    switch content {
    case .stored(let sha256, let address):
      columns.append(("sha256", JSONText(string: Hexadecimal.text(sha256))))
      columns.append(("file_path", JSONText(string: address)))
    case .unstored(let error):
      columns.append(("file_path", JSONText(string: ColumnText.cut("unstored:" + sourceRef, to: 500))))
      columns.append(("error_code", JSONText(string: error.code.rawValue)))
      columns.append(("error_message", JSONText(string: error.detail)))
    }
    return columns
  }
}

extension RegistrationOutcome {
  fileprivate var sightingColumns: [(String, JSONText)] {
    let (outcome, detail): (String, String?) =
      switch self {
      case .registered: ("pending", nil)
      case .refused(_, let error): ("failed", error.description)
      case .duplicate(let existing): ("duplicate", existing.explanation)
      }
    return [
      ("resume_id", JSONText(number: resumeID)), ("outcome", JSONText(string: outcome)),
      ("detail", JSONText(string: detail)),
    ]
  }
}

/// Bytes as people and JSON write them.
enum Hexadecimal {
  static func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.flatMap { [digit($0 >> 4), digit($0 & 15)] }, as: UTF8.self)
  }

  /// Of 0…15.
  static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
