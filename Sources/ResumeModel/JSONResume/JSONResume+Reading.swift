/// Reading of what others write: keys of older versions of the schema, numbers for texts, one value where a list is
/// asked for. What does not fit is left out rather than refused.
extension JSONResume {
  /// - Returns: nil for JSON that is no resume: none of the schema's sections with content in it.
  public init?(_ json: JSONValue) {
    guard case .object = json else { return nil }
    self.init()
    schema = json.text("$schema")
    basics = json["basics"].flatMap(Basics.init)
    work = json.list("work", Work.init)
    volunteer = json.list("volunteer", Volunteer.init)
    education = json.list("education", Education.init)
    awards = json.list("awards", Award.init)
    certificates = json.list("certificates", Certificate.init) ?? json.list("certifications", Certificate.init)
    publications = json.list("publications", Publication.init)
    skills = json.list("skills", Skill.init)
    languages = json.list("languages", Language.init)
    interests = json.list("interests", Interest.init)
    references = json.list("references", Reference.init)
    projects = json.list("projects", Project.init)
    if let about = json["meta"] {
      var meta = Meta()
      meta.canonical = about.text("canonical")
      meta.version = about.text("version")
      meta.lastModified = about.text("lastModified")
      if meta != Meta() { self.meta = meta }
    }
    guard basics != nil || work != nil || education != nil || skills != nil else { return nil }
  }
}

extension JSONResume.Basics {
  fileprivate init?(_ json: JSONValue) {
    self.init()
    name = json.text("name") ?? Self.joined(json.text("firstName"), json.text("lastName"))
    label = json.text("label")
    image = json.link("image", "picture")
    email = json.text("email")
    phone = json.text("phone")
    url = json.link("url", "website")
    summary = json.text("summary")
    if let place = json["location"] {
      var location = JSONResume.Location()
      location.address = place.text("address")
      location.postalCode = place.text("postalCode")
      location.city = place.text("city")
      location.countryCode = place.text("countryCode")
      location.region = place.text("region")
      // One text where the schema has parts.
      if case .string(let text) = place { location.city = JSONValue.string(text).asText }
      if location != JSONResume.Location() { self.location = location }
    }
    profiles = json.list("profiles") { json in
      var profile = JSONResume.Profile()
      profile.network = json.text("network")
      profile.username = json.text("username")
      profile.url = json.link("url") ?? json.asText.flatMap { Link.isHarmless($0) ? $0 : nil }
      return profile == JSONResume.Profile() ? nil : profile
    }
    if self == JSONResume.Basics() { return nil }
  }

  private static func joined(_ first: String?, _ last: String?) -> String? {
    let parts = [first, last].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }
}

extension JSONResume.Work {
  fileprivate init?(_ json: JSONValue) {
    self.init()
    name = json.text("name", "company")
    location = json.text("location")
    description = json.text("description")
    position = json.text("position")
    url = json.link("url", "website")
    startDate = json.text("startDate")
    endDate = json.text("endDate")
    summary = json.text("summary")
    highlights = json.texts("highlights")
    if self == JSONResume.Work() { return nil }
  }
}

extension JSONResume.Volunteer {
  fileprivate init?(_ json: JSONValue) {
    self.init()
    organization = json.text("organization")
    position = json.text("position")
    url = json.link("url", "website")
    startDate = json.text("startDate")
    endDate = json.text("endDate")
    summary = json.text("summary")
    highlights = json.texts("highlights")
    if self == JSONResume.Volunteer() { return nil }
  }
}

extension JSONResume.Education {
  fileprivate init?(_ json: JSONValue) {
    self.init()
    institution = json.text("institution")
    url = json.link("url")
    area = json.text("area")
    studyType = json.text("studyType")
    startDate = json.text("startDate")
    endDate = json.text("endDate")
    score = json.text("score", "gpa")
    courses = json.texts("courses")
    if self == JSONResume.Education() { return nil }
  }
}

