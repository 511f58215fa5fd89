import ResumeModel

extension JSONResume {
  /// A candidate in the open format. Elements of lists that another program wrote are read as leniently as a document's.
  public init(_ candidate: ExportedCandidate) {
    var sections: [String: JSONValue] = [:]
    sections["work"] = candidate.experience
    sections["education"] = candidate.education?.namingCourses
    sections["certificates"] = candidate.certifications
    sections["skills"] = candidate.skills
    sections["languages"] = candidate.languages
    // Nil where there is no content in any of them.
    self = JSONResume(.object(sections)) ?? JSONResume()
    schema = Self.schemaURL
    basics = Basics(candidate)
    if let changed = candidate.summary.updatedAt {
      var about = Meta()
      about.lastModified = changed
      meta = about
    }
  }
}

extension JSONResume.Basics {
  fileprivate init(_ candidate: ExportedCandidate) {
    self.init()
    // The address stands in for a name that is not known.
    name = candidate.summary.fullName == candidate.summary.email ? nil : candidate.summary.fullName
    label = candidate.summary.title
    email = candidate.summary.email
    phone = candidate.summary.phone
    summary = candidate.about
    url = candidate.portfolioURL
    if let place = candidate.summary.location {
      // One text where the schema has parts, as it is read.
      location = JSONResume.Location()
      location?.city = place
    }
    let found = [candidate.linkedInURL, candidate.gitHubURL].compactMap { $0 }.map(Link.init(url:)).map { link in
      var profile = JSONResume.Profile()
      profile.network = link.kind.rawValue
      profile.username = link.userName
      profile.url = link.url
      return profile
    }
    profiles = found.isEmpty ? nil : found
  }
}

extension JSONValue {
  /// Elements of `candidates.education` with their highlights under the name that the schema has for them.
  fileprivate var namingCourses: JSONValue {
    guard let elements else { return self }
    return .array(
      elements.map { element in
        guard case .object(var members) = element, members["courses"] == nil else { return element }
        members["courses"] = members.removeValue(forKey: "highlights")
        return .object(members)
      })
  }
}
