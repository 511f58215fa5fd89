/// What a part of a resume is about.
enum SectionKind: UInt16, CaseIterable {
  case contact = 1
  case summary, work, education, skills, languages, certificates, projects, publications, volunteering, awards,
    interests
  case references, other

  /// As the heading lexicon's groups name it.
  var name: String {
    switch self {
    case .contact: "contact"
    case .summary: "summary"
    case .work: "work"
    case .education: "education"
    case .skills: "skills"
    case .languages: "languages"
    case .certificates: "certificates"
    case .projects: "projects"
    case .publications: "publications"
    case .volunteering: "volunteering"
    case .awards: "awards"
    case .interests: "interests"
    case .references: "references"
    case .other: "other"
    }
  }
}

extension SectionKind {
  /// Which of two kinds a heading of several words means: the greater one.
  var particularity: Int {
    switch self {
    case .volunteering: 9
    case .projects: 8
    case .publications, .awards, .references: 7
    case .certificates: 6
    case .languages: 5
    case .interests: 4
    case .education: 3
    case .work: 2
    default: 1
    }
  }
}

/// A line, or what is left of it behind an inline heading.
struct SectionLine {
  /// Into the extraction's lines.
  var line: Int
  var range: Range<Int>
}

/// A stretch of lines under one heading, in the order in which they are read.
struct Section {
  var kind: SectionKind
  /// The heading's own line; nil for what stands before the first.
  var heading: Int?
  var lines: [SectionLine]
}
