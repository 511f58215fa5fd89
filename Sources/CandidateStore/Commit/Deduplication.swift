import PostgreSQL
import ResumeModel

/// The first step of a commit: whose each document is, and what it changes.
///
/// Locks the rows that are still held, then the candidates with the batch's addresses, each in the order of their key,
/// so that parallel batches can't wait for each other in a circle; one round trip. Documents of one person in one batch
/// collapse. A document that was committed with the same lease already (its answer was lost with the connection) is told
/// what came of it then.
public struct Deduplication: Sendable {
  public init() {}

  public nonisolated(nonsending) func process(
    _ batch: [ProcessedResume], in transaction: Transaction
  ) async throws -> DeduplicatedBatch {
    let batch = batch.sorted { $0.claimed.id < $1.claimed.id }
    let keys = Set(batch.compactMap(\.personKey)).sorted()
    let results = try await transaction.pipeline([
      Statement(Self.rowsWithLeases, batch.map(\.claimed.lease).parameters),
      Statement(
        Self.candidatesWithKeys,
        [.intArray(keys.map { Int64($0.recruiterID) }), .textArray(keys.map(\.emailKey))]),
    ])
    var held: Set<Int> = []
    var committed: [Int: CommitOutcome] = [:]
    for row in results[0] {
      let id = try row.int("id")
      if try row.string("status") == ResumeStatus.processing.rawValue {
        held.insert(id)
      } else {
        committed[id] = try CommitOutcome(committed: row)
      }
    }
    var people: [PersonKey: Person] = [:]
    for row in results[1] {
      let person = try Person(row)
      people[person.key] = person
    }
    var decided: [DecidedResume] = []
    for resume in batch {
      if held.contains(resume.claimed.id) {
        decided.append(try decide(resume, among: &people))
      } else {
        var lost = DecidedResume(resume, decision: .leaseLost)
        lost.committed = committed[resume.claimed.id]
        decided.append(lost)
      }
    }
    return DeduplicatedBatch(resumes: decided, people: people.values.sorted { $0.key < $1.key })
  }

  private func decide(
    _ resume: ProcessedResume, among people: inout [PersonKey: Person]
  ) throws -> DecidedResume {
    let document: ReadDocument
    switch resume.result {
    case .failure(let error): return DecidedResume(resume, decision: .failed(error))
    case .success(let read): document = read
    }
    // Before anything is missed in it: an invoice needs no e-mail address.
    if let likeness = document.parsed.likeness, likeness.isRefused, !resume.claimed.isResumeForced {
      return DecidedResume(
        resume,
        decision: .failed(
          ExtractionError(
            .notAResume,
            "\(likeness.explanation): hotgigs reprocess --id \(resume.claimed.id) --force takes it anyway")))
    }
    guard let email = resume.email else {
      return DecidedResume(
        resume,
        decision: .failed(
          ExtractionError(
            .missingEmail, "no e-mail address in it: hotgigs reprocess --id \(resume.claimed.id) --email …")))
    }
    let key = PersonKey(recruiterID: resume.claimed.recruiterID, emailKey: email.key)
    var person = people[key] ?? Person(key: key)
    let (incoming, warnings) = CandidateRecord.reading(
      document.parsed, email: email, sha256: Hexadecimal.text(resume.claimed.sha256), parser: resume.parserVersion,
      resume: resume.claimed.id, source: resume.claimed.source, address: resume.claimed.address,
      standInDate: resume.claimed.modifiedAt)
    var decided = DecidedResume(resume, decision: .created)
    decided.warnings = document.parsed.warnings + warnings
    decided.needsReview = document.parsed.warnings.contains { warning in
      warning.code.asksForReview && !(resume.claimed.isResumeForced && warning.code.isOfLikeness)
    }

    let read = try CandidateFields(incoming)
    if let readName = read.name {
      if let known = person.fields?.name, Identity.isConflict(known, readName), !resume.claimed.isMergeForced {
        if read.isNameCertain, person.fields?.isNameCertain == true {
          let owner = person.candidateID.map { "candidate #\($0) (\(known))" } ?? "\(known), of the same batch"
          decided.decision = .failed(
            ExtractionError(
              .identityConflict,
              "\(email.key) belongs to \(owner), this is of \(readName): "
                + "hotgigs reprocess --id \(resume.claimed.id) with --email … or --merge"))
          return decided
        }
        decided.warnings.append(
          ParseWarning(
            .uncertainName, "read as \(readName), stored as \(known); one of them is read with little confidence"))
        decided.needsReview = true
      }
    } else {
      if !decided.warnings.contains(where: { $0.code == .missingName }) {
        decided.warnings.append(ParseWarning(.missingName, "no name was found; the address stands in for it"))
      }
      decided.needsReview = true
    }

    let merged = merge(person.record, incoming)
    let fields = merged == incoming ? read : try CandidateFields(merged)
    if let before = person.fields {
      decided.changes = fields.changes(since: before)
      decided.decision = decided.changes.isEmpty ? .unchanged : .updated
    }
    person.isVisiblyChanged = person.isVisiblyChanged || decided.decision != .unchanged
    person.isTouched = person.isTouched || merged != person.record
    person.needsReview = fields.name == nil || decided.needsReview || (person.needsReview && person.fields?.name != nil)
    person.record = merged
    person.fields = fields
    people[key] = person
    decided.key = key
    return decided
  }

