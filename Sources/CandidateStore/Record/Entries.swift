import ResumeModel

/// An element of `candidates.experience`. Keys are those of JSON Resume's `work`, with `current` for a position that
/// the document says goes on; absent keys are left out.
public struct ExperienceEntry: Hashable, Sendable, Codable {
  /// The employer.
  public var name: String?
  public var position: String?
  public var location: String?
  public var startDate: PartialDate?
  public var endDate: PartialDate?
  public var current: Bool?
  public var summary: String?
  public var highlights: [String]?

  public init(
    name: String? = nil, position: String? = nil, location: String? = nil, startDate: PartialDate? = nil,
    endDate: PartialDate? = nil, current: Bool? = nil, summary: String? = nil, highlights: [String]? = nil
  ) {
    self.name = name
    self.position = position
    self.location = location
    self.startDate = startDate
    self.endDate = endDate
    self.current = current
    self.summary = summary
    self.highlights = highlights
  }
}

/// An element of `candidates.education`, with the keys of JSON Resume's `education` and `location`, `current`,
/// `highlights`.
public struct EducationRecord: Hashable, Sendable, Codable {
  public var institution: String?
  public var studyType: String?
  public var area: String?
  public var location: String?
  public var startDate: PartialDate?
  public var endDate: PartialDate?
  public var current: Bool?
  public var score: String?
  public var highlights: [String]?

  public init(
    institution: String? = nil, studyType: String? = nil, area: String? = nil, location: String? = nil,
    startDate: PartialDate? = nil, endDate: PartialDate? = nil, current: Bool? = nil, score: String? = nil,
    highlights: [String]? = nil
  ) {
    self.institution = institution
    self.studyType = studyType
    self.area = area
    self.location = location
    self.startDate = startDate
    self.endDate = endDate
    self.current = current
    self.score = score
    self.highlights = highlights
  }
}

/// An element of `candidates.certifications`, with the keys of JSON Resume's `certificates`.
public struct CertificationRecord: Hashable, Sendable, Codable {
  public var name: String
  public var issuer: String?
  public var date: PartialDate?

  public init(name: String, issuer: String? = nil, date: PartialDate? = nil) {
    self.name = name
    self.issuer = issuer
    self.date = date
  }
}

/// An element of `candidates.languages`, with the keys of JSON Resume's `languages`.
public struct LanguageRecord: Hashable, Sendable, Codable {
  public var language: String
  public var fluency: String?

  public init(language: String, fluency: String? = nil) {
    self.language = language
    self.fluency = fluency
  }
}
