import ResumeModel

/// What a candidate's row shows, decided from all contributions together.
///
/// - A field that a person edited shows the edit, a blanked one too.
/// - Any other shows the newest document's value; a document that has none changes nothing. Of two documents of the same
///   date the one with the greater sha256 counts as newer. A name read with little confidence stands back behind every
///   certain one.
/// - Skills, languages and certifications are united; experience and education too, where entries of the same employer
///   or school and time are one, as the newest document has it, its gaps filled from the older ones.
public struct CandidateFields: Hashable, Sendable {
  /// Every field that has a value, in the canonical JSON of its column.
  public private(set) var values: [CandidateField: JSONText] = [:]
  /// The date of the document, or of the edit, that the value is from.
  public private(set) var dates: [CandidateField: String] = [:]
  /// How the first of the documents came in.
  public private(set) var source: String?
  /// The name, as far as one is known; `full_name` holds the address otherwise.
  public private(set) var name: String?
  /// Whether ``name`` may contest another: it was read with confidence, or a person gave it.
  public private(set) var isNameCertain = false

  public init(_ record: CandidateRecord) throws {
    let documents = record.contributions
      .compactMap { sha256, readings in Contribution.combined(readings).map { (sha256: sha256, said: $0) } }
      .sorted { a, b in (a.said.date, a.sha256) > (b.said.date, b.sha256) }
      .map(\.said)
    try fill(from: documents)
    for (field, edit) in record.edits {
      values[field] = edit.value == .null ? nil : edit.value
      dates[field] = edit.at
    }
    if record.edits[.fullName] != nil {
      name = text(.fullName)
      isNameCertain = name != nil
    }
    source =
      documents.compactMap { document in document.source.map { (document.resume ?? 0, $0) } }
      .min { $0 < $1 }?.1
    if values[.fullName] == nil, let email = values[.email] {
      values[.fullName] = email
      dates[.fullName] = dates[.email]
    }
  }

  /// The text of a field that is no list.
  public func text(_ field: CandidateField) -> String? {
    values[field].flatMap { try? $0.decode(String.self) }
  }

  /// Without a field's value.
  mutating func forget(_ field: CandidateField) {
    values[field] = nil
    dates[field] = nil
  }

  private mutating func fill(from documents: [Contribution]) throws {
    func newest(_ field: CandidateField, _ value: (Contribution) -> String?) {
      guard let document = documents.first(where: { value($0) != nil }) else { return }
      values[field] = JSONText(string: value(document))
      dates[field] = document.date
    }
    let named = documents.first { $0.name != nil && $0.isNameCertain } ?? documents.first { $0.name != nil }
    if let named {
      name = named.name
      isNameCertain = named.isNameCertain
      values[.fullName] = JSONText(string: named.name)
      dates[.fullName] = named.date
    }
    newest(.email, \.email)
    newest(.phone, \.phone)
    newest(.location, \.location)
    newest(.title, \.title)
    newest(.summary, \.summary)
    newest(.linkedInURL, \.linkedIn)
    newest(.gitHubURL, \.gitHub)
    newest(.portfolioURL, \.portfolio)
    newest(.resumeURL, \.address)
    try list(.skills, \.skills, of: documents, EntryUnion.skills)
    try list(.experience, \.experience, of: documents, EntryUnion.united)
    try list(.education, \.education, of: documents, EntryUnion.united)
    try list(.certifications, \.certifications, of: documents, EntryUnion.united)
    try list(.languages, \.languages, of: documents, EntryUnion.united)
  }

  private mutating func list<Element: Encodable>(
    _ field: CandidateField, _ elements: (Contribution) -> [Element], of documents: [Contribution],
    _ union: ([[Element]]) -> [Element]
  ) throws {
    guard let newest = documents.first(where: { !elements($0).isEmpty }) else { return }
    values[field] = try JSONText(union(documents.map(elements)))
    dates[field] = newest.date
  }
}

/// What a merge changed in one field.
public struct FieldChange: Hashable, Sendable {
  public var field: CandidateField
  /// `null` where there was none.
  public var old: JSONText
  public var new: JSONText
}

extension CandidateFields {
  /// What differs from an earlier state, in the order of the columns.
  public func changes(since old: CandidateFields) -> [FieldChange] {
    CandidateField.allCases.compactMap { field in
      let (before, after) = (old.values[field] ?? .null, values[field] ?? .null)
      return before == after ? nil : FieldChange(field: field, old: before, new: after)
    }
  }
}
