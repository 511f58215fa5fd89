import PostgreSQL
import ResumeModel

/// The first step of a commit: whose each document is, and what it changes.
///
/// Locks the rows that are still held, then the candidates with the batch's addresses and those whose the documents were,
/// each in the order of their key, so that parallel batches can't wait for each other in a circle; one round trip. Documents
/// of one person in one batch collapse. A document that is read again, and is of somebody else now, leaves the candidate whose
/// it was. A document that was committed with the same lease already (its answer was lost with the connection) is told what
/// came of it then.
public struct Deduplication: Sendable {
  public init() {}

  public nonisolated(nonsending) func process(
    _ batch: [ProcessedResume], in transaction: Transaction
  ) async throws -> DeduplicatedBatch {
    let batch = batch.sorted { $0.claimed.id < $1.claimed.id }
    let keys = Set(batch.compactMap(\.personKey)).sorted()
    // Last, whether somebody was erased: by then whoever was erasing has ended, and whoever begins waits.
    let results = try await transaction.pipeline([
      Suppression.waitForErasures, Statement(Self.rowsWithLeases, batch.map(\.claimed.lease).parameters),
      Statement(
        Self.candidatesWithKeys,
        [
          .intArray(keys.map { Int64($0.recruiterID) }), .textArray(keys.map(\.emailKey)),
          .intArray(batch.map { Int64($0.claimed.id) }),
        ]),
      Suppression.find(.email, recruiters: keys.map(\.recruiterID), values: keys.map(\.emailKey)),
      FurtherAddresses.find(keys),
    ])
    let suppressed = Set(try results[3].map { keys[try $0.int("place") - 1] })
    var held: [Int: HeldRow] = [:]
    var committed: [Int: CommitOutcome] = [:]
    for row in results[1] {
      let id = try row.int("id")
      if try row.string("status") == ResumeStatus.processing.rawValue {
        held[id] = try HeldRow(row)
      } else {
        committed[id] = try CommitOutcome(committed: row)
      }
    }
    var people: [PersonKey: Person] = [:]
    var owners: [Int: PersonKey] = [:]
    for row in results[2] {
      let person = try Person(row)
      people[person.key] = person
      if let id = person.candidateID { owners[id] = person.key }
    }
    let further = try FurtherAddresses.resolve(results[4], keys, among: people)
    var decided: [DecidedResume] = []
    for resume in batch {
      if let row = held[resume.claimed.id] {
        var decision: DecidedResume
        if let key = resume.personKey, suppressed.contains(key) {
          decision = DecidedResume(resume, decision: .failed(.ofErasedPerson))
          // One that is somebody else's by now stays theirs, as it was read before.
          decision.suppression = row.candidateID == nil ? .blanked(email: key.emailKey) : .unread
        } else {
          decision = try decide(
            resume, owner: row.candidateID.flatMap { owners[$0] }, among: &people, further: further)
        }
        decision.runID = row.runID ?? resume.claimed.runID
        decision.userID = row.userID ?? resume.claimed.uploadedBy
        decided.append(decision)
      } else {
        var lost = DecidedResume(resume, decision: .leaseLost)
        lost.committed = committed[resume.claimed.id]
        decided.append(lost)
      }
    }
    try await Donors.settle(
      &people, apartFrom: decided.filter { $0.formerOwner != nil }.map(\.resume.claimed.id), in: transaction)
    return DeduplicatedBatch(resumes: decided, people: people.values.sorted { $0.key < $1.key })
  }

