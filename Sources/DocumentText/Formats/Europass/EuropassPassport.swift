import ResumeModel

/// Reads a Europass Skills Passport: version 3 with its names in capitals, and those before it in small letters.
///
/// Source: Europass XML schema 3.4 (Cedefop).
struct EuropassPassport {
  private let options: ReadingOptions

  init(_ options: ReadingOptions) {
    self.options = options
  }

  func resume(_ learner: PlainXMLElement, passport: PlainXMLElement) -> JSONResume {
    var resume = JSONResume()
    var basics = basics(learner.child("identification"))
    if let headline = learner.child("headline") ?? learner.child("application") {
      let text = label(headline.child("description")) ?? label(headline)
      // A personal statement is no title.
      if headline.child("type", "code")?.text == "personal_statement" {
        basics.summary = EuropassMarkup(headline.child("description", "label"), options).text
      } else {
        basics.label = text
      }
    }
    if basics != JSONResume.Basics() { resume.basics = basics }
    resume.work = items(learner, "workexperiencelist", "workexperience").compactMap(work).filled
    resume.education = items(learner, "educationlist", "education").compactMap(education).filled
    if let skills = learner.child("skills") ?? learner.child("skilllist") {
      resume.languages = languages(skills.child("linguistic") ?? learner.child("languagelist")).filled
      resume.skills = self.skills(skills).filled
    } else {
      resume.languages = languages(learner.child("languagelist")).filled
    }
    if let date = (passport.child("documentinfo") ?? passport.child("docinfo"))?.child("lastupdatedate")?.text {
      resume.meta = JSONResume.Meta()
      resume.meta?.lastModified = date
    }
    return resume
  }

  private func items(_ learner: PlainXMLElement, _ list: String, _ item: String) -> [PlainXMLElement] {
    learner.child(list)?.children(item) ?? []
  }

  /// What a person reads of a coded value.
  private func label(_ element: PlainXMLElement?) -> String? {
    guard let element else { return nil }
    if let label = element.child("label")?.text { return label }
    return element.children.isEmpty ? element.text : nil
  }

  // MARK: Person

  private func basics(_ identification: PlainXMLElement?) -> JSONResume.Basics {
    var basics = JSONResume.Basics()
    guard let identification else { return basics }
    let person = identification.child("personname") ?? identification
    let name = [person.child("firstname")?.text, (person.child("surname") ?? person.child("lastname"))?.text]
      .compactMap { $0 }.joined(separator: " ")
    basics.name = name.isEmpty ? nil : name
    guard let contact = identification.child("contactinfo") else { return basics }
    basics.email = contact.child("email")?.contact
    basics.phone =
      contact.child("telephonelist")?.children("telephone").compactMap(\.contact).first
      ?? contact.child("telephone")?.contact ?? contact.child("mobile")?.contact
    basics.location = contact.child("address").flatMap(location)
    let sites = contact.child("websitelist")?.children("website") ?? contact.children("website")
    basics.profiles =
      sites.compactMap(\.contact).filter(Link.isHarmless).map { url in
        var profile = JSONResume.Profile()
        profile.url = url.contains("://") ? url : "https://" + url
        return profile
      }.filled
    return basics
  }

  private func location(_ address: PlainXMLElement) -> JSONResume.Location? {
    let address = address.child("contact") ?? address
    var location = JSONResume.Location()
    location.address = address.child("addressline")?.text
    location.postalCode = address.child("postalcode")?.text
    location.city = address.child("municipality")?.text
    location.countryCode = address.child("country", "code")?.text.flatMap(EuropassCodes.country)
    return location == JSONResume.Location() ? nil : location
  }

  // MARK: Entries

