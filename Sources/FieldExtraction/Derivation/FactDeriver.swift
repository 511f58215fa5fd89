import ResumeModel

/// Derives from a resume's entries what they say together: experience, use of skills, seniority, gaps, the highest degree.
public struct FactDeriver: Sendable {
  /// Months that people need between two jobs.
  private static let ordinaryGap = 6

  public init() {}

  /// - Returns: nil for a resume without work, education or skills.
  public func derive(_ resume: ParsedResume) -> DerivedFacts? {
    guard !resume.work.isEmpty || !resume.education.isEmpty else { return nil }
    let history = History(resume)
    let spans = resume.work.compactMap(history.span)
    let title = history.latest?.position?.value
    return DerivedFacts(
      asOf: history.asOf, experienceMonths: spans.isEmpty ? nil : spans.totalMonths, skills: skills(history),
      seniority: title.map { LevelWords.standard.seniority(of: $0) },
      managementLevel: title.map { LevelWords.standard.managementLevel(of: $0) },
      gaps: history.gaps(longerThan: Self.ordinaryGap), highestDegree: highestDegree(history),
      currentEmployer: history.current?.company?.value)
  }

  private func skills(_ history: History) -> [SkillUse] {
    guard !history.resume.skills.isEmpty else { return [] }
    let jobs = history.resume.work.map { entry in
      let texts = [entry.position?.value, entry.summary?.value] + entry.highlights.map(\.value)
      return (entry: entry, text: TermFinder(texts.compactMap { $0 }.joined(separator: "\n")))
    }
    return history.resume.skills.compactMap { skill in
      let named = jobs.filter { $0.text.contains(skill.value) }.map(\.entry)
      guard !named.isEmpty else { return nil }
      return SkillUse(
        skill: skill.value, months: named.compactMap(history.span).totalMonths,
        lastUsed: named.compactMap(history.end).max())
    }
  }

  /// Of the degrees that were reached by the document's date.
  private func highestDegree(_ history: History) -> DegreeLevel? {
    let reached = history.resume.education.compactMap { entry -> DegreeLevel? in
      if entry.isCurrent { return nil }
      if let end = entry.end?.value, let asOf = history.asOf, History.isAfter(end, asOf) { return nil }
      return (entry.studyType ?? entry.area).flatMap { LevelWords.standard.degree(of: $0.value) }
    }
    return DegreeLevel.allCases.last { reached.contains($0) }
  }
}
