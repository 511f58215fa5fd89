import PostgreSQL
import ResumeModel

/// What an undo does to a few candidates and all documents that the run saw of them.
struct UndoPlan {
  var documents: [(document: RunDocument, undo: DocumentUndo)] = []
  /// As they are to be; those without an id were removed since the run, and are made again.
  var people: [PersonKey: Person] = [:]
  var candidates: [UndoneCandidate] = []
  /// By resume, whose a restored document is again.
  var heirs: [Int: PersonKey] = [:]
  /// By further address of a candidate, the one that it shows.
  private var further: [PersonKey: PersonKey] = [:]

  var batch: UndoneBatch {
    UndoneBatch(
      candidates: candidates,
      documents: documents.map { document, undo in
        switch undo {
        case .remove:
          UndoneDocument(resumeID: document.resumeID, filename: document.filename, outcome: .removed)
        case .restore:
          UndoneDocument(resumeID: document.resumeID, filename: document.filename, outcome: .restored)
        case .keep(let reason):
          UndoneDocument(
            resumeID: document.resumeID, filename: document.filename, outcome: .kept, reason: reason)
        }
      })
  }

  /// Finds out and decides; locks the documents, then the candidates, each in the order of their key as a commit does.
  ///
  /// - Parameters:
  ///   - isLocking: false looks only.
  init(
    of run: UndoneRun, documents ids: [Int], isLocking: Bool, in transaction: Transaction
  ) async throws {
    guard !ids.isEmpty else { return }
    let found = try await RunDocument.all(ids, of: run.id, isLocking: isLocking, in: transaction)
    documents = found.map { ($0, DocumentUndo(of: $0, tookIn: run.takesIn)) }
    try await loadPeople(isLocking: isLocking, in: transaction)
    try await decide(run, in: transaction)
  }

  // MARK: Candidates

  private mutating func loadPeople(isLocking: Bool, in transaction: Transaction) async throws {
    var ids: Set<Int> = []
    var keys: Set<PersonKey> = []
    for (document, undo) in documents {
      guard undo.isChange else { continue }
      if let id = document.candidateID { ids.insert(id) }
      if case .restore(let former) = undo {
        if let id = former.candidateID { ids.insert(id) }
        if let key = former.key(recruiter: document.recruiterID) { keys.insert(key) }
      }
    }
    let sorted = keys.sorted()
    let rows = try await transaction.query(
      Self.candidates + (isLocking ? " FOR NO KEY UPDATE OF c" : ""),
      [
        .intArray(ids.sorted().map { Int64($0) }), .intArray(sorted.map { Int64($0.recruiterID) }),
        .textArray(sorted.map(\.emailKey)),
      ])
    for row in rows {
      let person = try Person(row)
      people[person.key] = person
    }
    let found = FurtherAddresses.find(sorted)
    further = try FurtherAddresses.resolve(
      try await transaction.query(found.sql, found.parameters), sorted, among: people)
  }

  private static let candidates = """
    SELECT \(Person.columns)
    FROM candidates c WHERE c.id IN (
      SELECT unnest($1::integer[])
      UNION ALL \(FurtherAddresses.candidates(recruiters: "$2", keys: "$3")))
    ORDER BY c.recruiter_id, c.email_key
    """

  private mutating func decide(_ run: UndoneRun, in transaction: Transaction) async throws {
    let shares = Shares(documents, among: people, further: further)
    heirs = shares.heirs
    let changed = documents.filter { $0.undo.isChange }.map(\.document.resumeID)
    let known = shares.keys.compactMap { people[$0]?.candidateID }
    let bonds = try await CandidateBond.all(of: known, apartFrom: changed, in: transaction)
    let reviews = try await ReviewUndo.all(run: run.id, documents: changed, in: transaction)
    for key in shares.keys.sorted() {
      guard let share = shares[key] else { continue }
      var person = people[key] ?? Person(key: key)
      let before = person.fields
      let undo = try CandidateUndo(
        person.record, without: share.removed, moved: share.moved, given: share.given,
        bonds: person.candidateID.flatMap { bonds[$0] } ?? [])
      person.apply(undo, review: person.candidateID.flatMap { reviews[$0] })
      people[key] = person
      if case .kept = undo.outcome { keepDocuments(of: person) }
      if let id = person.candidateID {
        candidates.append(UndoneCandidate(id, before: before, undo: undo, resumes: share.resumes))
      }
    }
    candidates.sort { $0.candidateID < $1.candidateID }
  }

