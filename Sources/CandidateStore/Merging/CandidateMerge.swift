import PostgreSQL

/// What the merge of two candidates did, or would do.
public struct CandidateMerge: Hashable, Sendable, Encodable {
  /// Who is left.
  public var candidateID: Int
  /// Who is not.
  public var mergedID: Int
  /// What the one that is left shows otherwise than before.
  public var changes: [FieldChange]
  /// The addresses by which imports find them from now on, beside the one that they show.
  public var furtherAddresses: [String]
  /// Rows that are theirs from now on, by what they are.
  public var moved: [String: Int]
  /// Whether the two names are clearly two people's.
  public var isNameConflict: Bool
}

extension CandidateStore {
  /// Makes one candidate of two who are one person: what documents said of either, and what people did to either, is the kept
  /// one's. Each field follows by the rules of an import: edits win, then the newest document; lists are united. The kept
  /// one's e-mail address stays, as a person's decision; documents with the other's find them, too.
  ///
  /// - Parameter isDryRun: does all of it, and takes it back.
  /// - Throws: ``StoreError`` of code `unknownCandidate`; `notPermitted` for those who may read only, and for whoever's they
  ///   are not: to take a candidate out of a recruiter's list is that recruiter's, or an admin's; `invalidValue` for what
  ///   can't be one person.
  public func merge(
    _ other: Int, into kept: Int, isDryRun: Bool = false, by user: User
  ) async throws -> CandidateMerge {
    guard other != kept else {
      throw StoreError(.invalidValue, "candidate \(kept) can't be merged with itself: name another one")
    }
    do {
      return try await retryingLostRaces {
        try await asUser(user.id) { transaction in
          let merge = try await MergeCommit(keptID: kept, otherID: other, user: user).process(in: transaction)
          if isDryRun { throw Rehearsal(report: merge) }
          return merge
        }
      }
    } catch let rehearsal as Rehearsal<CandidateMerge> {
      return rehearsal.report
    }
  }
}

/// Carries what would have been done past the end of a transaction that is rolled back: the very same statements as in
/// earnest, so that nothing is told that would not be done.
struct Rehearsal<Report: Sendable>: Error {
  var report: Report
}
