/// What a document says of a person: every field with its confidence and evidence.
///
/// A value that is not in the document is absent: nothing is guessed. `JSONResume` is the plain form of it for others.
public struct ParsedResume: Hashable, Sendable, Codable {
  public var name: Extracted<String>?
  /// The headline title, as "Senior Accountant".
  public var label: Extracted<String>?
  /// Every address found, the person's own first.
  public var emails: [Extracted<String>]
  /// Every number found, the person's own first.
  public var phones: [Extracted<PhoneNumber>]
  public var location: Extracted<Location>?
  /// LinkedIn, GitHub, portfolio …, each as a whole URL.
  public var links: [Extracted<Link>]
  public var summary: Extracted<String>?
  public var skills: [Extracted<String>]
  public var work: [WorkEntry]
  public var education: [EducationEntry]
  public var languages: [LanguageEntry]
  public var certificates: [CertificateEntry]
  /// The latest date that the document gives of itself: its metadata, or else the latest date that its text names;
  /// the latter too where the metadata are older than the jobs it tells of.
  public var documentDate: PartialDate?
  /// What follows from the entries; nil without any, and in what an older version stored.
  public var derived: DerivedFacts?
  /// How much the document is like a resume at all; nil in what an older version stored.
  public var likeness: ResumeLikeness?
  /// The resume as the document gives it as data, with what has no field here; nil where it was read from text.
  public var original: JSONResume?
  /// What a reviewer should know of the reading.
  public var warnings: [ParseWarning]

  public init(
    name: Extracted<String>? = nil, label: Extracted<String>? = nil, emails: [Extracted<String>] = [],
    phones: [Extracted<PhoneNumber>] = [], location: Extracted<Location>? = nil, links: [Extracted<Link>] = [],
    summary: Extracted<String>? = nil, skills: [Extracted<String>] = [], work: [WorkEntry] = [],
    education: [EducationEntry] = [], languages: [LanguageEntry] = [], certificates: [CertificateEntry] = [],
    documentDate: PartialDate? = nil, derived: DerivedFacts? = nil, likeness: ResumeLikeness? = nil,
    warnings: [ParseWarning] = []
  ) {
    self.name = name
    self.label = label
    self.emails = emails
    self.phones = phones
    self.location = location
    self.links = links
    self.summary = summary
    self.skills = skills
    self.work = work
    self.education = education
    self.languages = languages
    self.certificates = certificates
    self.documentDate = documentDate
    self.derived = derived
    self.likeness = likeness
    self.warnings = warnings
  }

  /// The person's own address, as written.
  public var email: String? { emails.first?.value }
  /// The person's own number.
  public var phone: PhoneNumber? { phones.first?.value }
}

/// Where a person lives, as far as the document says.
public struct Location: Hashable, Sendable, Codable {
  public var city: String?
  public var region: String?
  public var postalCode: String?
  /// As written.
  public var country: String?
  /// Of the country that is written: ISO 3166-1, two capitals.
  public var countryCode: String?

  public init(
    city: String? = nil, region: String? = nil, postalCode: String? = nil, country: String? = nil,
    countryCode: String? = nil
  ) {
    self.city = city
    self.region = region
    self.postalCode = postalCode
    self.country = country
    self.countryCode = countryCode
  }

  /// On one line: "Lyon, Rhône, France".
  public var text: String { [city, region, country].compactMap { $0 }.joined(separator: ", ") }
}

/// A profile or page of the person's on the web.
public struct Link: Hashable, Sendable, Codable {
  /// What kind of profile a URL is, by its host.
  public enum Kind: String, Hashable, Sendable, Codable {
    case linkedIn = "LinkedIn"
    case gitHub = "GitHub"
    case gitLab = "GitLab"
    case xing = "Xing"
    case twitter = "Twitter"
    case stackOverflow = "Stack Overflow"
    case bitbucket = "Bitbucket"
    case medium = "Medium"
    case behance = "Behance"
    case dribbble = "Dribbble"
    case kaggle = "Kaggle"
    case huggingFace = "Hugging Face"
    case orcid = "ORCID"
    case googleScholar = "Google Scholar"
    case researchGate = "ResearchGate"
    case facebook = "Facebook"
    case instagram = "Instagram"
    case youTube = "YouTube"
    case telegram = "Telegram"
    /// A site of the person's own.
    case portfolio = "Portfolio"
  }

  public var kind: Kind
  /// With its scheme.
  public var url: String

  public init(kind: Kind, url: String) {
    self.kind = kind
    self.url = url
  }
}

/// One position at one employer.
public struct WorkEntry: Hashable, Sendable, Codable {
  public var company: Extracted<String>?
  public var position: Extracted<String>?
  /// As written: "Porto", "Remote".
  public var location: Extracted<String>?
  public var start: Extracted<PartialDate>?
  /// Absent for a current position.
  public var end: Extracted<PartialDate>?
  /// The document says that it goes on ("present", "heute" …).
  public var isCurrent: Bool
  /// Prose under the entry.
  public var summary: Extracted<String>?
  /// Its bullet points.
  public var highlights: [Extracted<String>]

