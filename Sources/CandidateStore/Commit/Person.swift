import PostgreSQL
import ResumeModel

/// A candidate of a batch: as stored, if it is, and as it is to be.
public struct Person: Sendable {
  public var key: PersonKey
  /// Nil for one that is to be created.
  public var candidateID: Int?
  public var record = CandidateRecord()
  public var fields: CandidateFields?
  public var needsReview = false
  /// Whether a column that people see changes.
  public var isVisiblyChanged = false
  /// Whether anything is to be written.
  public var isTouched = false
  /// Whether a document that made it is another candidate's now, or is gone.
  public var isDonor = false
  /// Whether nothing is left that made it: its row goes.
  public var isRemoved = false
  /// How the first of its documents came in; nil for one that is to be created.
  var source: String?
  /// The contributions that its row holds.
  private var stored: [String: [Contribution]] = [:]

  init(key: PersonKey) {
    self.key = key
  }

  init(_ row: Row) throws {
    key = PersonKey(recruiterID: try row.int("recruiter_id"), emailKey: try row.string("email_key"))
    candidateID = try row.int("id")
    needsReview = try row.bool("needs_review")
    source = try row.string(ifPresent: "origin")
    record = try CandidateRecord(row)
    fields = try CandidateFields(record)
    // What another program's columns hold stands in for a contribution, and is none.
    if try row.string("contributions") != "{}" { stored = record.contributions }
  }

  /// Whether no document of ours makes it: a row that another program made, or left with a person's work.
  var isForeign: Bool { record.contributions.keys.allSatisfy { $0 == "" } }

  /// What its row's contributions are to become, of those that are to be other than they are.
  var contributionChanges: (new: [String: [Contribution]], gone: [String]) {
    let wanted = isForeign ? [:] : record.contributions
    return (
      new: wanted.filter { stored[$0.key] != $0.value }, gone: stored.keys.filter { wanted[$0] == nil }.sorted()
    )
  }

  /// What ``init(_:)`` reads of `candidates c`.
  static let columns = """
    c.id, c.recruiter_id, c.email_key, c.contributions, c.edited_fields, c.source AS origin, c.needs_review,
      \(CandidateField.allCases.map { "to_jsonb(c.\($0.rawValue)) AS \($0.rawValue)" }.joined(separator: ", "))
    """

  /// No document makes it any more, but a person works with it: what it shows stays, as of a row that another program made.
  mutating func detach(showing shown: CandidateFields) {
    record.contributions = [:]
    var fields = shown
    fields.forget(.resumeURL)
    self.fields = fields
    isVisiblyChanged = true
    isTouched = true
  }
}

extension CandidateRecord {
  /// Reads a row of `candidates` with its columns as JSON.
  init(_ row: Row) throws {
    self.init()
    let edited = try JSONText(verbatim: row.string("edited_fields")).decode([String: String].self)
    for (name, at) in edited {
      guard let field = CandidateField(rawValue: name) else { continue }
      let stored = try row.string(ifPresent: name).map(JSONText.init(verbatim:)) ?? .null
      edits[field] = Edit(at: at, value: field.isList ? stored : JSONText(string: try stored.decodeTextIfPresent()))
    }
    contributions = try JSONText(verbatim: row.string("contributions")).decode([String: [Contribution]].self)
    guard contributions.isEmpty || contributions[""] != nil else { return }
    // Another program made it. What it holds in a shape that is not ours, no import overwrites.
    for field in CandidateField.allCases where field.isList && edits[field] == nil {
      guard let stored = try row.string(ifPresent: field.rawValue).map(JSONText.init(verbatim:)) else { continue }
      if !stored.isList(of: field) { edits[field] = Edit(at: "", value: stored) }
    }
    if contributions.isEmpty { contributions[""] = [try Contribution(ofColumns: row, except: Set(edits.keys))] }
  }
}

extension Contribution {
  /// What a row held that another program made: older than any document, so that imports add to it and update it.
  fileprivate init(ofColumns row: Row, except edited: Set<CandidateField>) throws {
    func text(_ field: CandidateField) throws -> String? {
      guard !edited.contains(field), let json = try row.string(ifPresent: field.rawValue) else { return nil }
      return try JSONText(verbatim: json).decodeTextIfPresent()
    }
    func list<Element: Decodable>(_ field: CandidateField) throws -> [Element] {
      guard !edited.contains(field), let json = try row.string(ifPresent: field.rawValue) else { return [] }
      return (try? JSONText(verbatim: json).decode([Element].self)) ?? []
    }
    let email = try text(.email)
    let name = try text(.fullName)
    self.init(
      date: "", parser: "", source: try row.string(ifPresent: "origin"), address: try text(.resumeURL),
      name: name == email ? nil : name, email: email, phone: try text(.phone), location: try text(.location),
      title: try text(.title), summary: try text(.summary), linkedIn: try text(.linkedInURL),
      gitHub: try text(.gitHubURL), portfolio: try text(.portfolioURL), skills: try list(.skills),
      experience: try list(.experience), education: try list(.education), certifications: try list(.certifications),
      languages: try list(.languages))
  }
}

extension JSONText {
  /// Whether it is what documents fill this field with, and nothing else.
  func isList(of field: CandidateField) -> Bool {
    func isWhole<Element: Codable>(_ type: Element.Type) -> Bool {
      guard let elements = try? decode([Element].self), let again = try? JSONText(elements) else { return false }
      return JSONValue(Array(again.text.utf8)) == JSONValue(Array(text.utf8))
    }
    return switch field {
    case .skills: isWhole(String.self)
    case .experience: isWhole(ExperienceEntry.self)
    case .education: isWhole(EducationRecord.self)
    case .certifications: isWhole(CertificationRecord.self)
    case .languages: isWhole(LanguageRecord.self)
    default: true
    }
  }

  fileprivate func decodeTextIfPresent() throws -> String? { try decode(String?.self) }
}
