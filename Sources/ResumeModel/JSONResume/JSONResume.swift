/// A resume in the open JSON Resume format, v1.0.0: every section of the schema, all optional as there.
///
/// Source: JSON Resume schema v1.0.0. What a reading knows beyond it (confidence, evidence, warnings) stays in
/// ``ParsedResume``.
public struct JSONResume: Hashable, Sendable, Codable {
  public var schema: String?
  public var basics: Basics?
  public var work: [Work]?
  public var volunteer: [Volunteer]?
  public var education: [Education]?
  public var awards: [Award]?
  public var certificates: [Certificate]?
  public var publications: [Publication]?
  public var skills: [Skill]?
  public var languages: [Language]?
  public var interests: [Interest]?
  public var references: [Reference]?
  public var projects: [Project]?
  public var meta: Meta?

  public init() {}

  enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case basics, work, volunteer, education, awards, certificates, publications, skills, languages, interests
    case references, projects, meta
  }

  public struct Basics: Hashable, Sendable, Codable {
    public var name, label, image, email, phone, url, summary: String?
    public var location: Location?
    public var profiles: [Profile]?

    public init() {}
  }

  public struct Location: Hashable, Sendable, Codable {
    public var address, postalCode, city, countryCode, region: String?

    public init() {}
  }

  public struct Profile: Hashable, Sendable, Codable {
    public var network, username, url: String?

    public init() {}
  }

  public struct Work: Hashable, Sendable, Codable {
    public var name, location, description, position, url, startDate, endDate, summary: String?
    public var highlights: [String]?

    public init() {}
  }

  public struct Volunteer: Hashable, Sendable, Codable {
    public var organization, position, url, startDate, endDate, summary: String?
    public var highlights: [String]?

    public init() {}
  }

  public struct Education: Hashable, Sendable, Codable {
    public var institution, url, area, studyType, startDate, endDate, score: String?
    public var courses: [String]?

    public init() {}
  }

  public struct Award: Hashable, Sendable, Codable {
    public var title, date, awarder, summary: String?

    public init() {}
  }

  public struct Certificate: Hashable, Sendable, Codable {
    public var name, date, url, issuer: String?

    public init() {}
  }

  public struct Publication: Hashable, Sendable, Codable {
    public var name, publisher, releaseDate, url, summary: String?

    public init() {}
  }

  public struct Skill: Hashable, Sendable, Codable {
    public var name, level: String?
    public var keywords: [String]?

    public init() {}
  }

  public struct Language: Hashable, Sendable, Codable {
    public var language, fluency: String?

    public init() {}
  }

  public struct Interest: Hashable, Sendable, Codable {
    public var name: String?
    public var keywords: [String]?

    public init() {}
  }

  public struct Reference: Hashable, Sendable, Codable {
    public var name, reference: String?

    public init() {}
  }

  public struct Project: Hashable, Sendable, Codable {
    public var name, description, startDate, endDate, url, entity, type: String?
    public var highlights, keywords, roles: [String]?

    public init() {}
  }

  public struct Meta: Hashable, Sendable, Codable {
    public var canonical, version, lastModified: String?
    /// Beyond the schema, which allows it: how much the document is like a resume, 0…1, and what it is like otherwise.
    public var resumeLikeness: Double?
    public var looksLike: String?

    public init() {}
  }
}
