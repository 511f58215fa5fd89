import ResumeModel

/// What one document says of a candidate, fitted to the columns. The key in a record is the document's sha256.
public struct Contribution: Hashable, Sendable, Codable {
  /// When the document is from, for ordering: an ISO 8601 date as precise as it is known, or a time in UTC; "" unknown.
  public var date: String
  /// Of the parser that read it: of two readings of one document the later version's counts.
  public var parser: String
  /// The row in `resumes`.
  public var resume: Int?
  /// How it came in, a value of `candidates.source`.
  public var source: String?
  /// The document's address in the content store.
  public var address: String?

  public var name: String?
  /// Whether the name was read with enough confidence to contest another.
  public var isNameCertain: Bool
  public var email: String?
  public var phone: String?
  public var location: String?
  public var title: String?
  public var summary: String?
  public var linkedIn: String?
  public var gitHub: String?
  public var portfolio: String?
  public var skills: [String]
  public var experience: [ExperienceEntry]
  public var education: [EducationRecord]
  public var certifications: [CertificationRecord]
  public var languages: [LanguageRecord]

  public init(
    date: String, parser: String, resume: Int? = nil, source: String? = nil, address: String? = nil,
    name: String? = nil, isNameCertain: Bool = true, email: String? = nil, phone: String? = nil,
    location: String? = nil, title: String? = nil, summary: String? = nil, linkedIn: String? = nil,
    gitHub: String? = nil, portfolio: String? = nil, skills: [String] = [], experience: [ExperienceEntry] = [],
    education: [EducationRecord] = [], certifications: [CertificationRecord] = [], languages: [LanguageRecord] = []
  ) {
    self.date = date
    self.parser = parser
    self.resume = resume
    self.source = source
    self.address = address
    self.name = name
    self.isNameCertain = isNameCertain
    self.email = email
    self.phone = phone
    self.location = location
    self.title = title
    self.summary = summary
    self.linkedIn = linkedIn
    self.gitHub = gitHub
    self.portfolio = portfolio
    self.skills = skills
    self.experience = experience
    self.education = education
    self.certifications = certifications
    self.languages = languages
  }
}

extension Contribution {
  /// A name below this confidence neither contests a stored one nor replaces it.
  public static let leastNameConfidence = 0.5

  /// Fits what was read to the columns.
  ///
  /// - Parameters:
  ///   - email: the address that counts, the document's own or one that a person supplied.
  ///   - standInDate: the source's modification time, for a document without a date of its own.
  /// - Returns: the contribution, and a warning for each value that was cut or dropped.
  static func fitting(
    _ parsed: ParsedResume, email: EmailAddress, parser: String, resume: Int?, source: DocumentSource?,
    address: String?, standInDate: String?
  ) -> (Contribution, [ParseWarning]) {
    var fitting = Fitting()
    func link(_ kind: Link.Kind) -> String? { parsed.links.first { $0.value.kind == kind }?.value.url }
    let label = parsed.label?.value ?? parsed.work.first { $0.isCurrent }?.position?.value
    let contribution = Contribution(
      date: parsed.documentDate?.description ?? standInDate ?? "", parser: ColumnText.cut(parser, to: 50),
      resume: resume, source: source?.rawValue, address: address.flatMap { $0.unicodeScalars.count <= 500 ? $0 : nil },
      name: fitting.text(parsed.name?.value, .fullName),
      isNameCertain: (parsed.name?.confidence ?? 0) >= leastNameConfidence,
      email: fitting.text(email.address, .email),
      phone: fitting.text(parsed.phone?.canonical, .phone),
      location: fitting.text(parsed.location?.value.text, .location),
      title: fitting.text(label, .title),
      summary: fitting.text(parsed.summary?.value, .summary),
      linkedIn: fitting.url(link(.linkedIn), .linkedInURL),
      gitHub: fitting.url(link(.gitHub), .gitHubURL),
      portfolio: fitting.url(link(.portfolio), .portfolioURL),
      skills: parsed.skills.compactMap { ColumnText.cleaned($0.value) },
      experience: parsed.work.map(ExperienceEntry.init),
      education: parsed.education.map(EducationRecord.init),
      certifications: parsed.certificates.compactMap(CertificationRecord.init),
      languages: parsed.languages.compactMap(LanguageRecord.init))
    return (contribution, fitting.warnings)
  }

  /// Collects the warnings of fitting.
  private struct Fitting {
    var warnings: [ParseWarning] = []

    mutating func text(_ value: String?, _ field: CandidateField) -> String? {
      guard let value = ColumnText.cleaned(value), let capacity = field.capacity else { return nil }
      let cut = ColumnText.cut(value, to: capacity)
      if cut.utf8.count < value.utf8.count {
        warnings.append(
          ParseWarning(.valueCut, "\(field.rawValue) was cut to \(capacity) characters; parsed_data holds it whole"))
      }
      return cut
    }

    mutating func url(_ value: String?, _ field: CandidateField) -> String? {
      guard let value = ColumnText.cleaned(value), let capacity = field.capacity else { return nil }
      if value.unicodeScalars.count <= capacity { return value }
      warnings.append(
        ParseWarning(.valueDropped, "\(field.rawValue) is longer than \(capacity) characters; parsed_data holds it"))
      return nil
    }
  }
}

extension ExperienceEntry {
  init(_ entry: WorkEntry) {
    self.init(
      name: ColumnText.cleaned(entry.company?.value), position: ColumnText.cleaned(entry.position?.value),
      location: ColumnText.cleaned(entry.location?.value), startDate: entry.start?.value, endDate: entry.end?.value,
      current: entry.isCurrent ? true : nil, summary: ColumnText.cleaned(entry.summary?.value),
      highlights: entry.highlights.cleanedTexts)
  }
}

extension EducationRecord {
  init(_ entry: EducationEntry) {
    self.init(
      institution: ColumnText.cleaned(entry.institution?.value), studyType: ColumnText.cleaned(entry.studyType?.value),
      area: ColumnText.cleaned(entry.area?.value), location: ColumnText.cleaned(entry.location?.value),
      startDate: entry.start?.value, endDate: entry.end?.value, current: entry.isCurrent ? true : nil,
      score: ColumnText.cleaned(entry.score?.value), highlights: entry.highlights.cleanedTexts)
  }
}

extension CertificationRecord {
  init?(_ entry: CertificateEntry) {
    guard let name = ColumnText.cleaned(entry.name.value) else { return nil }
    self.init(name: name, issuer: ColumnText.cleaned(entry.issuer?.value), date: entry.date?.value)
  }
}

extension LanguageRecord {
  init?(_ entry: LanguageEntry) {
    guard let language = ColumnText.cleaned(entry.language.value) else { return nil }
    self.init(language: language, fluency: ColumnText.cleaned(entry.fluency?.value))
  }
}

extension [Extracted<String>] {
  /// Nil where there are none.
  fileprivate var cleanedTexts: [String]? {
    let texts = compactMap { ColumnText.cleaned($0.value) }
    return texts.isEmpty ? nil : texts
  }
}
