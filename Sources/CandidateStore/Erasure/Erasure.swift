import PostgreSQL
import ResumeModel

/// Whom an erasure is about.
public enum ErasureTarget: Hashable, Sendable {
  /// The candidate with this number.
  case candidate(Int)
  case address(EmailAddress)
}

/// Among whose candidates and documents.
public enum ErasureReach: Hashable, Sendable {
  case recruiter(Int)
  case everywhere

  var isEverywhere: Bool { self == .everywhere }
  var recruiterID: Int? { if case .recruiter(let id) = self { id } else { nil } }
  /// `$1` and `$2` of whatever is bound to a reach.
  var parameters: [SQLValue] { [.bool(isEverywhere), .int(ifPresent: recruiterID)] }
}

/// What an erasure removed, or would.
public struct ErasureReport: Hashable, Sendable, Codable {
  /// The number of the tombstone; nil for a rehearsal.
  public var erasureID: Int?
  public var candidates: [Int] = []
  public var resumes: [Int] = []
  /// Rows by what they were.
  public var counts: [String: Int] = [:]
  /// Where the files were seen: they lie there still, if nobody moved them.
  public var sources: [String] = []
  /// Candidates who stay and may be the same person.
  public var possibleDuplicates: [Int] = []
}

/// What is left of an erasure.
public struct Erasure: Hashable, Sendable, Codable {
  public var id: Int
  /// Nil for one everywhere.
  public var recruiterID: Int?
  public var isEverywhere: Bool
  /// ISO 8601, UTC.
  public var erasedAt: String
  public var erasedBy: Int?
  public var counts: [String: Int]
  /// Since when the person's documents are taken in again.
  public var liftedAt: String?
}

extension CandidateStore {
  /// Whom to erase, as far as the acting user may.
  ///
  /// - Parameter isEverywhere: at every recruiter, which is an admin's right.
  /// - Throws: ``StoreError`` of code `unknownCandidate`, `notPermitted`, or `unknownPerson` where nothing is held with the
  ///   address.
  public func erasureSubject(
    _ target: ErasureTarget, recruiterID: Int, isEverywhere: Bool, actingUser user: User
  ) async throws -> ErasureSubject {
    if isEverywhere, user.role != .admin {
      throw StoreError(.notPermitted, "only an admin erases everywhere; without --everywhere it is among your own")
    }
    var subject = ErasureSubject(reach: isEverywhere ? .everywhere : .recruiter(recruiterID))
    switch target {
    case .address(let address):
      if user.role != .admin, recruiterID != user.id { throw StoreError(.notPermitted, "only an admin erases others'") }
      subject.add(address)
    case .candidate(let id):
      guard Int32(exactly: id) != nil else { throw Self.unknownCandidate(id) }
      let row = try await asUser(user.id) { transaction in
        try await transaction.query("SELECT recruiter_id FROM candidates WHERE id = $1", [.int(id)]).first
      }
      guard let row else { throw Self.unknownCandidate(id) }
      let owner = try row.int(ifPresent: "recruiter_id")
      if user.role != .admin, owner != user.id {
        throw StoreError(
          .notPermitted, "candidate \(id) is shared with you: their own recruiter or an admin erases them")
      }
      if !isEverywhere {
        guard let owner else {
          throw StoreError(.notPermitted, "candidate \(id) is no recruiter's: an admin erases them with --everywhere")
        }
        subject.reach = .recruiter(owner)
      }
      subject.candidates.insert(id)
    }
    let found = subject
    subject = try await asWorker { transaction in try await found.completed(in: transaction) }
    if subject.candidates.isEmpty, subject.resumes.isEmpty {
      throw StoreError(.unknownPerson, "no candidate and no failed resume with this address")
    }
    return subject
  }

  /// What an erasure would remove; changes nothing.
  public func rehearseErasure(of subject: ErasureSubject, by user: User) async throws -> ErasureReport {
    do {
      _ = try await retryingLostRaces {
        try await asWorker { transaction in
          throw Rehearsal(report: try await ErasureCommit(subject: subject, userID: user.id).process(in: transaction))
        }
      }
    } catch let rehearsal as Rehearsal<ErasureReport> {
      var report = rehearsal.report
      report.erasureID = nil
      return report
    }
    return ErasureReport()
  }

