import PostgreSQL

/// Removes candidates that nothing makes any more, with their activity and what they were suspected of.
enum CandidateRemoval {
  /// Their rows are locked, and no document is of them. A note or tag that a person adds at this very moment makes it fail
  /// with a foreign key's violation: run again, it is seen.
  static func statements(_ candidates: [Int]) -> [Statement] {
    let ids = SQLValue.intArray(candidates.map { Int64($0) })
    return [
      Statement(
        "DELETE FROM possible_duplicates WHERE candidate_id = ANY ($1::integer[]) OR other_id = ANY ($1)", [ids]),
      Statement("DELETE FROM candidate_activity WHERE candidate_id = ANY ($1::integer[])", [ids]),
      Statement("DELETE FROM candidates WHERE id = ANY ($1::integer[])", [ids]),
    ]
  }
}
