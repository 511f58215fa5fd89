import PostgreSQL

/// Addresses of candidates beside the one that each shows: those of whoever was merged into them.
enum FurtherAddresses {
  /// SQL for those of `candidates c`, as they are written.
  static let list = """
    (SELECT array_agg(a.email::text ORDER BY a.email_key COLLATE "C") FROM candidate_addresses a WHERE a.candidate_id = c.id)
    """

  /// SQL for the numbers of the candidates with these keys, their own or further ones, of these recruiters: two arrays side by
  /// side. By the indexes over keys and further addresses: the sum keeps the index over recruiters out of it, by which, without
  /// statistics, all that a recruiter has would be looked through for each.
  static func candidates(recruiters: String, keys: String) -> String {
    let wanted = "unnest(\(recruiters)::integer[], \(keys)::text[]) AS wanted(recruiter_id, email_key)"
    return """
      SELECT k.id FROM candidates k JOIN \(wanted)
        ON k.recruiter_id + 0 = wanted.recruiter_id AND wanted.email_key = k.email_key
      UNION ALL SELECT k.id FROM candidate_addresses a JOIN \(wanted) ON wanted.email_key = a.email_key
        JOIN candidates k ON k.id = a.candidate_id AND k.recruiter_id + 0 = wanted.recruiter_id
      """
  }

  /// Which of these keys are further addresses, by their places from 1 on.
  static func find(_ keys: [PersonKey]) -> Statement {
    Statement(
      """
      SELECT wanted.place, min(k.id) AS candidate_id
      FROM unnest($1::integer[], $2::text[]) WITH ORDINALITY AS wanted(recruiter_id, email_key, place)
      JOIN candidate_addresses a ON a.email_key = wanted.email_key
      JOIN candidates k ON k.id = a.candidate_id AND k.recruiter_id + 0 = wanted.recruiter_id
      GROUP BY 1
      """, [.intArray(keys.map { Int64($0.recruiterID) }), .textArray(keys.map(\.emailKey))])
  }

  /// By further key, the candidate's own one. An address that a candidate shows is theirs alone.
  ///
  /// - Parameter people: found before, by what ``candidates(recruiters:keys:)`` says.
  /// - Throws: ``StoreError`` of code `lostRace` where the two were merged in between.
  static func resolve(
    _ found: QueryResult, _ keys: [PersonKey], among people: [PersonKey: Person]
  ) throws -> [PersonKey: PersonKey] {
    guard !found.isEmpty else { return [:] }
    var owners: [Int: PersonKey] = [:]
    for person in people.values { if let id = person.candidateID { owners[id] = person.key } }
    var resolved: [PersonKey: PersonKey] = [:]
    for row in found {
      let key = keys[try row.int("place") - 1]
      guard people[key] == nil else { continue }
      guard let owner = owners[try row.int("candidate_id")] else {
        throw StoreError(.lostRace, "two candidates were merged at this moment")
      }
      resolved[key] = owner
    }
    return resolved
  }
}
