import PostgreSQL
import ResumeModel

/// What came of an edit.
public struct CandidateEdit: Hashable, Sendable, Encodable {
  public var candidateID: Int
  /// What the row shows otherwise than before.
  public var changes: [FieldChange]
  /// Fields that imports leave alone from now on, and did not before.
  public var edited: [CandidateField]
  /// Fields that imports fill again, and did not before.
  public var reverted: [CandidateField]
  /// Whether it waited for somebody to check it, and does no longer.
  public var isReviewed: Bool
  /// Whether nothing came of it: all was so already.
  public var isEmpty: Bool { changes.isEmpty && edited.isEmpty && reverted.isEmpty && !isReviewed }
}

extension CandidateStore {
  /// Edits a candidate: what is given a value, or cleared, no import overwrites until it is reverted.
  ///
  /// - Parameter isReviewed: somebody has checked what was read of the documents.
  /// - Throws: ``StoreError`` of code `unknownCandidate`, `notPermitted` (also for the address of a candidate that is shared),
  ///   `addressTaken`, or `invalidValue` where nothing is left for a field that must have a value.
  public func edit(
    _ id: Int, _ edits: [CandidateField: FieldEdit], isReviewed: Bool = false, actingUser: Int
  ) async throws -> CandidateEdit {
    do {
      return try await changing([id], actingUser: actingUser) { transaction in
        let row = try await transaction.query(CandidateEditing.row, [.int(id)]).only()
        let editing = try CandidateEditing(row, edits, isReviewed: isReviewed)
        try await editing.checkAddress(in: transaction)
        let statements = try editing.statements(actingUser: actingUser)
        if !statements.isEmpty { _ = try await transaction.pipeline(statements) }
        return editing.result
      }
    } catch let error as PostgreSQLError where error.sqlState == .insufficientPrivilege {
      throw StoreError(.notPermitted, error.message)
    } catch let error as PostgreSQLError where error.constraint == "candidates_recruiter_email_key" {
      throw CandidateEditing.addressTaken
    }
  }
}

/// One edit of one candidate, decided; the row is locked.
private struct CandidateEditing {
  var result: CandidateEdit
  private var edits: [CandidateField: FieldEdit]
  private var after: CandidateFields
  private var now: String
  /// Whether no document of ours made it: its columns are what it says, and have no dates.
  private var isForeign: Bool
  private var emailKey: String

  static let row = """
    SELECT \(Person.columns), to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS now
    FROM candidates c WHERE c.id = $1
    """

  init(_ row: Row, _ edits: [CandidateField: FieldEdit], isReviewed: Bool) throws {
    now = try row.string("now")
    let stored = try CandidateRecord(row)
    var record = stored
    let marked = try JSONText(verbatim: row.string("edited_fields")).decode([String: String].self)
    self.edits = edits
    var edited: [CandidateField] = []
    var reverted: [CandidateField] = []
    for (field, edit) in edits {
      let isMarked = marked[field.rawValue] != nil
      switch edit {
      case .value(let value): record.edits[field] = .init(at: now, value: value)
      case .cleared: record.edits[field] = .init(at: now, value: .null)
      case .reverted:
        // What is in nobody's keeping, documents fill already.
        guard isMarked else { continue }
        record.edits[field] = nil
        reverted.append(field)
        continue
      }
      if !isMarked { edited.append(field) }
    }
    after = try CandidateFields(record)
    isForeign = record.contributions.keys.allSatisfy { $0 == "" }
    guard let email = after.text(.email).flatMap({ EmailAddress($0) })?.key ?? after.text(.email)?.lowercased(),
      after.text(.fullName) != nil
    else {
      throw StoreError(
        .invalidValue, "no document gives an e-mail address to go back to: give one with --email ADDRESS")
    }
    emailKey = email
    result = CandidateEdit(
      candidateID: try row.int("id"), changes: after.changes(since: try CandidateFields(stored)).filter { $0.isReal },
      edited: edited.sorted(), reverted: reverted.sorted(),
      isReviewed: isReviewed ? try row.bool("needs_review") : false)
  }

  static let addressTaken = StoreError(
    .addressTaken,
    "another candidate of the same recruiter has this address: hotgigs candidates search finds them, and hotgigs "
      + "candidates merge makes one of the two")

  /// Nor may it be a further address of another candidate: documents with it are theirs.
  nonisolated(nonsending) func checkAddress(in transaction: Transaction) async throws {
    guard result.changes.contains(where: { $0.field == .email }) else { return }
    let owners = try await transaction.query(
      """
      SELECT FROM candidate_addresses a JOIN candidates k ON k.id = a.candidate_id
      WHERE a.email_key = $2 AND k.id <> $1 AND k.recruiter_id = (SELECT c.recruiter_id FROM candidates c WHERE c.id = $1)
      """, [.int(result.candidateID), .text(emailKey)])
    guard owners.isEmpty else { throw Self.addressTaken }
  }

