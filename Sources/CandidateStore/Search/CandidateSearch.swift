import PostgreSQL

/// One candidate that a search found.
public struct FoundCandidate: Hashable, Sendable {
  public var summary: CandidateSummary
  /// Where the page behind this candidate begins.
  public var cursor: CandidateCursor
}

/// A part of what a search found, in order.
public struct CandidatePage: Hashable, Sendable {
  public var candidates: [FoundCandidate]
  /// Where the next page begins; nil on the last one.
  public var next: CandidateCursor?
}

extension CandidateStore {
  /// The candidates that the acting user may see and the criteria fit.
  ///
  /// Of thousands of matches the newest, about a thousand, are ranked and come first, then the next.
  public func searchCandidates(
    _ criteria: CandidateCriteria, actingUser: Int, order: CandidateOrder = .relevance, limit: Int = 50,
    after: CandidateCursor? = nil
  ) async throws -> CandidatePage {
    let place = try after.map { try JSONText($0.place).text }
    return try await asUser(actingUser) { transaction in
      let rows = try await transaction.query(
        Self.search, [.json(criteria.json.text), .text(order.rawValue), .int(limit + 1), .json(ifPresent: place)])
      let found = try rows.prefix(limit).map { row in
        FoundCandidate(
          summary: try CandidateSummary(row),
          cursor: try CandidateCursor(.init(row, order: order), order: order, criteria: criteria))
      }
      return CandidatePage(candidates: found, next: rows.count > limit ? found.last?.cursor : nil)
    }
  }

  /// By the function's index; the rows themselves beneath the policy of `candidates`, by the primary key.
  static let search = """
    SELECT \(summaryColumns), f.rank::text AS rank, f.high, f.low, f.name
    FROM hotgigs_find_candidates($1, $2, $3, $4) WITH ORDINALITY f JOIN candidates c ON c.id = f.id
    ORDER BY f.ordinality
    """
}

extension CandidateCursor.Place {
  fileprivate init(_ row: Row, order: CandidateOrder) throws {
    self.init(
      id: try row.int("id"), rank: try row.string(ifPresent: "rank"), high: try row.int(ifPresent: "high"),
      low: try row.int(ifPresent: "low"), name: order == .name ? try row.string(ifPresent: "name") : nil)
  }
}
