/// What follows from a resume's entries. Judged at the document's own date, never today's, so that the same document always
/// says the same.
public struct DerivedFacts: Hashable, Sendable, Codable {
  /// What "present" means; nil where neither the document nor its history has a date.
  public var asOf: PartialDate?
  /// Months at work, overlaps counted once; nil where no job has both its ends.
  public var experienceMonths: Int?
  /// Of the skills that the history mentions, in the order of the skills.
  public var skills: [SkillUse]
  /// Of the latest position; nil without one.
  public var seniority: Seniority?
  public var managementLevel: ManagementLevel?
  /// More than half a year without work or education, the earliest first.
  public var gaps: [EmploymentGap]
  public var highestDegree: DegreeLevel?
  public var currentEmployer: String?

  public init(
    asOf: PartialDate? = nil, experienceMonths: Int? = nil, skills: [SkillUse] = [], seniority: Seniority? = nil,
    managementLevel: ManagementLevel? = nil, gaps: [EmploymentGap] = [], highestDegree: DegreeLevel? = nil,
    currentEmployer: String? = nil
  ) {
    self.asOf = asOf
    self.experienceMonths = experienceMonths
    self.skills = skills
    self.seniority = seniority
    self.managementLevel = managementLevel
    self.gaps = gaps
    self.highestDegree = highestDegree
    self.currentEmployer = currentEmployer
  }
}

/// How long a skill was used at work, by the jobs whose descriptions name it.
public struct SkillUse: Hashable, Sendable, Codable {
  public var skill: String
  /// Overlaps counted once; 0 where the jobs that name it have no dates.
  public var months: Int
  /// The end of the latest of those jobs.
  public var lastUsed: PartialDate?

  public init(skill: String, months: Int, lastUsed: PartialDate? = nil) {
    self.skill = skill
    self.months = months
    self.lastUsed = lastUsed
  }
}

/// A time between two jobs in which neither work nor education is told of.
public struct EmploymentGap: Hashable, Sendable, Codable {
  /// Its first and its last month.
  public var start, end: PartialDate
  public var months: Int

  public init(start: PartialDate, end: PartialDate, months: Int) {
    self.start = start
    self.end = end
    self.months = months
  }
}

/// How senior a position is, by the words of its title; ``mid`` where they say nothing.
public enum Seniority: String, Hashable, Sendable, Codable, CaseIterable {
  case intern, junior, mid, senior, lead, manager, director, executive
}

/// How far a position leads others, by the words of its title.
public enum ManagementLevel: String, Hashable, Sendable, Codable, CaseIterable {
  case none
  /// Leads a team or a shift.
  case lead
  case manager, director, executive
}

/// A degree's level, from the lowest.
public enum DegreeLevel: String, Hashable, Sendable, Codable, CaseIterable {
  /// A school-leaving certificate.
  case school
  /// An apprenticeship or another vocational qualification.
  case vocational
  /// Two years of college.
  case associate
  case bachelor, master, doctorate
}