  public init(
    company: Extracted<String>? = nil, position: Extracted<String>? = nil, location: Extracted<String>? = nil,
    start: Extracted<PartialDate>? = nil, end: Extracted<PartialDate>? = nil, isCurrent: Bool = false,
    summary: Extracted<String>? = nil, highlights: [Extracted<String>] = []
  ) {
    self.company = company
    self.position = position
    self.location = location
    self.start = start
    self.end = end
    self.isCurrent = isCurrent
    self.summary = summary
    self.highlights = highlights
  }
}

/// One degree, school or course of study.
public struct EducationEntry: Hashable, Sendable, Codable {
  public var institution: Extracted<String>?
  /// The degree: "Bachelor of Science", "Abitur".
  public var studyType: Extracted<String>?
  /// The subject: "Computer Science".
  public var area: Extracted<String>?
  public var location: Extracted<String>?
  public var start: Extracted<PartialDate>?
  public var end: Extracted<PartialDate>?
  public var isCurrent: Bool
  public var score: Extracted<String>?
  public var highlights: [Extracted<String>]

  public init(
    institution: Extracted<String>? = nil, studyType: Extracted<String>? = nil, area: Extracted<String>? = nil,
    location: Extracted<String>? = nil, start: Extracted<PartialDate>? = nil, end: Extracted<PartialDate>? = nil,
    isCurrent: Bool = false, score: Extracted<String>? = nil, highlights: [Extracted<String>] = []
  ) {
    self.institution = institution
    self.studyType = studyType
    self.area = area
    self.location = location
    self.start = start
    self.end = end
    self.isCurrent = isCurrent
    self.score = score
    self.highlights = highlights
  }
}

/// A language a person speaks.
public struct LanguageEntry: Hashable, Sendable, Codable {
  public var language: Extracted<String>
  /// As written: "Native", "C1", "verhandlungssicher".
  public var fluency: Extracted<String>?

  public init(language: Extracted<String>, fluency: Extracted<String>? = nil) {
    self.language = language
    self.fluency = fluency
  }
}

/// A certificate or licence.
public struct CertificateEntry: Hashable, Sendable, Codable {
  public var name: Extracted<String>
  public var issuer: Extracted<String>?
  public var date: Extracted<PartialDate>?

  public init(name: Extracted<String>, issuer: Extracted<String>? = nil, date: Extracted<PartialDate>? = nil) {
    self.name = name
    self.issuer = issuer
    self.date = date
  }
}

/// Something a reviewer should know of a reading that succeeded: a stable code and one line for a person.
public struct ParseWarning: Hashable, Sendable, Codable {
  public struct Code: RawRepresentable, Hashable, Sendable, Codable {
    public let rawValue: String

    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// No name was found; the address stands in for it.
    public static let missingName = Self(rawValue: "missing_name")
    /// A value longer than its column was cut; `parsed_data` holds it whole.
    public static let valueCut = Self(rawValue: "value_cut")
    /// A value that would have been cut into something else (a URL) was left out.
    public static let valueDropped = Self(rawValue: "value_dropped")
    /// Text that no reader of the page sees was left out.
    public static let hiddenText = Self(rawValue: "hidden_text")
    /// A part of the document could not be read; the rest was.
    public static let partlyRead = Self(rawValue: "partly_read")
    /// Several addresses; the first is taken for the person's own.
    public static let severalEmails = Self(rawValue: "several_emails")
    /// No work entries and no education were found.
    public static let littleFound = Self(rawValue: "little_found")
    /// It looks like something else than a resume: `hotgigs ingest` takes it with `--force` only.
    public static let notAResume = Self(rawValue: "not_a_resume")
    /// It may be something else than a resume.
    public static let doubtfulResume = Self(rawValue: "doubtful_resume")
    /// An entry ends before it begins.
    public static let endBeforeStart = Self(rawValue: "end_before_start")
    /// Two jobs at different employers go on side by side for years.
    public static let overlappingJobs = Self(rawValue: "overlapping_jobs")
    /// A job begins after the date of the document itself.
    public static let afterDocumentDate = Self(rawValue: "after_document_date")
    /// By the year of birth the person was a child when the first job began.
    public static let implausibleAge = Self(rawValue: "implausible_age")
    /// It names two people where its own one stands.
    public static let severalNames = Self(rawValue: "several_names")
    /// The addresses among the person's own contact details are of different people.
    public static let severalPeople = Self(rawValue: "several_people")
    /// The address spells out another name; many people's do.
    public static let nameUnlikeEmail = Self(rawValue: "name_unlike_email")
    /// A field that a recruiter reads first was read with little confidence.
    public static let lowConfidence = Self(rawValue: "low_confidence")
    /// The name differs from the stored one, read with too little confidence to change or contest it.
    public static let uncertainName = Self(rawValue: "uncertain_name")
  }

  public var code: Code
  public var detail: String

  public init(_ code: Code, _ detail: String) {
    self.code = code
    self.detail = detail
  }
}

extension ParseWarning.Code {
  /// Whether a person should look at what was taken in before it is relied on.
  public var asksForReview: Bool { Self.reviewed.contains(self) }

  /// Whether it says that the document may be no resume, which a person may have decided.
  public var isOfLikeness: Bool { self == .notAResume || self == .doubtfulResume }

  private static let reviewed: Set<Self> = [
    .littleFound, .notAResume, .doubtfulResume, .endBeforeStart, .overlappingJobs, .afterDocumentDate, .implausibleAge,
    .severalNames, .severalPeople, .lowConfidence,
  ]
}
