import ResumeModel

/// Reads a Europass Candidate, the form since 2020, which is HR Open's with additions.
///
/// Source: Europass CV XML (europass.eu/1.0), HR-XML 3.
struct EuropassCandidate {
  private let options: ReadingOptions

  init(_ options: ReadingOptions) {
    self.options = options
  }

  func resume(_ candidate: PlainXMLElement) -> JSONResume {
    var resume = JSONResume()
    let person = candidate.child("candidateperson") ?? candidate.child("candidatesupplier", "personcontact")
    let profile = candidate.child("candidateprofile") ?? candidate
    var basics = basics(person)
    basics.summary = EuropassMarkup(profile.child("executivesummary"), options).text
    if basics != JSONResume.Basics() { resume.basics = basics }
    resume.work = (profile.child("employmenthistory")?.children("employerhistory") ?? []).flatMap(work).filled
    resume.education =
      (profile.child("educationhistory")?.children("educationorganizationattendance") ?? []).compactMap(education)
      .filled
    let competencies = profile.child("personqualifications")?.children("personcompetency") ?? []
    resume.languages = (motherTongues(person) + competencies.compactMap(language)).filled
    resume.skills = skills(profile, competencies).filled
    resume.certificates =
      (profile.child("certifications")?.children("certification") ?? []).compactMap { element in
        var certificate = JSONResume.Certificate()
        certificate.name = (element.child("certificationname") ?? element.child("title") ?? element.child("name"))?.text
        certificate.issuer = element.child("issuingauthorityname")?.text ?? element.child("organizationname")?.text
        certificate.date = (element.child("firstissueddate") ?? element.child("date")).flatMap(date)
        return certificate.name == nil ? nil : certificate
      }.filled
    return resume
  }

  private func basics(_ person: PlainXMLElement?) -> JSONResume.Basics {
    var basics = JSONResume.Basics()
    guard let person else { return basics }
    if let name = person.child("personname") {
      let parts = [name.child("givenname")?.text, name.child("familyname")?.text].compactMap { $0 }
      basics.name = parts.isEmpty ? name.child("formattedname")?.text : parts.joined(separator: " ")
    }
    var profiles: [JSONResume.Profile] = []
    for channel in person.children("communication") {
      let uri = channel.child("uri")?.text
      switch channel.child("channelcode")?.text?.lowercased() {
      case "email": basics.email = basics.email ?? uri
      case "telephone", "mobile":
        guard basics.phone == nil, let number = channel.child("dialnumber")?.text ?? uri else { continue }
        let country = channel.child("countrydialing")?.text
        basics.phone = country.map { $0.hasPrefix("+") ? "\($0) \(number)" : "+\($0) \(number)" } ?? number
      default:
        if let uri, uri.contains("."), Link.isHarmless(uri) {
          var profile = JSONResume.Profile()
          profile.url = uri.contains("://") ? uri : "https://" + uri
          profiles.append(profile)
        }
        if basics.location == nil, let address = channel.child("address") { basics.location = location(address) }
      }
    }
    basics.profiles = profiles.filled
    return basics
  }

  private func location(_ address: PlainXMLElement) -> JSONResume.Location? {
    var location = JSONResume.Location()
    location.address = address.child("addressline")?.text ?? address.child("streetname")?.text
    location.city = address.child("cityname")?.text
    location.postalCode = address.child("postalcode")?.text
    location.countryCode = address.child("countrycode")?.text.flatMap(EuropassCodes.country)
    return location == JSONResume.Location() ? nil : location
  }

  // MARK: Entries

  /// One employer may have seen several positions.
  private func work(_ employer: PlainXMLElement) -> [JSONResume.Work] {
    let positions = employer.children("positionhistory")
    return (positions.isEmpty ? [employer] : positions).compactMap { position in
      var work = JSONResume.Work()
      work.name = employer.child("organizationname")?.text
      work.position = position.child("positiontitle")?.text
      (work.startDate, work.endDate) = period(
        position.child("employmentperiod") ?? employer.child("employmentperiod"),
        isCurrent: position.child("currentindicator") ?? employer.child("currentindicator"))
      let address = employer.child("organizationcontact", "communication", "address")
      let city = position.child("city")?.text ?? address?.child("cityname")?.text
      let country = (position.child("country") ?? address?.child("countrycode"))?.text.flatMap(EuropassCodes.country)
      let place = [city, country].compactMap { $0 }
      work.location = place.isEmpty ? nil : place.joined(separator: ", ")
      let text = EuropassMarkup(position.child("description"), options)
      work.summary = text.summary
      work.highlights = text.items.filled
      return work == JSONResume.Work() ? nil : work
    }
  }

