import PostgreSQL
import ResumeModel

/// A resume as a list shows it.
public struct ResumeSummary: Hashable, Sendable, Codable {
  public var id: Int
  public var filename: String
  public var status: ResumeStatus
  public var errorCode: ErrorCode?
  public var errorMessage: String?
  public var candidateID: Int?
  public var recruiterID: Int?
  public var runID: Int?
  public var source: String?
  public var size: Int?
  public var mimeType: String?
  public var confidence: Double?
  public var needsReview: Bool
  /// ISO 8601, UTC.
  public var uploadedAt: String?
  public var processedAt: String?
}

/// A resume with all that is stored of it, but its text.
public struct ResumeDetail: Hashable, Sendable, Codable {
  public struct Sighting: Hashable, Sendable, Codable {
    public var runID: Int?
    public var source: String
    public var sourceRef: String?
    public var filename: String
    public var outcome: String
    public var detail: String?
    /// What log lines about this file carry; of the first it is the resume's own.
    public var traceID: TraceID?
    /// ISO 8601, UTC.
    public var seenAt: String
  }

  public var summary: ResumeSummary
  public var uploadedBy: Int?
  /// In the content store.
  public var address: String
  public var sha256: String?
  public var sourceRef: String?
  public var parserVersion: String?
  public var documentDate: String?
  public var attempts: Int
  public var readerDeaths: Int
  /// What log lines about it carry.
  public var traceID: TraceID?
  public var warnings: [ParseWarning]
  /// What was read, also of one that failed for want of an address.
  public var parsed: ParsedResume?
  /// The oldest first.
  public var sightings: [Sighting]
}

extension CandidateStore {
  /// The resumes that the acting user may see, the newest first.
  ///
  /// - Parameter before: the id of the last one of the page before; nil for the first page.
  public func resumes(
    actingUser: Int, status: ResumeStatus? = nil, error: ErrorCode? = nil, run: Int? = nil, limit: Int = 100,
    before: Int? = nil
  ) async throws -> [ResumeSummary] {
    try await asUser(actingUser) { transaction in
      try await transaction.query(
        """
        SELECT \(Self.resumeColumns) FROM resumes r
        WHERE ($1::integer IS NULL OR r.id < $1) AND ($3::text IS NULL OR r.status = $3)
          AND ($4::text IS NULL OR r.error_code = $4)
          AND ($5::integer IS NULL OR r.id IN (SELECT resume_id FROM sightings WHERE run_id = $5))
        ORDER BY r.id DESC LIMIT $2
        """,
        [
          .int(ifPresent: before), .int(limit), .text(ifPresent: status?.rawValue), .text(ifPresent: error?.rawValue),
          .int(ifPresent: run),
        ]
      ).map(ResumeSummary.init)
    }
  }

  /// Nil where there is none that the acting user may see.
  public func resume(_ id: Int, actingUser: Int) async throws -> ResumeDetail? {
    try await asUser(actingUser) { transaction in
      let results = try await transaction.pipeline([
        Statement(
          """
          SELECT \(Self.resumeColumns), r.uploaded_by, r.file_path, encode(r.content_sha256, 'hex') AS sha256, r.source_ref,
            r.parser_version, r.document_date, r.attempts, r.reader_deaths, r.trace_id, r.warnings, r.parsed_data
          FROM resumes r WHERE r.id = $1
          """, [.int(id)]),
        Statement(
          """
          SELECT run_id, source, source_ref, filename, outcome, detail, trace_id, \(isoTime("seen_at")) AS seen_at
          FROM sightings WHERE resume_id = $1 ORDER BY id
          """, [.int(id)]),
      ])
      return try results[0].first.map { try ResumeDetail($0, sightings: results[1].map(ResumeDetail.Sighting.init)) }
    }
  }

  static let resumeColumns = """
    r.id, r.filename, r.status, r.error_code, r.error_message, r.candidate_id, r.recruiter_id, r.run_id, r.source, r.file_size,
    r.mime_type, r.confidence, r.needs_review, \(isoTime("r.uploaded_at")) AS uploaded_at,
    \(isoTime("r.processed_at")) AS processed_at
    """
}

extension ResumeSummary {
  init(_ row: Row) throws {
    self.init(
      id: try row.int("id"), filename: try row.string("filename"),
      status: ResumeStatus(rawValue: try row.string("status")) ?? .failed,
      errorCode: try row.string(ifPresent: "error_code").map(ErrorCode.init(rawValue:)),
      errorMessage: try row.string(ifPresent: "error_message"), candidateID: try row.int(ifPresent: "candidate_id"),
      recruiterID: try row.int(ifPresent: "recruiter_id"), runID: try row.int(ifPresent: "run_id"),
      source: try row.string(ifPresent: "source"), size: try row.int(ifPresent: "file_size"),
      mimeType: try row.string(ifPresent: "mime_type"), confidence: try row.double(ifPresent: "confidence"),
      needsReview: try row.bool("needs_review"), uploadedAt: try row.string(ifPresent: "uploaded_at"),
      processedAt: try row.string(ifPresent: "processed_at"))
  }
}

extension ResumeDetail {
  init(_ row: Row, sightings: [Sighting]) throws {
    let warnings = try row.string(ifPresent: "warnings").map { try JSONText(verbatim: $0).decode([ParseWarning].self) }
    self.init(
      summary: try ResumeSummary(row), uploadedBy: try row.int(ifPresent: "uploaded_by"),
      address: try row.string("file_path"), sha256: try row.string(ifPresent: "sha256"),
      sourceRef: try row.string(ifPresent: "source_ref"), parserVersion: try row.string(ifPresent: "parser_version"),
      documentDate: try row.string(ifPresent: "document_date"), attempts: try row.int("attempts"),
      readerDeaths: try row.int("reader_deaths"),
      traceID: try row.traceID(), warnings: warnings ?? [],
      // An older version may have stored another shape.
      parsed: try row.string(ifPresent: "parsed_data").flatMap {
        try? JSONText(verbatim: $0).decode(ParsedResume.self)
      },
      sightings: sightings)
  }
}

extension ResumeDetail.Sighting {
  init(_ row: Row) throws {
    self.init(
      runID: try row.int(ifPresent: "run_id"), source: try row.string("source"),
      sourceRef: try row.string(ifPresent: "source_ref"), filename: try row.string("filename"),
      outcome: try row.string("outcome"), detail: try row.string(ifPresent: "detail"),
      traceID: try row.traceID(), seenAt: try row.string("seen_at"))
  }
}
