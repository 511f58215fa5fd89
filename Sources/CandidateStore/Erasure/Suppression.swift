import PostgreSQL
import ResumeModel

/// What keeps an erased person away: keyed hashes of their addresses and documents, which intake and commit ask for.
///
/// They exclude erasures by the lock that they hold against removals of bytes (``ContentRemoval``): a document is
/// committed before a person is erased, and goes with them, or afterwards, and is refused.
enum Suppression {
  enum Kind: String {
    case email, document
  }

  /// Stands where a name or a place was.
  static let placeholder = "[erased]"

  /// A document's bytes, for one recruiter.
  struct Document {
    /// Its place in the batch.
    var index: Int
    var recruiterID: Int
    var runID: Int?
    var sha256: [UInt8]
    var address: String
    var filename: String
  }

  /// Shared with others who commit; an erasure holds it alone.
  static let waitForErasures = ContentRemoval.waitForRemovals

  /// Which of these values are refused, by their places from 1 on.
  static func find(_ kind: Kind, recruiters: [Int], values: [String]) -> Statement {
    Statement(
      "SELECT place, encode(key_hash, 'hex') AS hash FROM hotgigs_suppressed($1::integer[], $2, $3::text[])",
      [.intArray(recruiters.map { Int64($0) }), .text(kind.rawValue), .textArray(values)])
  }

  /// The bytes of documents that intake has stored already, and what their run says of them.
  static func forget(_ documents: [Document]) -> [Statement] {
    [
      Statement(
        """
        INSERT INTO content_removals (address, sha256)
        SELECT DISTINCT g.address, decode(g.sha256, 'hex') FROM unnest($1::text[], $2::text[]) AS g(address, sha256)
        ORDER BY 1
        ON CONFLICT (address) DO NOTHING
        """, [.textArray(documents.map(\.address)), .textArray(documents.map { Hexadecimal.text($0.sha256) })])
    ]
      + documents.map { document in
        Statement(
          "UPDATE runs SET detail = replace(detail, $2, $3) WHERE id = $1 AND strpos(detail, $2) > 0",
          [.int(ifPresent: document.runID), .text(document.filename), .text(placeholder)])
      }
  }

  /// What is left of documents that were read and then known as an erased person's: a failed row that names nobody, and
  /// the documents' own hashes. By the same address under which they were read.
  static func blank(_ resumes: [(id: Int, email: String)]) -> [Statement] {
    let ids = SQLValue.intArray(resumes.map { Int64($0.id) })
    return [
      Statement(noteDocuments, [ids, .textArray(resumes.map(\.email))]), ContentRemoval.note(ofResumes: ids),
      Statement(Redaction.runs, [ids]), Statement(Redaction.sightings, [ids]),
      Statement(blankResumes, [ids, .text(placeholder)]),
    ]
  }

  private static let noteDocuments = """
    INSERT INTO suppressions (kind, key_hash, recruiter_id, erasure_id)
    SELECT DISTINCT 'document', g.document, s.recruiter_id, s.erasure_id
    FROM (SELECT r.recruiter_id, hotgigs_suppression_hash('email', u.email) AS email,
        hotgigs_suppression_hash('document', encode(r.content_sha256, 'hex')) AS document
      FROM unnest($1::integer[], $2::text[]) AS u(id, email) JOIN resumes r ON r.id = u.id
      WHERE r.content_sha256 IS NOT NULL OFFSET 0) g
    JOIN suppressions s ON s.kind = 'email' AND s.key_hash = g.email
      AND (s.recruiter_id IS NULL OR s.recruiter_id = g.recruiter_id)
    ON CONFLICT DO NOTHING
    """

  /// Without bytes it is a row like that of an unreadable file, whose reference is its key.
  private static let blankResumes = """
    UPDATE resumes SET filename = $2, file_path = 'suppressed:' || id, source_ref = 'suppressed:' || id, file_size = NULL,
      mime_type = NULL, content_sha256 = NULL, source_modified_at = NULL, parsed_data = NULL, raw_text = NULL,
      document_date = NULL, confidence = NULL, warnings = NULL, needs_review = false, email_override = NULL,
      merge_override = false, force_override = false
    WHERE id = ANY ($1::integer[])
    """
}

extension ExtractionError {
  /// Of a document of somebody who was erased.
  static let ofErasedPerson = ExtractionError(
    .suppressed,
    "its person was erased, so nothing of it is kept; if they want to be taken in again: "
      + "hotgigs candidates unsuppress ADDRESS, then ingest it")
}

extension NewDocument {
  /// As a file of an erased person leaves its trace: one row, however often it comes, that names nobody.
  ///
  /// - Parameter hash: the keyed one, of its bytes.
  func withoutPerson(hash: String) -> NewDocument {
    NewDocument(
      recruiterID: recruiterID, uploadedBy: uploadedBy, runID: runID, filename: Suppression.placeholder,
      content: .unstored(.ofErasedPerson), size: 0, source: source, sourceRef: "suppressed:" + hash, priority: priority,
      traceID: traceID)
  }
}