  private func education(_ entry: PlainXMLElement) -> JSONResume.Education? {
    var education = JSONResume.Education()
    education.institution = entry.child("organizationname")?.text
    let degree = entry.child("educationdegree")
    education.studyType = degree?.child("degreename")?.text ?? entry.child("programname")?.text
    education.score = degree?.child("finalgrade", "scoretext")?.text ?? degree?.child("finalgrade")?.text
    (education.startDate, education.endDate) = period(entry.child("attendanceperiod"), isCurrent: nil)
    let text = EuropassMarkup(degree?.child("occupationalskillscovered"), options)
    education.courses = text.items.filled ?? text.summary?.split(separator: "\n").map(String.init)
    return education == JSONResume.Education() ? nil : education
  }

  /// A current period has no end, whatever else it holds.
  private func period(_ period: PlainXMLElement?, isCurrent: PlainXMLElement?) -> (String?, String?) {
    let mark = isCurrent ?? period?.child("currentindicator") ?? period?.child("ongoing")
    let goesOn = mark?.text?.lowercased() == "true"
    return (period?.child("startdate").flatMap(date), goesOn ? nil : period?.child("enddate").flatMap(date))
  }

  private func date(_ element: PlainXMLElement) -> String? {
    guard let text = element.text else { return nil }
    for length in [10, 7, 4] { if let date = PartialDate(text.prefix(length)) { return date.description } }
    return nil
  }

  // MARK: Languages and skills

  private func motherTongues(_ person: PlainXMLElement?) -> [JSONResume.Language] {
    (person?.children("primarylanguagecode") ?? []).compactMap { element in
      guard let code = element.text else { return nil }
      var language = JSONResume.Language()
      language.language = EuropassCodes.language(code) ?? code
      language.fluency = "Mother tongue"
      return language
    }
  }

  private func language(_ competency: PlainXMLElement) -> JSONResume.Language? {
    guard competency.child("taxonomyid")?.text?.lowercased() == "language",
      let code = competency.child("competencyid")?.text
    else { return nil }
    var language = JSONResume.Language()
    language.language = EuropassCodes.language(code) ?? code
    var levels = EuropassLevels()
    for dimension in competency.children("competencydimension") {
      let level = dimension.child("score", "scoretext")?.text?.uppercased()
      switch dimension.child("competencydimensiontypecode")?.text?.lowercased() {
      case "cef-understanding-listening": levels.add("Listening", level)
      case "cef-understanding-reading": levels.add("Reading", level)
      case "cef-speaking-interaction": levels.add("Spoken interaction", level)
      case "cef-speaking-production": levels.add("Spoken production", level)
      case "cef-writing-production": levels.add("Writing", level)
      default: continue
      }
    }
    language.fluency = levels.text
    return language
  }

  private func skills(_ profile: PlainXMLElement, _ competencies: [PlainXMLElement]) -> [JSONResume.Skill] {
    var skills: [JSONResume.Skill] = []
    func add(_ name: String?) {
      guard let name, !skills.contains(where: { $0.name == name }) else { return }
      var skill = JSONResume.Skill()
      skill.name = name
      skills.append(skill)
    }
    for competency in competencies where competency.child("taxonomyid")?.text?.lowercased() != "language" {
      add(competency.child("competencyname")?.text)
    }
    if let list = profile.child("skills") {
      for competency in list.children("personcompetency") { add(competency.child("competencyname")?.text) }
      for group in list.children("skillsgroup") {
        for competency in group.children("personcompetency") { add(competency.child("competencyname")?.text) }
      }
    }
    for group in profile.child("digitalskills")?.children ?? [] {
      if group.name == "digitalskill" { add(group.text) }
      for skill in group.children("digitalskill") { add(skill.text) }
    }
    return skills
  }
}