  /// Erases somebody. What is left is a tombstone (``Erasure``) and keyed hashes, by which intake and commit refuse their
  /// documents with `suppressed`; their bytes are due for ``removeContents(_:)``.
  ///
  /// Logs are scrubbed before, in a transaction of their own: it takes longer, and nobody waits for it. Killed in between,
  /// it is done again with the next attempt.
  public func erase(_ subject: ErasureSubject, by user: User) async throws -> ErasureReport {
    let scrubbed = try await asWorker { transaction in try await subject.scrub(in: transaction) }
    let report = try await retryingLostRaces {
      try await asWorker { transaction in
        try await ErasureCommit(subject: subject, userID: user.id, logEntries: scrubbed).process(in: transaction)
      }
    }
    if user.role == .admin, let id = report.erasureID {
      let counts = try JSONText(report.counts)
      try await asUser(user.id) { transaction in
        try await Self.audit("erase", resource: "erasure", id: String(id), changes: counts, over: transaction)
      }
    }
    return report
  }

  /// The erasures that the acting user may see, the newest first: a recruiter's own, all for an admin.
  public func erasures(actingUser: Int, limit: Int = 100) async throws -> [Erasure] {
    try await asUser(actingUser) { transaction in
      try await transaction.query(
        """
        SELECT id, recruiter_id, erased_by, counts, \(isoTime("erased_at")) AS erased_at,
          \(isoTime("lifted_at")) AS lifted_at
        FROM erasures ORDER BY id DESC LIMIT $1
        """, [.int(limit)]
      ).map(Erasure.init)
    }
  }

  /// Lets an erased person be taken in again: an admin whoever erased them, a recruiter at their own.
  ///
  /// - Returns: how many erasures that lifted.
  /// - Throws: ``StoreError`` of code `unknownPerson` where none is to be lifted by them.
  public func liftSuppression(of address: EmailAddress, by user: User) async throws -> Int {
    let reach: ErasureReach = user.role == .admin ? .everywhere : .recruiter(user.id)
    let lifted = try await asWorker { transaction in
      let erasures = try await transaction.query(
        """
        SELECT DISTINCT s.erasure_id FROM suppressions s
        WHERE s.kind = 'email' AND s.key_hash = hotgigs_suppression_hash('email', $3) AND ($1 OR s.recruiter_id = $2)
          AND s.erasure_id IS NOT NULL
        """, reach.parameters + [.text(address.key)]
      ).map { try Int64($0.int(0)) }
      _ = try await transaction.pipeline([
        Statement("DELETE FROM suppressions WHERE erasure_id = ANY ($1::integer[])", [.intArray(erasures)]),
        Statement(
          "UPDATE erasures SET lifted_by = $2, lifted_at = clock_timestamp() WHERE id = ANY ($1::integer[])",
          [.intArray(erasures), .int(user.id)]),
      ])
      return erasures
    }
    guard !lifted.isEmpty else {
      throw StoreError(
        .unknownPerson,
        user.role == .admin
          ? "nobody with this address was erased"
          : "you erased nobody with this address; what an admin erased everywhere, an admin lifts")
    }
    if user.role == .admin {
      try await asUser(user.id) { transaction in
        for id in lifted {
          try await Self.audit("unsuppress", resource: "erasure", id: String(id), over: transaction)
        }
      }
    }
    return lifted.count
  }
}

extension Erasure {
  fileprivate init(_ row: Row) throws {
    let recruiterID = try row.int(ifPresent: "recruiter_id")
    self.init(
      id: try row.int("id"), recruiterID: recruiterID, isEverywhere: recruiterID == nil,
      erasedAt: try row.string("erased_at"), erasedBy: try row.int(ifPresent: "erased_by"),
      counts: try JSONText(verbatim: row.string("counts")).decode([String: Int].self),
      liftedAt: try row.string(ifPresent: "lifted_at"))
  }
}
