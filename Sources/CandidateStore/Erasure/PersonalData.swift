import PostgreSQL
import ResumeModel

/// All that is held on a person, over all recruiters.
public struct PersonalData: Sendable {
  /// A row of a table.
  public struct Row: Sendable {
    /// For a person, on a line or more.
    public var summary: String
    /// Its columns, as an object.
    public var json: JSONText
  }

  /// The rows of a table.
  public struct Table: Sendable {
    public var name: String
    public var rows: [Row]
  }

  /// A document whose bytes are stored.
  public struct Document: Sendable {
    public var resumeID: Int
    public var filename: String
    /// In the content store.
    public var address: String
  }

  /// As it was asked for.
  public var email: String
  /// Those that hold something, the candidates first.
  public var tables: [Table] = []
  public var documents: [Document] = []
  /// Erasures of which keyed hashes of the address are left, by number: no data, and all that stays of an erased person.
  public var erasures: [Int] = []

  public var isEmpty: Bool { tables.isEmpty }

  /// As an object: `email`, `data` with an array of rows by table, `erasures`.
  public var json: JSONText {
    JSONText(object: [
      ("email", JSONText(string: email)),
      ("data", JSONText(object: tables.map { ($0.name, JSONText(array: $0.rows.map(\.json))) })),
      ("erasures", JSONText(array: erasures.map { JSONText(number: $0) })),
    ])
  }
}

extension CandidateStore {
  /// All that is held on the person with an address; that it was asked for is audited, without the address.
  ///
  /// - Throws: ``StoreError`` of code `notPermitted` where the acting user is no admin.
  public func personalData(on address: EmailAddress, actingUser user: User) async throws -> PersonalData {
    guard user.role == .admin else {
      throw StoreError(.notPermitted, "only an admin sees what all recruiters hold on a person")
    }
    var subject = ErasureSubject(reach: .everywhere)
    subject.add(address)
    let asked = subject
    let (found, erasures) = try await asWorker { transaction in
      let found = try await asked.completed(in: transaction)
      let erasures = try await transaction.query(Self.erasuresOfAddress, [.text(address.key)]).map { try $0.int(0) }
      return (found, erasures)
    }
    let scope = PersonalScope(found)
    var data = PersonalData(email: address.address, erasures: erasures)
    // The candidates first, the logs last.
    let tables = PersonalTable.all.reversed()
    try await asUser(user.id) { transaction in
      let results = try await transaction.pipeline(
        tables.map { scope.rows(of: $0) } + [
          Statement(Self.storedDocuments, [.intArray(found.resumes.sorted().map { Int64($0) })])
        ])
      data.tables = try zip(tables, results).compactMap { table, result in
        let rows = try result.map { row in
          PersonalData.Row(
            summary: try row.string("summary"), json: JSONText(verbatim: try row.string("content")))
        }
        return rows.isEmpty ? nil : PersonalData.Table(name: table.name, rows: rows)
      }
      data.documents = try results[results.count - 1].map { row in
        PersonalData.Document(
          resumeID: try row.int("id"), filename: try row.string("filename"), address: try row.string("file_path"))
      }
      let counts = JSONText(object: data.tables.map { ($0.name, JSONText(number: $0.rows.count)) })
      try await Self.audit("show_subject", resource: "person", changes: counts, over: transaction)
    }
    return data
  }

  private static let storedDocuments = """
    SELECT id, filename, file_path FROM resumes WHERE id = ANY ($1::integer[]) AND content_sha256 IS NOT NULL ORDER BY id
    """

  /// Where nobody was erased, nothing is hashed.
  private static let erasuresOfAddress = """
    SELECT DISTINCT s.erasure_id FROM suppressions s
    WHERE s.kind = 'email' AND s.erasure_id IS NOT NULL AND s.key_hash = (SELECT hotgigs_suppression_hash('email', $1))
    ORDER BY s.erasure_id
    """
}
