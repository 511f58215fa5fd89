import PostgreSQL

extension StoreError.Code {
  /// No such candidate, or none that the acting user may see: which, is not told.
  public static let unknownCandidate = Self(rawValue: "unknown_candidate")
  /// A value that its column can't hold, or that means nothing there.
  public static let invalidValue = Self(rawValue: "invalid_value")
  /// Another candidate of the same recruiter has this address.
  public static let addressTaken = Self(rawValue: "address_taken")
}

extension CandidateStore {
  /// A transaction over candidates whom the acting user may write, with their rows locked.
  ///
  /// - Throws: ``StoreError`` of code `unknownCandidate`, or `notPermitted` for one that is shared for reading only.
  nonisolated(nonsending) func changing<Value>(
    _ ids: [Int], actingUser: Int, _ body: (Transaction) async throws -> Value
  ) async throws -> Value {
    try await asUser(actingUser) { transaction in
      try await Self.lock(ids, in: transaction)
      return try await body(transaction)
    }
  }

  /// Locks candidates in the order of their key, as a commit does, so that the two can't wait for each other in a circle.
  nonisolated(nonsending) static func lock(_ ids: [Int], in transaction: Transaction) async throws {
    let wanted = Set(ids)
    // A number that no column holds is nobody's.
    let possible = wanted.filter { Int32(exactly: $0) != nil }
    let list = SQLValue.intArray(possible.sorted().map { Int64($0) })
    // Locking takes the right to write, looking the right to see.
    let results = try await transaction.pipeline([
      Statement(
        """
        SELECT c.id FROM candidates c WHERE c.id = ANY ($1::integer[])
        ORDER BY c.recruiter_id, c.email_key FOR NO KEY UPDATE OF c
        """, [list]),
      Statement("SELECT c.id FROM candidates c WHERE c.id = ANY ($1::integer[])", [list]),
    ])
    let writable = Set(try results[0].map { try $0.int("id") })
    let visible = Set(try results[1].map { try $0.int("id") })
    if let missing = wanted.subtracting(visible).subtracting(writable).min() { throw unknownCandidate(missing) }
    if let readOnly = wanted.subtracting(writable).min() {
      throw StoreError(
        .notPermitted, "candidate \(readOnly) is yours to read only: ask an admin to share it with full-access")
    }
  }

  /// The same words whether it is a stranger's or nobody's.
  static func unknownCandidate(_ id: Int) -> StoreError {
    StoreError(.unknownCandidate, "no candidate \(id); see hotgigs candidates list")
  }
}

/// What a person did to a candidate, for `candidate_activity`.
struct PersonalActivity {
  /// Values of `candidate_activity.action`.
  enum Action: String {
    case updated
    case noteAdded = "note_added"
    case tagAdded = "tag_added"
    case tagRemoved = "tag_removed"
    case shared, unshared
  }

  var candidateID: Int
  var userID: Int
  var action: Action
  var description: String
  var metadata: [(String, JSONText)] = []

  /// Writes them down in the acting users' names.
  nonisolated(nonsending) static func record(
    _ activities: [PersonalActivity], in transaction: Transaction
  ) async throws {
    if let statement = statement(activities) { _ = try await transaction.pipeline([statement]) }
  }

  /// Nil where there are none.
  static func statement(_ activities: [PersonalActivity]) -> Statement? {
    guard !activities.isEmpty else { return nil }
    let rows = activities.map { activity in
      JSONText(object: [
        ("candidate_id", JSONText(number: activity.candidateID)), ("user_id", JSONText(number: activity.userID)),
        ("action", JSONText(string: activity.action.rawValue)),
        ("description", JSONText(string: activity.description)), ("metadata", JSONText(object: activity.metadata)),
      ])
    }
    return Statement(ActivityLog.insertActivities, [.json(JSONText(array: rows).text)])
  }
}
