extension JSONResume {
  /// The schema that documents of ours name.
  public static let schemaURL = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"

  /// The plain form of a reading. What was not found is absent, not empty.
  public init(_ parsed: ParsedResume) {
    // What came as data goes as it came.
    if let original = parsed.original {
      self = original
      schema = Self.schemaURL
      return
    }
    schema = Self.schemaURL
    basics = Basics(parsed)
    work = parsed.work.map(Work.init).nonEmpty
    education = parsed.education.map(Education.init).nonEmpty
    certificates = parsed.certificates.map(Certificate.init).nonEmpty
    skills =
      parsed.skills.map { skill in
        var entry = Skill()
        entry.name = skill.value
        return entry
      }.nonEmpty
    languages =
      parsed.languages.map { spoken in
        var entry = Language()
        entry.language = spoken.language.value
        entry.fluency = spoken.fluency?.value
        return entry
      }.nonEmpty
    var about = Meta()
    about.lastModified = parsed.documentDate?.description
    about.resumeLikeness = parsed.likeness?.score
    about.looksLike = parsed.likeness.flatMap { $0.kind == .resume ? nil : $0.kind.rawValue }
    if about != Meta() { meta = about }
  }
}

extension JSONResume.Basics {
  init(_ parsed: ParsedResume) {
    name = parsed.name?.value
    label = parsed.label?.value
    email = parsed.email
    phone = parsed.phone?.text
    summary = parsed.summary?.value
    if let found = parsed.location?.value {
      location = JSONResume.Location()
      location?.city = found.city
      location?.region = found.region
      location?.postalCode = found.postalCode
      // The schema has a country code and no country: a name without one is kept in `address`.
      location?.countryCode = found.countryCode
      if found.countryCode == nil { location?.address = found.country }
    }
    url = parsed.links.first { $0.value.kind == .portfolio }?.value.url
    profiles =
      parsed.links.filter { $0.value.url != url }.map { link in
        var profile = JSONResume.Profile()
        profile.network = link.value.kind.rawValue
        profile.username = link.value.userName
        profile.url = link.value.url
        return profile
      }.nonEmpty
  }
}

extension JSONResume.Work {
  init(_ entry: WorkEntry) {
    name = entry.company?.value
    position = entry.position?.value
    location = entry.location?.value
    startDate = entry.start?.value.description
    endDate = entry.end?.value.description
    summary = entry.summary?.value
    highlights = entry.highlights.map(\.value).nonEmpty
  }
}

extension JSONResume.Education {
  init(_ entry: EducationEntry) {
    institution = entry.institution?.value
    studyType = entry.studyType?.value
    area = entry.area?.value
    startDate = entry.start?.value.description
    endDate = entry.end?.value.description
    score = entry.score?.value
    courses = entry.highlights.map(\.value).nonEmpty
  }
}

extension JSONResume.Certificate {
  init(_ entry: CertificateEntry) {
    name = entry.name.value
    issuer = entry.issuer?.value
    date = entry.date?.value.description
  }
}

extension ParsedResume {
  /// A resume that came as JSON Resume: the person's own words, so every value is sure; nothing on a page to point at.
  public init(_ resume: JSONResume) {
    func sure<Value>(_ value: Value?) -> Extracted<Value>? { value.map { Extracted($0, confidence: 1) } }
    func date(_ text: String?) -> Extracted<PartialDate>? { sure(text.flatMap { PartialDate($0) }) }
    func list(_ texts: [String]?) -> [Extracted<String>] { (texts ?? []).map { Extracted($0, confidence: 1) } }

    self.init()
    if let basics = resume.basics {
      name = sure(basics.name)
      label = sure(basics.label)
      emails = list(basics.email.map { [$0] })
      phones = (basics.phone.map { [Extracted(PhoneNumber($0), confidence: 1)] }) ?? []
      summary = sure(basics.summary)
      if let place = basics.location {
        location = sure(
          Location(
            city: place.city, region: place.region, postalCode: place.postalCode,
            country: place.countryCode ?? place.address, countryCode: place.countryCode))
      }
      links =
        (basics.url.map { [Extracted(Link(url: $0), confidence: 1)] } ?? [])
        + (basics.profiles ?? []).compactMap { profile in
          profile.address.map { Extracted(Link(url: $0), confidence: 1) }
        }
    }
    work = (resume.work ?? []).map { entry in
      WorkEntry(
        company: sure(entry.name), position: sure(entry.position), location: sure(entry.location),
        start: date(entry.startDate), end: date(entry.endDate),
        isCurrent: entry.startDate != nil && entry.endDate == nil, summary: sure(entry.summary),
        highlights: list(entry.highlights))
    }
    education = (resume.education ?? []).map { entry in
      EducationEntry(
        institution: sure(entry.institution), studyType: sure(entry.studyType), area: sure(entry.area),
        start: date(entry.startDate), end: date(entry.endDate), score: sure(entry.score),
        highlights: list(entry.courses))
    }
    skills = list((resume.skills ?? []).flatMap { skill in skill.keywords?.nonEmpty ?? skill.name.map { [$0] } ?? [] })
    languages = (resume.languages ?? []).compactMap { entry in
      sure(entry.language).map { LanguageEntry(language: $0, fluency: sure(entry.fluency)) }
    }
    certificates = (resume.certificates ?? []).compactMap { entry in
      sure(entry.name).map { CertificateEntry(name: $0, issuer: sure(entry.issuer), date: date(entry.date)) }
    }
    documentDate = resume.meta?.lastModified.flatMap { PartialDate($0.prefix(10)) }
  }
}

extension JSONResume.Profile {
  /// Its URL, or the one that a network gives to this user name.
  fileprivate var address: String? {
    if let url { return url }
    guard let username, let network = network?.lowercased(),
      username.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x2F })
    else { return nil }
    switch network {
    case "github": return "https://github.com/" + username
    case "gitlab": return "https://gitlab.com/" + username
    case "linkedin": return "https://www.linkedin.com/in/" + username
    case "twitter", "x": return "https://x.com/" + username
    case "xing": return "https://www.xing.com/profile/" + username
    default: return nil
    }
  }
}

extension Array {
  /// Nil where it holds nothing, so that an encoder leaves the key out.
  var nonEmpty: Self? { isEmpty ? nil : self }
}