  /// - Parameters:
  ///   - owner: the candidate whose the document is by now, if it was read before.
  ///   - further: by further address of a candidate, the one that it shows.
  private func decide(
    _ resume: ProcessedResume, owner: PersonKey?, among people: inout [PersonKey: Person],
    further: [PersonKey: PersonKey]
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
    let sha256 = Hexadecimal.text(resume.claimed.sha256)
    let known = owner.flatMap { people[$0] }.flatMap { $0.record.contributions[sha256] == nil ? nil : $0 }
    let addressed = PersonKey(recruiterID: resume.claimed.recruiterID, emailKey: email.key)
    let key =
      known.flatMap {
        $0.keeps(sha256, readWith: email, isSupplied: resume.claimed.emailOverride != nil) ? $0.key : nil
      }
      ?? further[addressed] ?? addressed
    var person = people[key] ?? Person(key: key)
    let (incoming, warnings) = CandidateRecord.reading(
      document.parsed, email: email, sha256: sha256, parser: resume.parserVersion,
      resume: resume.claimed.id, source: resume.claimed.source, address: resume.claimed.address,
      standInDate: resume.claimed.modifiedAt)
    var decided = DecidedResume(resume, decision: .created)
    decided.warnings = document.parsed.warnings + warnings
    decided.needsReview = document.parsed.warnings.contains { warning in
      warning.code.asksForReview && !(resume.claimed.isResumeForced && warning.code.isOfLikeness)
    }

    let read = try CandidateFields(incoming)
    if let readName = read.name {
      if let known = person.fields?.name, Identity.isConflict(known, readName), !resume.claimed.isMergeForced,
        !person.isKnown(as: readName)
      {
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
    let needsReview = fields.name == nil || decided.needsReview || (person.needsReview && person.fields?.name != nil)
    if person.candidateID != nil, needsReview != person.needsReview { decided.formerReview = person.needsReview }
    person.needsReview = needsReview
    person.record = merged
    person.fields = fields
    people[key] = person
    decided.key = key
    if let known, known.key != key { decided.formerOwner = try people[known.key]?.giveAway(sha256) }
    return decided
  }

  /// Locked in the order of their ids as everywhere.
  private static let rowsWithLeases = """
    SELECT r.status, reading.run_id AS reading_run, reading.user_id AS reading_user, \(CommitOutcome.columns)
    FROM resumes r JOIN unnest($1::integer[], $2::uuid[]) AS lease(id, token)
      ON lease.id = r.id AND lease.token = r.lease_token
    LEFT JOIN LATERAL (
      SELECT s.run_id, u.user_id FROM sightings s LEFT JOIN runs u ON u.id = s.run_id
      WHERE s.resume_id = r.id AND s.outcome = 'pending' ORDER BY s.id DESC LIMIT 1) reading ON true
    ORDER BY r.id FOR NO KEY UPDATE OF r
    """

  /// By their addresses, and those that the documents made before.
  private static let candidatesWithKeys = """
    SELECT \(Person.columns)
    FROM candidates c WHERE c.id IN (
      \(FurtherAddresses.candidates(recruiters: "$1", keys: "$2"))
      UNION ALL SELECT r.candidate_id FROM resumes r WHERE r.id = ANY ($3::integer[]))
    ORDER BY c.recruiter_id, c.email_key FOR NO KEY UPDATE OF c
    """
}

extension Person {
  /// Whether a document of theirs has this very name: that they have two, a person has said before.
  fileprivate func isKnown(as name: String) -> Bool {
    let folded = TextFolding.fold(name)
    return record.contributions.values.joined().contains { reading in
      reading.isNameCertain && reading.name.map(TextFolding.fold) == folded
    }
  }
}

/// A row that is still held: whose it was, and which run reads it now.
private struct HeldRow {
  var candidateID: Int?
  var runID: Int?
  var userID: Int?

  init(_ row: Row) throws {
    candidateID = try row.int(ifPresent: "candidate_id")
    runID = try row.int(ifPresent: "reading_run")
    userID = try row.int(ifPresent: "reading_user")
  }
}

/// Whose a document is, for one recruiter.
public struct PersonKey: Hashable, Sendable, Comparable {
  public var recruiterID: Int
  public var emailKey: String

  public static func < (a: Self, b: Self) -> Bool {
    (a.recruiterID, a.emailKey) < (b.recruiterID, b.emailKey)
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
  /// Of the candidate before, where it changes.
  var formerReview: Bool?
  /// Set where it is of somebody who was erased.
  var suppression: ErasedReading?
  /// Another candidate, whose the document was until now.
  var formerOwner: FormerOwner?
  /// The run that reads it now, and who reads it.
  var runID: Int?
  var userID: Int?
  /// What came of it when it was committed before, with the same lease.
  public var committed: CommitOutcome?

  init(_ resume: ProcessedResume, decision: CommitOutcome.Kind) {
    self.resume = resume
    self.decision = decision
  }
}

/// What becomes of a document that was read as an erased person's.
enum ErasedReading: Hashable, Sendable {
  /// Nothing of it stays.
  case blanked(email: String)
  /// Nothing of this reading stays.
  case unread
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