  /// Locked in the order of their ids as everywhere.
  private static let rowsWithLeases = """
    SELECT r.status, \(CommitOutcome.columns)
    FROM resumes r JOIN unnest($1::integer[], $2::uuid[]) AS lease(id, token)
      ON lease.id = r.id AND lease.token = r.lease_token
    ORDER BY r.id FOR NO KEY UPDATE OF r
    """

  /// By the unique index on recruiter and key.
  private static let candidatesWithKeys = """
    SELECT c.id, c.recruiter_id, c.email_key, c.contributions, c.edited_fields, c.source AS origin, c.needs_review,
      \(CandidateField.allCases.map { "to_jsonb(c.\($0.rawValue)) AS \($0.rawValue)" }.joined(separator: ", "))
    FROM candidates c JOIN unnest($1::integer[], $2::text[]) AS wanted(recruiter_id, email_key)
      ON wanted.recruiter_id = c.recruiter_id AND wanted.email_key = c.email_key
    ORDER BY c.recruiter_id, c.email_key FOR NO KEY UPDATE OF c
    """
}

/// Whose a document is, for one recruiter.
public struct PersonKey: Hashable, Sendable, Comparable {
  public var recruiterID: Int
  public var emailKey: String

  public static func < (a: Self, b: Self) -> Bool {
    (a.recruiterID, a.emailKey) < (b.recruiterID, b.emailKey)
  }
}

/// A candidate of a batch: as stored, if it is, and as it is to be.
public struct Person: Sendable {
  public var key: PersonKey
  /// Nil for one that is to be created.
  public var candidateID: Int?
  public var record = CandidateRecord()
  public var fields: CandidateFields?
  public var needsReview = false
  /// Whether a column that people see changes.
  public var isVisiblyChanged = false
  /// Whether anything is to be written.
  public var isTouched = false

  init(key: PersonKey) {
    self.key = key
  }

  init(_ row: Row) throws {
    key = PersonKey(recruiterID: try row.int("recruiter_id"), emailKey: try row.string("email_key"))
    candidateID = try row.int("id")
    needsReview = try row.bool("needs_review")
    record = try CandidateRecord(row)
    fields = try CandidateFields(record)
  }
}

/// A document of a batch with what is to become of it.
public struct DecidedResume: Sendable {
  public var resume: ProcessedResume
  public var decision: CommitOutcome.Kind
  /// Its candidate's; nil for one that failed.
  public var key: PersonKey?
  public var changes: [FieldChange] = []
  public var warnings: [ParseWarning] = []
  public var needsReview = false
  /// What came of it when it was committed before, with the same lease.
  public var committed: CommitOutcome?

  init(_ resume: ProcessedResume, decision: CommitOutcome.Kind) {
    self.resume = resume
    self.decision = decision
  }
}

/// A batch whose documents are each assigned to a person, or failed.
public struct DeduplicatedBatch: Sendable {
  /// In the order of their ids.
  public var resumes: [DecidedResume]
  /// In the order of their keys.
  public var people: [Person]
}

extension ProcessedResume {
  /// The address that counts: what a person supplied, or the first of the document's that is one.
  var email: EmailAddress? {
    if let supplied = claimed.emailOverride { return EmailAddress(supplied) }
    guard case .success(let document) = result else { return nil }
    return document.parsed.emails.lazy.compactMap { EmailAddress($0.value) }.first
  }

  var personKey: PersonKey? {
    guard case .success = result, let email else { return nil }
    return PersonKey(recruiterID: claimed.recruiterID, emailKey: email.key)
  }
}

extension CandidateRecord {
  /// Reads a row of `candidates` with its columns as JSON.
  init(_ row: Row) throws {
    self.init()
    let edited = try JSONText(verbatim: row.string("edited_fields")).decode([String: String].self)
    for (name, at) in edited {
      guard let field = CandidateField(rawValue: name) else { continue }
      let stored = try row.string(ifPresent: name).map(JSONText.init(verbatim:)) ?? .null
      edits[field] = Edit(at: at, value: field.isList ? stored : JSONText(string: try stored.decodeTextIfPresent()))
    }
    contributions = try JSONText(verbatim: row.string("contributions")).decode([String: [Contribution]].self)
    if contributions.isEmpty { contributions[""] = [try Contribution(ofColumns: row, except: Set(edits.keys))] }
  }
}

extension Contribution {
  /// What a row held that another program made: older than any document, so that imports add to it and update it.
  fileprivate init(ofColumns row: Row, except edited: Set<CandidateField>) throws {
    func text(_ field: CandidateField) throws -> String? {
      guard !edited.contains(field), let json = try row.string(ifPresent: field.rawValue) else { return nil }
      return try JSONText(verbatim: json).decodeTextIfPresent()
    }
    func list<Element: Decodable>(_ field: CandidateField) throws -> [Element] {
      guard !edited.contains(field), let json = try row.string(ifPresent: field.rawValue) else { return [] }
      return (try? JSONText(verbatim: json).decode([Element].self)) ?? []
    }
    let email = try text(.email)
    let name = try text(.fullName)
    self.init(
      date: "", parser: "", source: try row.string(ifPresent: "origin"), address: try text(.resumeURL),
      name: name == email ? nil : name, email: email, phone: try text(.phone), location: try text(.location),
      title: try text(.title), summary: try text(.summary), linkedIn: try text(.linkedInURL),
      gitHub: try text(.gitHubURL), portfolio: try text(.portfolioURL), skills: try list(.skills),
      experience: try list(.experience), education: try list(.education), certifications: try list(.certifications),
      languages: try list(.languages))
  }
}

extension JSONText {
  fileprivate func decodeTextIfPresent() throws -> String? { try decode(String?.self) }
}
