import PostgreSQL
import ResumeModel

/// Somebody who is to be erased: whom the addresses and documents lead to, within a reach.
public struct ErasureSubject: Sendable {
  public internal(set) var reach: ErasureReach
  public internal(set) var candidates: Set<Int> = []
  public internal(set) var resumes: Set<Int> = []
  /// Case folded, with the domain in ASCII.
  var addressKeys: Set<String> = []
  /// As they may be written, in lower case.
  var writtenAddresses: Set<String> = []
  /// SHA-256 of the documents, in hexadecimal.
  var documents: Set<String> = []
  var names: Set<String> = []
  var phones: Set<String> = []
  var links: Set<String> = []
  /// As the files were called, and where they lay.
  var fileNames: Set<String> = []
  var sources: Set<String> = []

  init(reach: ErasureReach) {
    self.reach = reach
  }

  mutating func add(_ address: EmailAddress) {
    addressKeys.insert(address.key)
    writtenAddresses.formUnion([address.key, address.address.lowercased()])
  }

  /// However they are written, in lower case.
  var allAddresses: Set<String> { writtenAddresses.union(addressKeys) }
  private var addresses: SQLValue { .textArray(allAddresses.sorted()) }
  private var candidateIDs: SQLValue { .intArray(candidates.sorted().map { Int64($0) }) }
  private var documentHashes: SQLValue { .textArray(documents.sorted()) }

  /// With all candidates and documents that what is known of them leads to: a document may hold another address, and that
  /// another candidate.
  ///
  /// Reads all candidates within the reach, since what their documents said is in no index.
  nonisolated(nonsending) func completed(in transaction: Transaction) async throws -> ErasureSubject {
    var subject = self
    while true {
      let known = (subject.candidates, subject.addressKeys, subject.documents)
      for row in try await transaction.query(
        Self.candidateQuery,
        subject.reach.parameters + [subject.candidateIDs, subject.addresses, subject.documentHashes])
      {
        try subject.addCandidate(row)
      }
      try await subject.findResumes(isLocking: false, in: transaction)
      if known == (subject.candidates, subject.addressKeys, subject.documents) { return subject }
    }
  }

  private mutating func addCandidate(_ row: Row) throws {
    candidates.insert(try row.int("id"))
    try add(writtenAddress: row.string("email"))
    addressKeys.insert(try row.string("email_key"))
    for email in try row.textArray(ifPresent: "further") ?? [] { email.map { add(writtenAddress: $0) } }
    try names.insert(row.string("full_name"))
    if let phone = try row.string(ifPresent: "phone") { phones.insert(phone) }
    let contributions = try JSONText(verbatim: row.string("contributions")).decode([String: [Contribution]].self)
    for (sha256, readings) in contributions {
      if sha256.utf8.count == 64 { documents.insert(sha256) }
      for reading in readings {
        if let email = reading.email { add(writtenAddress: email) }
        names.formUnion([reading.name].compactMap { $0 })
        phones.formUnion([reading.phone].compactMap { $0 })
        links.formUnion([reading.linkedIn, reading.gitHub, reading.portfolio].compactMap { $0 })
      }
    }
  }

  private mutating func add(writtenAddress text: String) {
    if let address = EmailAddress(text) { add(address) } else { writtenAddresses.insert(text.lowercased()) }
  }

  /// The documents of the candidates, and those of nobody that hold the address.
  ///
  /// - Parameter isLocking: in the order of their ids, as everywhere.
  nonisolated(nonsending) mutating func findResumes(isLocking: Bool, in transaction: Transaction) async throws {
    let patterns = allAddresses.sorted().map(PersonPattern.address)
    let rows = try await transaction.query(
      Self.resumeQuery + (isLocking ? " FOR UPDATE OF r" : ""),
      reach.parameters + [candidateIDs, addresses, documentHashes, .textArray(patterns)])
    resumes = Set(try rows.map { try $0.int("id") })
    for row in rows {
      if let sha256 = try row.string(ifPresent: "sha256") { documents.insert(sha256) }
      if let name = try row.string(ifPresent: "name") { names.insert(name) }
      if let supplied = try row.string(ifPresent: "email_override") { add(writtenAddress: supplied) }
    }
    for row in try await transaction.query(
      "SELECT filename, source_ref FROM sightings WHERE resume_id = ANY ($1::integer[]) AND filename <> $2",
      [.intArray(resumes.sorted().map { Int64($0) }), .text(Suppression.placeholder)])
    {
      fileNames.insert(try row.string("filename"))
      if let source = try row.string(ifPresent: "source_ref") { sources.insert(source) }
    }
  }

  /// Candidates by what is known of the person: `$1` everywhere, `$2` else whose, `$3` numbers, `$4` addresses, `$5`
  /// documents.
  private static let candidateQuery = """
    SELECT c.id, c.email, c.email_key, c.full_name, c.phone, c.contributions,
      (SELECT array_agg(a.email::text) FROM candidate_addresses a WHERE a.candidate_id = c.id) AS further
    FROM candidates c
    WHERE ($1 OR c.recruiter_id = $2)
      AND (c.id = ANY ($3::integer[]) OR c.email_key = ANY ($4::text[]) OR c.contributions ?| $5::text[]
        OR EXISTS (SELECT FROM candidate_addresses a WHERE a.candidate_id = c.id AND a.email_key = ANY ($4::text[]))
        OR EXISTS (SELECT FROM jsonb_path_query(c.contributions, '$.*[*].email') e
          WHERE lower(e #>> '{}') = ANY ($4::text[])))
    """

  /// And `$6`, the addresses as patterns.
  private static let resumeQuery = """
    SELECT r.id, encode(r.content_sha256, 'hex') AS sha256, r.parsed_data #>> '{name,value}' AS name, r.email_override
    FROM resumes r
    WHERE r.candidate_id = ANY ($3::integer[])
      OR ($1 OR r.recruiter_id = $2) AND r.candidate_id IS NULL
        AND (lower(r.email_override) = ANY ($4::text[]) OR encode(r.content_sha256, 'hex') = ANY ($5::text[])
          OR concat_ws(E'\\n', r.parsed_data::text, r.raw_text, r.error_message, r.filename, r.source_ref)
            ~* ANY ($6::text[]))
    ORDER BY r.id
    """

  // MARK: Texts that stay

  /// Takes the person's strings out of logs, and out of what is said elsewhere within the reach.
  ///
  /// - Returns: how many entries of logs held one.
  nonisolated(nonsending) func scrub(in transaction: Transaction) async throws -> Int {
    let scope = PersonalScope(self)
    let results = try await transaction.pipeline(
      [scope.logScrubbing]
        + PersonalTable.all.flatMap { table in table.parts.compactMap { scope.scrubbing($0, of: table) } })
    return try results[0].only().int("count")
  }
}
