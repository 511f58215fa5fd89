import ResumeModel

/// What a person does to one field of a candidate.
public enum FieldEdit: Hashable, Sendable {
  /// It holds this, in the JSON of its column, and no import overwrites it.
  case value(JSONText)
  /// It is empty, and no import fills it.
  case cleared
  /// It shows what the documents say again, and imports go on with it.
  case reverted
}

extension CandidateField {
  /// The fields that people edit; which document is the current one, the documents say.
  public static let editable = allCases.filter { $0 != .resumeURL }

  /// Whether its column takes nothing for a value.
  public var isRequired: Bool { self == .fullName || self == .email }
}

extension FieldEdit {
  /// A value as a person types it: a text; skills and languages separated by commas ("English: fluent"); any list as a JSON
  /// array with the keys of its column.
  ///
  /// - Throws: ``StoreError`` of code `invalidValue`. What is too long is refused: a person's own words are not cut silently.
  public static func typed(_ text: String, for field: CandidateField) throws(StoreError) -> FieldEdit {
    guard let text = ColumnText.cleaned(text) else {
      throw StoreError(.invalidValue, "\(field.rawValue) is empty: --clear \(field.rawValue) empties it")
    }
    switch field {
    case .skills: return try list(text, field, of: String.self, plain: elements(text))
    case .languages: return try list(text, field, of: LanguageRecord.self, plain: elements(text).map(language))
    case .experience: return try list(text, field, of: ExperienceEntry.self)
    case .education: return try list(text, field, of: EducationRecord.self)
    case .certifications: return try list(text, field, of: CertificationRecord.self)
    case .email:
      guard let email = EmailAddress(text) else { throw StoreError(.invalidValue, "'\(text)' is no e-mail address") }
      return try fitting(email.address, field)
    case .linkedInURL, .gitHubURL, .portfolioURL: return try fitting(link(text, field), field)
    case .summary: return try fitting(text, field)
    case .fullName, .phone, .location, .title, .resumeURL:
      return try fitting(text.split(whereSeparator: \.isWhitespace).joined(separator: " "), field)
    }
  }

  private static func fitting(_ text: String, _ field: CandidateField) throws(StoreError) -> FieldEdit {
    let length = text.unicodeScalars.count
    if let capacity = field.capacity, length > capacity {
      throw StoreError(
        .invalidValue, "\(field.rawValue) holds \(capacity) characters, and this has \(length): make it shorter")
    }
    return .value(JSONText(string: text))
  }

  private static func link(_ text: String, _ field: CandidateField) throws(StoreError) -> String {
    let link = text.contains("://") ? text : "https://" + text
    let lower = link.lowercased()
    let host = ["https://", "http://"].first { lower.hasPrefix($0) }
      .map { lower.dropFirst($0.count).prefix { !"/?#".contains($0) } }
    guard let host, host.contains("."), !host.hasPrefix("."), !link.contains(where: \.isWhitespace) else {
      throw StoreError(
        .invalidValue, "'\(text)' is no web address for \(field.rawValue): one like https://example.com/jane")
    }
    return link
  }

  // MARK: Lists

  private static func elements(_ text: String) -> [String] {
    text.split(separator: ",").compactMap { ColumnText.cleaned(String($0)) }
  }

  /// "English: fluent", or the name alone.
  private static func language(_ text: String) -> LanguageRecord {
    let parts = text.split(separator: ":", maxSplits: 1)
    return LanguageRecord(
      language: ColumnText.cleaned(parts.first.map(String.init)) ?? text,
      fluency: parts.count == 2 ? ColumnText.cleaned(String(parts[1])) : nil)
  }

  /// - Parameter plain: what the text holds where it is no JSON; nil where it must be.
  private static func list<Element: Codable>(
    _ text: String, _ field: CandidateField, of type: Element.Type, plain: [Element]? = nil
  ) throws(StoreError) -> FieldEdit {
    let value: JSONText?
    if let plain, !text.hasPrefix("[") {
      value = plain.isEmpty ? nil : try? JSONText(plain)
    } else {
      let given = JSONText(received: Array(text.utf8))
      // Element by element, nothing of it may be lost; and its keys come in the order that ours have.
      value = given.isList(of: field) ? try? JSONText(given.decode([Element].self)) : nil
    }
    guard let value, value.text != "[]" else {
      throw StoreError(
        .invalidValue,
        "this is no list for \(field.rawValue): a JSON array \(example(field))\(plain == nil ? "" : ", or texts separated by commas")"
      )
    }
    return .value(value)
  }

  private static func example(_ field: CandidateField) -> String {
    switch field {
    case .experience:
      #"like [{"name": "Acme", "position": "Engineer", "startDate": "2020-03", "endDate": "2023"}], "#
        + "with location, current, summary, highlights"
    case .education:
      #"like [{"institution": "ETH", "studyType": "MSc", "area": "Physics", "endDate": "2019"}], "#
        + "with location, startDate, current, score, highlights"
    case .certifications: #"like [{"name": "CKA", "issuer": "CNCF", "date": "2024-05"}]"#
    case .languages: #"like [{"language": "English", "fluency": "fluent"}]"#
    default: #"like ["Swift", "SQL"]"#
    }
  }
}
