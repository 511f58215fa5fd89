/// Labels in front of an entry's fields, as forms have them: "Employer: …", "Funktion: …".
struct EntryLabels {
  enum Role: UInt16 {
    case company = 1
    case position, location, date, institution, study, area
    /// Of the text under the entry: "Responsibilities".
    case duties
    case ignored
    /// Of a certificate: "Issued by".
    case issuer
  }

  private var roles: [(role: Role, words: Lexicon)] = []

  static let standard = EntryLabels(ResourceFile("labels.txt"))

  init(_ file: ResourceFile) {
    for group in file.groups {
      guard let role = Self.role(named: group.name) else { continue }
      var words = Lexicon()
      for phrase in group.phrases { words.insert(phrase, role.rawValue) }
      roles.append((role, words))
    }
  }

  private static func role(named name: String) -> Role? {
    switch name {
    case "company": .company
    case "position": .position
    case "location": .location
    case "date": .date
    case "institution": .institution
    case "study": .study
    case "area": .area
    case "duties": .duties
    case "ignored": .ignored
    case "issuer": .issuer
    default: nil
    }
  }

  /// What the whole range labels; a word may have several roles ("Qualifica", "Grad"): the first that is asked for.
  func role(of line: TextLine, _ range: Range<Int>, among wanted: [Role] = work) -> Role? {
    for role in wanted {
      guard let words = roles.first(where: { $0.role == role })?.words else { continue }
      if words.value(of: line, in: range) != nil { return role }
    }
    return nil
  }

  /// "Diploma: Marketing" is a degree and its subject, "Diploma: BA Marketing" a label and a degree.
  static func isDegree(_ line: TextLine, _ label: Range<Int>, before value: Range<Int>, _ role: Role) -> Bool {
    role == .study && Gazetteer.standard.degree(line, label) != nil && Gazetteer.standard.degree(line, value) == nil
  }

  static let work: [Role] = [.company, .position, .location, .date, .duties, .ignored, .institution, .study, .area]
  static let education: [Role] = [
    .institution, .study, .area, .location, .date, .duties, .ignored, .company, .position,
  ]
}