  /// None where nothing changes.
  func statements(actingUser: Int) throws -> [Statement] {
    guard !result.isEmpty else { return [] }
    var statements = [try update()]
    if result.isReviewed {
      statements.append(
        Statement(
          "UPDATE resumes SET needs_review = false WHERE candidate_id = $1 AND needs_review",
          [.int(result.candidateID)]))
    }
    if !Self.suspicious.isDisjoint(with: result.changes.map(\.field)) {
      // Those that the acting user may not write are no business of theirs, and are noted with the next import.
      statements.append(
        Statement(
          ActivityLog.notePossibleDuplicates(where: "hotgigs_may_write(p.id)"), [.intArray([Int64(result.candidateID)])]
        ))
    }
    if let activity = PersonalActivity.statement([activity(actingUser)]) { statements.append(activity) }
    return statements
  }

  /// By what two candidates are suspected to be one person.
  private static let suspicious: Set<CandidateField> = [.fullName, .phone, .linkedInURL, .experience]

  private func update() throws -> Statement {
    var parameters: [SQLValue] = [.int(result.candidateID)]
    func place(_ value: SQLValue) -> String {
      parameters.append(value)
      return "$\(parameters.count)"
    }
    let changed = Set(result.changes.map(\.field))
    // An edit again counts from now on: of two edits the later one wins where candidates are merged.
    let kept = edits.filter { field, edit in
      edit != .reverted && (changed.contains(field) || result.edited.contains(field))
    }
    var dates: [(String, JSONText)] = []
    var undated: [String] = []
    for field in changed.union(kept.keys).union(result.reverted).sorted() {
      let date = after.dates[field].flatMap { isForeign && $0.isEmpty ? nil : $0 }
      if let date { dates.append((field.rawValue, JSONText(string: date))) } else { undated.append(field.rawValue) }
    }
    let marks = kept.keys.sorted().map { ($0.rawValue, JSONText(string: now)) }
    var assignments = [
      "updated_at = CURRENT_TIMESTAMP", "needs_review = c.needs_review AND NOT \(place(.bool(result.isReviewed)))",
      "edited_fields = (c.edited_fields || \(place(.json(JSONText(object: marks).text)))::jsonb) "
        + "- \(place(.textArray(result.reverted.map(\.rawValue))))::text[]",
      "field_dates = (c.field_dates || \(place(.json(JSONText(object: dates).text)))::jsonb) "
        + "- \(place(.textArray(undated)))::text[]",
    ]
    for field in changed.sorted() {
      let value: SQLValue =
        field.isList ? .json(ifPresent: after.values[field]?.text) : .text(ifPresent: after.text(field))
      assignments.append("\(field.rawValue) = \(place(value))")
      if field == .email { assignments.append("email_key = \(place(.text(emailKey)))") }
    }
    return Statement("UPDATE candidates c SET \(assignments.joined(separator: ", ")) WHERE c.id = $1", parameters)
  }

  private func activity(_ actingUser: Int) -> PersonalActivity {
    func names(_ fields: [CandidateField]) -> String { fields.map(\.rawValue).joined(separator: ", ") }
    let reverted = Set(result.reverted)
    let given = Set(edits.keys).subtracting(reverted)
      .intersection(Set(result.changes.map(\.field)).union(result.edited)).sorted()
    let parts = [
      given.isEmpty ? nil : "Edited \(names(given))",
      reverted.isEmpty ? nil : "Gave \(names(result.reverted)) back to imports",
      result.isReviewed ? "Checked what was read" : nil,
    ].compactMap { $0 }
    var metadata: [(String, JSONText)] = [("changes", JSONText(changes: result.changes))]
    if !given.isEmpty { metadata.append(("edited", JSONText(array: given.map { JSONText(string: $0.rawValue) }))) }
    if !reverted.isEmpty {
      metadata.append(("reverted", JSONText(array: result.reverted.map { JSONText(string: $0.rawValue) })))
    }
    return PersonalActivity(
      candidateID: result.candidateID, userID: actingUser, action: .updated,
      description: parts.joined(separator: "; "), metadata: metadata)
  }
}

extension FieldChange {
  /// Whether the two differ in more than how their JSON is written: PostgreSQL writes lists with blanks.
  var isReal: Bool { JSONValue(Array(old.text.utf8)) != JSONValue(Array(new.text.utf8)) }
}

extension FieldChange: Encodable {
  private enum Key: CodingKey { case field, old, new }

  /// The values as the JSON that they are.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(field, forKey: .field)
    try container.encode(JSONValue(Array(old.text.utf8)) ?? .null, forKey: .old)
    try container.encode(JSONValue(Array(new.text.utf8)) ?? .null, forKey: .new)
  }
}