extension JSONResume.Award {
  fileprivate init?(_ json: JSONValue) {
    self.init()
    title = json.text("title")
    date = json.text("date")
    awarder = json.text("awarder")
    summary = json.text("summary")
    if self == JSONResume.Award() { return nil }
  }
}

extension JSONResume.Certificate {
  fileprivate init?(_ json: JSONValue) {
    self.init()
    name = json.text("name") ?? json.asText
    date = json.text("date")
    url = json.link("url")
    issuer = json.text("issuer")
    if self == JSONResume.Certificate() { return nil }
  }
}

extension JSONResume.Publication {
  fileprivate init?(_ json: JSONValue) {
    self.init()
    name = json.text("name")
    publisher = json.text("publisher")
    releaseDate = json.text("releaseDate")
    url = json.link("url", "website")
    summary = json.text("summary")
    if self == JSONResume.Publication() { return nil }
  }
}

extension JSONResume.Skill {
  fileprivate init?(_ json: JSONValue) {
    self.init()
    name = json.text("name") ?? json.asText
    level = json.text("level")
    keywords = json.texts("keywords")
    if self == JSONResume.Skill() { return nil }
  }
}

extension JSONResume.Language {
  fileprivate init?(_ json: JSONValue) {
    self.init()
    language = json.text("language", "name") ?? json.asText
    fluency = json.text("fluency", "level")
    if self == JSONResume.Language() { return nil }
  }
}

extension JSONResume.Interest {
  fileprivate init?(_ json: JSONValue) {
    self.init()
    name = json.text("name") ?? json.asText
    keywords = json.texts("keywords")
    if self == JSONResume.Interest() { return nil }
  }
}

extension JSONResume.Reference {
  fileprivate init?(_ json: JSONValue) {
    self.init()
    name = json.text("name")
    reference = json.text("reference") ?? json.asText
    if self == JSONResume.Reference() { return nil }
  }
}

extension JSONResume.Project {
  fileprivate init?(_ json: JSONValue) {
    self.init()
    name = json.text("name")
    description = json.text("description")
    startDate = json.text("startDate")
    endDate = json.text("endDate")
    url = json.link("url")
    entity = json.text("entity")
    type = json.text("type")
    highlights = json.texts("highlights")
    keywords = json.texts("keywords")
    roles = json.texts("roles")
    if self == JSONResume.Project() { return nil }
  }
}

extension JSONValue {
  /// The first of these members that holds text, a number or a truth.
  fileprivate func text(_ keys: String...) -> String? {
    for key in keys { if let text = self[key]?.asText { return text } }
    return nil
  }

  /// The same, of a URL; none that does more than lead somewhere.
  fileprivate func link(_ keys: String...) -> String? {
    for key in keys { if let url = self[key]?.asText { return Link.isHarmless(url) ? url : nil } }
    return nil
  }

  /// Without white space at its ends, and without characters that steer whatever shows them; nil where it is empty, null, a
  /// list or an object.
  fileprivate var asText: String? {
    switch self {
    case .string(let text):
      let text = text.replacingSteering(with: nil, keeping: ["\n", "\t"])
      var rest = text[...]
      while let first = rest.first, first.isWhitespace { rest.removeFirst() }
      while let last = rest.last, last.isWhitespace { rest.removeLast() }
      return rest.isEmpty ? nil : String(rest)
    case .number(let digits): return digits
    case .bool(let value): return value ? "true" : "false"
    case .null, .array, .object: return nil
    }
  }

  fileprivate func texts(_ key: String) -> [String]? {
    guard let value = self[key] else { return nil }
    let texts = (value.elements ?? [value]).compactMap { $0.asText ?? $0.text("name", "title", "description") }
    return texts.isEmpty ? nil : texts
  }

  fileprivate func list<Item>(_ key: String, _ read: (JSONValue) -> Item?) -> [Item]? {
    guard let value = self[key] else { return nil }
    let items = (value.elements ?? [value]).compactMap(read)
    return items.isEmpty ? nil : items
  }
}
