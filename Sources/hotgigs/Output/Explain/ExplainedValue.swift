import ResumeModel

/// One value of a reading, as the page shows it.
struct ExplainedValue {
  /// How sure the parser is, in three grades that have a colour each.
  enum Grade: String {
    case sure, fair, doubtful

    init(_ confidence: Double) {
      self = confidence >= 0.85 ? .sure : confidence >= 0.6 ? .fair : .doubtful
    }
  }

  /// `v1`, `v2` …, unique on the page.
  var id: String
  /// What it is: "employer".
  var label: String
  var text: String
  /// 0…1.
  var confidence: Double
  var evidence: [Evidence]

  var grade: Grade { Grade(confidence) }

  /// "97 %".
  var percent: String { "\(Int((min(max(confidence, 0), 1) * 100).rounded())) %" }
}

/// Values that belong together: the person, one job, the skills.
struct ExplainedGroup {
  enum Kind: String {
    case person, work, education, skills, languages, certificates
  }

  var kind: Kind
  /// "Work 2".
  var title: String
  var values: [ExplainedValue]

  /// A box around all of it is drawn: one job, one school.
  var isEntry: Bool { kind == .work || kind == .education }
}

/// All of a reading's values in the order in which a person reviews them.
struct ExplainedReading {
  private(set) var groups: [ExplainedGroup] = []
  private var count = 0

  var values: [ExplainedValue] { groups.flatMap(\.values) }

  /// Which entry a line belongs to, by its index: the first that was read from it. An employer named once over several
  /// positions is evidence of each.
  var entriesByLine: [Int: ExplainedGroup] {
    var entries: [Int: ExplainedGroup] = [:]
    for group in groups where group.isEntry {
      for evidence in group.values.flatMap(\.evidence) where entries[evidence.line] == nil {
        entries[evidence.line] = group
      }
    }
    return entries
  }

  init(_ resume: ParsedResume) {
    group(.person, "Person", person(resume))
    for (index, entry) in resume.work.enumerated() { group(.work, "Work \(index + 1)", values(of: entry)) }
    for (index, entry) in resume.education.enumerated() {
      group(.education, "Education \(index + 1)", values(of: entry))
    }
    group(.skills, "Skills", resume.skills.map { value("skill", $0) { $0 } })
    group(
      .languages, "Languages",
      resume.languages.flatMap { entry in
        [value("language", entry.language) { $0 }] + [entry.fluency.map { value("level", $0) { $0 } }].compactMap { $0 }
      })
    group(
      .certificates, "Certificates",
      resume.certificates.flatMap { entry in
        [value("certificate", entry.name) { $0 }]
          + [
            entry.issuer.map { value("issuer", $0) { $0 } }, entry.date.map { value("date", $0, \.description) },
          ].compactMap { $0 }
      })
  }

  private mutating func group(_ kind: ExplainedGroup.Kind, _ title: String, _ values: [ExplainedValue]) {
    guard !values.isEmpty else { return }
    var numbered = values
    for index in numbered.indices {
      count += 1
      numbered[index].id = "v\(count)"
    }
    groups.append(ExplainedGroup(kind: kind, title: title, values: numbered))
  }

  private func person(_ resume: ParsedResume) -> [ExplainedValue] {
    [resume.name.map { value("name", $0) { $0 } }, resume.label.map { value("headline", $0) { $0 } }].compactMap { $0 }
      + resume.emails.map { value("e-mail", $0) { $0 } } + resume.phones.map { value("phone", $0, \.text) }
      + [resume.location.map { value("location", $0, \.text) }].compactMap { $0 }
      + resume.links.map { value($0.value.kind.rawValue, $0, \.url) }
      + [resume.summary.map { value("summary", $0) { $0 } }].compactMap { $0 }
  }

  private func values(of entry: WorkEntry) -> [ExplainedValue] {
    [
      entry.position.map { value("position", $0) { $0 } }, entry.company.map { value("employer", $0) { $0 } },
      entry.location.map { value("place", $0) { $0 } }, entry.start.map { value("start", $0, \.description) },
      entry.end.map { value("end", $0, \.description) },
      // What goes on has no end of its own: the words that say so stand with the start.
      entry.isCurrent && entry.end == nil ? entry.start.map { value("end", $0) { _ in "present" } } : nil,
      entry.summary.map { value("text", $0) { $0 } },
    ].compactMap { $0 } + entry.highlights.map { value("duty", $0) { $0 } }
  }

  private func values(of entry: EducationEntry) -> [ExplainedValue] {
    [
      entry.institution.map { value("institution", $0) { $0 } }, entry.studyType.map { value("degree", $0) { $0 } },
      entry.area.map { value("subject", $0) { $0 } }, entry.location.map { value("place", $0) { $0 } },
      entry.start.map { value("start", $0, \.description) }, entry.end.map { value("end", $0, \.description) },
      entry.score.map { value("grade", $0) { $0 } },
    ].compactMap { $0 } + entry.highlights.map { value("note", $0) { $0 } }
  }

  private func value<Value>(
    _ label: String, _ extracted: Extracted<Value>, _ text: (Value) -> String
  ) -> ExplainedValue {
    ExplainedValue(
      id: "", label: label, text: text(extracted.value), confidence: extracted.confidence,
      evidence: extracted.evidence)
  }
}
