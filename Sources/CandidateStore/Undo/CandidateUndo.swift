/// What an undo does to one candidate: a function of what the documents said and of who works with it.
struct CandidateUndo: Sendable {
  enum Outcome: Hashable, Sendable {
    /// Nothing is left that made it: its row goes.
    case removed
    /// It stays as it is with the run's documents: a person works with it.
    case kept([CandidateBond])
    /// What it showed stays, though its documents are another candidate's again: a person works with it.
    case detached([CandidateBond])
    /// It shows what the other documents and people say.
    case reverted([FieldChange])
  }

  var outcome: Outcome
  var record: CandidateRecord
  var fields: CandidateFields

  /// - Parameters:
  ///   - removed: checksums of the documents that go.
  ///   - moved: of those that are another candidate's, or no one's, again.
  ///   - given: former readings of documents that are this candidate's again.
  init(
    _ record: CandidateRecord, without removed: Set<String>, moved: Set<String> = [],
    given: [String: [Contribution]] = [:], bonds: [CandidateBond] = []
  ) throws {
    let before = try CandidateFields(record)
    var after = record
    for sha256 in removed.union(moved) { after.contributions[sha256] = nil }
    for (sha256, readings) in given { after.contributions[sha256] = readings }
    if !after.contributions.isEmpty {
      let fields = try CandidateFields(after)
      self.init(outcome: .reverted(fields.changes(since: before)), record: after, fields: fields)
    } else if bonds.isEmpty {
      self.init(outcome: .removed, record: after, fields: before)
    } else if removed.contains(where: { record.contributions[$0] != nil }) {
      var kept = record
      for sha256 in moved { kept.contributions[sha256] = nil }
      self.init(outcome: .kept(bonds), record: kept, fields: try CandidateFields(kept))
    } else {
      self.init(outcome: .detached(bonds), record: after, fields: before)
    }
  }

  private init(outcome: Outcome, record: CandidateRecord, fields: CandidateFields) {
    self.outcome = outcome
    self.record = record
    self.fields = fields
  }
}