  private func work(_ entry: PlainXMLElement) -> JSONResume.Work? {
    var work = JSONResume.Work()
    (work.startDate, work.endDate) = period(entry.child("period"))
    work.position = label(entry.child("position"))
    let employer = entry.child("employer")
    work.name = employer?.child("name")?.text
    if let address = employer?.child("contactinfo", "address") ?? employer?.child("address") {
      let address = address.child("contact") ?? address
      let parts = [address.child("municipality")?.text, label(address.child("country"))].compactMap { $0 }
      work.location = parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
    let text = EuropassMarkup(entry.child("activities"), options)
    work.summary = text.summary
    work.highlights = text.items.filled
    return work == JSONResume.Work() ? nil : work
  }

  private func education(_ entry: PlainXMLElement) -> JSONResume.Education? {
    var education = JSONResume.Education()
    (education.startDate, education.endDate) = period(entry.child("period"))
    education.studyType = label(entry.child("title"))
    education.area = label(entry.child("field")) ?? label(entry.child("educationalfield"))
    education.institution = entry.child("organisation")?.child("name")?.text
    let text = EuropassMarkup(entry.child("activities") ?? entry.child("skills"), options)
    education.courses = text.items.filled ?? text.summary?.split(separator: "\n").map(String.init)
    return education == JSONResume.Education() ? nil : education
  }

  /// A current period has no end, whatever else it holds.
  private func period(_ period: PlainXMLElement?) -> (String?, String?) {
    let isCurrent = period?.child("current")?.text?.lowercased() == "true"
    return (date(period?.child("from")), isCurrent ? nil : date(period?.child("to")))
  }

  /// `<From year="2002" month="--08" day="---01"/>`, or with elements of these names.
  private func date(_ element: PlainXMLElement?) -> String? {
    func number(_ name: String) -> Int? {
      let text = element?.attribute(name) ?? element?.child(name)?.text
      return text.flatMap { Int($0.drop { $0 == "-" }.prefix { $0.isNumber }) }
    }
    guard let year = number("year") else { return nil }
    let date =
      PartialDate(year: year, month: number("month"), day: number("month") == nil ? nil : number("day"))
      ?? PartialDate(year: year)
    return date?.description
  }

  // MARK: Skills

  private func languages(_ linguistic: PlainXMLElement?) -> [JSONResume.Language] {
    guard let linguistic else { return [] }
    let foreign =
      linguistic.child("foreignlanguagelist")?.children("foreignlanguage") ?? linguistic.children("foreignlanguage")
    let mother = linguistic.child("mothertonguelist")?.children("mothertongue") ?? linguistic.children("mothertongue")
    // Before version 3 both kinds are called "language", and a type tells which is which.
    let old = linguistic.children("language")
    let isMother = { (element: PlainXMLElement) in element.attribute("type")?.hasSuffix("mother") == true }
    var languages: [JSONResume.Language] = []
    for element in mother + old.filter(isMother) {
      guard let name = languageName(element) else { continue }
      var language = JSONResume.Language()
      language.language = name
      language.fluency = "Mother tongue"
      languages.append(language)
    }
    for element in foreign + old.filter({ !isMother($0) }) {
      guard let name = languageName(element) else { continue }
      var language = JSONResume.Language()
      language.language = name
      language.fluency = levels(element.child("proficiencylevel") ?? element.child("level") ?? element).text
      languages.append(language)
    }
    return languages
  }

  private func languageName(_ element: PlainXMLElement) -> String? {
    label(element.child("description")) ?? element.child("label")?.text
      ?? (element.child("description", "code") ?? element.child("code"))?.text.flatMap(EuropassCodes.language)
  }

  private func levels(_ element: PlainXMLElement) -> EuropassLevels {
    var levels = EuropassLevels()
    for (name, title) in [
      ("listening", "Listening"), ("reading", "Reading"), ("spokeninteraction", "Spoken interaction"),
      ("spokenproduction", "Spoken production"), ("writing", "Writing"),
    ] { levels.add(title, element.child(name)?.text?.uppercased()) }
    return levels
  }

  private func skills(_ skills: PlainXMLElement) -> [JSONResume.Skill] {
    var names: [String] = []
    for kind in ["jobrelated", "computer", "technical"] {
      guard let element = skills.child(kind) else { continue }
      names += EuropassMarkup(element.child("description") ?? element, options).names
    }
    // Version 2: `<skill xsi:type="europass:computer">…</skill>`
    for element in skills.children("skill") {
      guard let type = element.attribute("type"), ["computer", "technical"].contains(where: type.hasSuffix) else {
        continue
      }
      names += EuropassMarkup(element, options).names
    }
    return names.map { name in
      var skill = JSONResume.Skill()
      skill.name = name
      return skill
    }
  }
}

extension PlainXMLElement {
  /// `<Email><Contact>…</Contact></Email>`; before version 3 the element's own text.
  fileprivate var contact: String? { child("contact")?.text ?? (children.isEmpty ? text : nil) }
}

extension Array {
  /// Nil where it holds nothing.
  var filled: Self? { isEmpty ? nil : self }
}
