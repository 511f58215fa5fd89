import PostgreSQL

extension CandidateStore {
  /// The candidates that the acting user may see and the criteria fit, by number.
  ///
  /// - Parameter after: the number of the last one of the page before; 0 for the first page.
  public func candidates(
    actingUser: Int, matching criteria: CandidateCriteria = CandidateCriteria(), limit: Int = 100, after: Int = 0
  ) async throws -> [CandidateSummary] {
    try await asUser(actingUser) { transaction in
      try await transaction.query(
        Self.search,
        [
          .json(criteria.json.text), .text(CandidateOrder.number.rawValue), .int(limit),
          .json(JSONText(object: [("id", JSONText(number: after))]).text),
        ]
      ).map(CandidateSummary.init)
    }
  }
}
