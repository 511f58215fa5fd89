import PostgreSQL
import ResumeModel

/// The candidate whose a document was until it was read as somebody else's.
struct FormerOwner: Sendable {
  var candidateID: Int
  /// What it lost; empty where nothing is left of it.
  var changes: [FieldChange]
}

extension Person {
  /// Whether a document that this candidate has stays with it, read with an address.
  ///
  /// It does where the address is the one it had before, though that may not be the candidate's: then a person merged or
  /// moved the candidate, or changed its address. And it does where a person changed the address, unless one was supplied.
  func keeps(_ sha256: String, readWith email: EmailAddress, isSupplied: Bool) -> Bool {
    if key.emailKey == email.key || (record.edits[.email] != nil && !isSupplied) { return true }
    let before = record.contributions[sha256].flatMap(Contribution.combined)?.email.flatMap { EmailAddress($0) }
    return before?.key == email.key
  }

  /// Loses what a document said, which is another candidate's from now on.
  mutating func giveAway(_ sha256: String) throws -> FormerOwner? {
    guard let candidateID, record.contributions.removeValue(forKey: sha256) != nil else { return nil }
    isDonor = true
    isTouched = true
    // What the last document showed is needed until it is known whether a person works with it.
    guard !record.contributions.isEmpty, let before = fields else {
      return FormerOwner(candidateID: candidateID, changes: [])
    }
    let after = try CandidateFields(record)
    let changes = after.changes(since: before)
    fields = after
    isVisiblyChanged = isVisiblyChanged || !changes.isEmpty
    needsReview = needsReview || after.name == nil
    return FormerOwner(candidateID: candidateID, changes: changes)
  }
}

enum Donors {
  /// What becomes of candidates that no document makes any more: they go, unless a person works with them.
  ///
  /// - Parameter resumes: those that leave, and so hold no candidate back.
  static func settle(
    _ people: inout [PersonKey: Person], apartFrom resumes: [Int], in transaction: Transaction
  ) async throws {
    let emptied = people.values.filter { $0.isDonor && $0.record.contributions.isEmpty }
    guard !emptied.isEmpty else { return }
    let ids = emptied.compactMap(\.candidateID)
    let bonds = try await CandidateBond.all(of: ids, apartFrom: resumes, in: transaction)
    for person in emptied {
      guard let id = person.candidateID, let shown = person.fields else { continue }
      if bonds[id] == nil {
        people[person.key]?.isRemoved = true
        people[person.key]?.isTouched = false
        people[person.key]?.isVisiblyChanged = false
      } else {
        people[person.key]?.detach(showing: shown)
      }
    }
  }
}
