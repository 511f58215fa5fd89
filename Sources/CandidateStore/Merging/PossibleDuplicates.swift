import PostgreSQL

/// Two candidates of one recruiter who may be the same person.
public struct PossibleDuplicate: Hashable, Sendable, Encodable {
  public struct Candidate: Hashable, Sendable, Encodable {
    public var id: Int
    public var fullName: String
    public var email: String
  }

  /// The one with the lesser number.
  public var candidate: Candidate
  public var other: Candidate
  /// phone, linkedin, name_employer.
  public var reasons: [String]
  /// The more, the likelier; by itself it means nothing.
  public var score: Int
  /// ISO 8601, UTC: when it was first suspected.
  public var since: String
}

extension CandidateStore {
  /// Pairs whom nobody has decided about, the likeliest first, as far as the acting user sees both.
  ///
  /// A profile is one person's, a telephone a family's or a switchboard's, and a name with an employer may be two people's; a
  /// name beside any of them counts for more.
  ///
  /// - Parameter candidate: only pairs with this one.
  public func possibleDuplicates(
    of candidate: Int? = nil, actingUser: Int, limit: Int = 100
  ) async throws -> [PossibleDuplicate] {
    if let candidate, Int32(exactly: candidate) == nil { return [] }
    return try await asUser(actingUser) { transaction in
      try await transaction.query(
        """
        SELECT d.candidate_id, d.other_id, array_agg(d.reason::text ORDER BY d.reason) AS reasons,
          a.full_name, a.email, b.full_name AS other_name, b.email AS other_email,
          sum(CASE d.reason WHEN 'linkedin' THEN 4 WHEN 'phone' THEN 2 ELSE 1 END)
            + CASE WHEN a.name_key = b.name_key THEN 2 ELSE 0 END AS score,
          \(isoTime("min(d.created_at) AT TIME ZONE 'UTC'")) AS since
        FROM possible_duplicates d JOIN candidates a ON a.id = d.candidate_id JOIN candidates b ON b.id = d.other_id
        WHERE \(PossibleDuplicate.isOpen) AND ($1::integer IS NULL OR d.candidate_id = $1 OR d.other_id = $1)
        GROUP BY d.candidate_id, d.other_id, a.id, b.id
        ORDER BY score DESC, d.candidate_id, d.other_id LIMIT $2
        """, [.int(ifPresent: candidate), .int(limit)]
      ).map(PossibleDuplicate.init)
    }
  }

  /// A person says that two suspected candidates are two people: the pair is shown no more, whatever is noted later.
  ///
  /// - Returns: whether nobody had said so before.
  /// - Throws: ``StoreError`` of code `unknownCandidate`, `notPermitted`, or `invalidValue` for two whom nobody suspects.
  public func dismissDuplicate(_ one: Int, _ other: Int, actingUser: Int) async throws -> Bool {
    guard one != other else { throw StoreError(.invalidValue, "name two candidates, not \(one) twice") }
    return try await changing([one, other], actingUser: actingUser) { transaction in
      let pair: [SQLValue] = [.int(min(one, other)), .int(max(one, other))]
      let results = try await transaction.pipeline([
        Statement(
          "SELECT status FROM possible_duplicates WHERE candidate_id = $1 AND other_id = $2", pair),
        Statement(
          """
          UPDATE possible_duplicates SET status = 'different', decided_by = $3, decided_at = clock_timestamp()
          WHERE candidate_id = $1 AND other_id = $2 AND status = 'open'
          """, pair + [.int(actingUser)]),
      ])
      let before = try results[0].map { try $0.string(0) }
      guard !before.isEmpty else {
        throw StoreError(
          .invalidValue, "nobody suspects candidates \(one) and \(other): see hotgigs candidates duplicates")
      }
      guard !before.contains("different") else { return false }
      try await PersonalActivity.record(
        [(one, other), (other, one)].map { id, stranger in
          PersonalActivity(
            candidateID: id, userID: actingUser, action: .updated,
            description: "Not the same person as candidate \(stranger)",
            metadata: [("different_from", JSONText(number: stranger))])
        }, in: transaction)
      return true
    }
  }
}

extension PossibleDuplicate {
  /// Of `possible_duplicates d`: nobody has told the two from each other, for this reason or another.
  static let isOpen = """
    d.status = 'open' AND NOT EXISTS (
      SELECT FROM possible_duplicates t
      WHERE t.candidate_id = d.candidate_id AND t.other_id = d.other_id AND t.status = 'different')
    """

  init(_ row: Row) throws {
    self.init(
      candidate: .init(
        id: try row.int("candidate_id"), fullName: try row.string("full_name"), email: try row.string("email")),
      other: .init(
        id: try row.int("other_id"), fullName: try row.string("other_name"), email: try row.string("other_email")),
      reasons: try row.textArray("reasons").compactMap { $0 }, score: try row.int("score"),
      since: try row.string("since"))
  }
}