  /// A person works with the candidate: what it is made of stays with it.
  private mutating func keepDocuments(of person: Person) {
    for index in documents.indices
    where documents[index].undo == .remove && documents[index].document.candidateID == person.candidateID {
      documents[index].undo = .keep("a person works with candidate #\(person.candidateID ?? 0)")
    }
  }
}

/// By candidate, what the documents take from it and give to it.
private struct Shares {
  struct Share {
    var removed: Set<String> = []
    var moved: Set<String> = []
    var given: [String: [Contribution]] = [:]
    var resumes: [Int] = []
  }

  private var shares: [PersonKey: Share] = [:]
  private(set) var heirs: [Int: PersonKey] = [:]

  var keys: Dictionary<PersonKey, Share>.Keys { shares.keys }

  subscript(key: PersonKey) -> Share? { shares[key] }

  init(
    _ documents: [(document: RunDocument, undo: DocumentUndo)], among people: [PersonKey: Person],
    further: [PersonKey: PersonKey]
  ) {
    var owners: [Int: PersonKey] = [:]
    for person in people.values { if let id = person.candidateID { owners[id] = person.key } }
    for (document, undo) in documents {
      guard let sha256 = document.sha256 else { continue }
      let owner = document.candidateID.flatMap { owners[$0] }
      switch undo {
      case .keep: continue
      case .remove:
        guard let owner else { continue }
        shares[owner, default: Share()].removed.insert(sha256)
        shares[owner]?.resumes.append(document.resumeID)
      case .restore(let former):
        let heir =
          former.candidateID.flatMap { owners[$0] }
          ?? Self.heir(of: document, former: former, owner: owner.flatMap { people[$0] }, sha256: sha256)
          .map { further[$0] ?? $0 }
        heirs[document.resumeID] = heir
        if let owner, owner != heir || former.contributions == nil {
          shares[owner, default: Share()].moved.insert(sha256)
          shares[owner]?.resumes.append(document.resumeID)
        }
        if let heir, let contributions = former.contributions {
          shares[heir, default: Share()].given[sha256] = contributions
          shares[heir]?.resumes.append(document.resumeID)
        }
      }
    }
  }

  /// Where the candidate whose it was is gone: a person merged it, and the document stays where they put it; or the run
  /// gave the document another address, and the candidate is made again.
  private static func heir(
    of document: RunDocument, former: FormerReading, owner: Person?, sha256: String
  ) -> PersonKey? {
    guard let key = former.key(recruiter: document.recruiterID) else { return nil }
    let now = owner?.record.contributions[sha256].flatMap(Contribution.combined)?.email.flatMap { EmailAddress($0) }
    return now?.key == key.emailKey ? owner?.key : key
  }
}

extension DocumentUndo {
  var isChange: Bool {
    if case .keep = self { false } else { true }
  }
}

extension FormerReading {
  /// The candidate's whose it was, by the address that it had; for one that is gone.
  func key(recruiter: Int) -> PersonKey? {
    guard let email = contributions.flatMap(Contribution.combined)?.email.flatMap({ EmailAddress($0) }) else {
      return nil
    }
    return PersonKey(recruiterID: recruiter, emailKey: email.key)
  }
}

extension Person {
  /// - Parameter review: what the undo makes of `needs_review`; nil where the run did not touch it.
  fileprivate mutating func apply(_ undo: CandidateUndo, review: ReviewUndo?) {
    switch undo.outcome {
    case .removed:
      isRemoved = candidateID != nil
    case .kept:
      isTouched = undo.record != record
      record = undo.record
      fields = undo.fields
    case .detached:
      detach(showing: undo.fields)
    case .reverted(let changes):
      if let old = fields?.source, old != undo.fields.source { source = undo.fields.source }
      record = undo.record
      fields = undo.fields
      needsReview = review.map { $0.before || $0.isAskedForSince } ?? needsReview
      if undo.fields.name == nil { needsReview = true }
      isVisiblyChanged = !changes.isEmpty
      isTouched = true
    }
  }
}

extension UndoneCandidate {
  fileprivate init(_ id: Int, before: CandidateFields?, undo: CandidateUndo, resumes: [Int]) {
    self.init(
      candidateID: id, name: before?.text(.fullName), outcome: .reverted, bonds: [], changes: [], resumes: resumes)
    switch undo.outcome {
    case .removed: outcome = .removed
    case .kept(let bonds), .detached(let bonds):
      outcome = .kept
      self.bonds = bonds
    case .reverted(let changes): self.changes = changes
    }
  }
}
