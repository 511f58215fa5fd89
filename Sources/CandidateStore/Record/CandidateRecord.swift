import ResumeModel

/// A candidate as what its documents said and what people edited: the columns of the row follow from both
/// (``CandidateFields``).
///
/// Keeping every document's contribution, not the columns alone, is what makes merging independent of the order of
/// arrival, a document read again by a better parser correct its own earlier reading, and an import undoable.
public struct CandidateRecord: Hashable, Sendable {
  /// A value that a person gave a field, and when.
  public struct Edit: Hashable, Sendable, Codable {
    /// ISO 8601 in UTC, to the microsecond.
    public var at: String
    /// What the column holds: a string, an array or null.
    public var value: JSONText

    public init(at: String, value: JSONText) {
      self.at = at
      self.value = value
    }
  }

  /// By the sha256 of the document, in hexadecimal; "" for what a row made by another program held. The readings of one
  /// document, the latest first: the later parser's count, earlier ones are kept while they hold what it did not find.
  public var contributions: [String: [Contribution]]
  public var edits: [CandidateField: Edit]

  public init(contributions: [String: [Contribution]] = [:], edits: [CandidateField: Edit] = [:]) {
    self.contributions = contributions
    self.edits = edits
  }

  /// What one document says, fitted to the columns, with the warnings of fitting.
  ///
  /// - Parameters:
  ///   - sha256: of the document, in hexadecimal.
  ///   - standInDate: the source's modification time (ISO 8601, UTC), for a document without a date of its own.
  public static func reading(
    _ parsed: ParsedResume, email: EmailAddress, sha256: String, parser: String, resume: Int? = nil,
    source: DocumentSource? = nil, address: String? = nil, standInDate: String? = nil
  ) -> (record: CandidateRecord, warnings: [ParseWarning]) {
    let (contribution, warnings) = Contribution.fitting(
      parsed, email: email, parser: parser, resume: resume, source: source, address: address, standInDate: standInDate)
    return (CandidateRecord(contributions: [sha256: [contribution]]), warnings)
  }
}

extension JSONText: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(verbatim: try decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
