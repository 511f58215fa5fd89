import CandidateStore
import CommandKit
import ResumeModel

/// A candidate for a person to read.
enum CandidateText {
  static func lines(_ candidate: CandidateDetail) -> [String] {
    (profile(candidate) + lists(candidate) + work(candidate) + history(candidate)).map(\.singleLine)
  }

  // MARK: Profile

  private static func profile(_ candidate: CandidateDetail) -> [String] {
    let summary = candidate.summary
    var lines = ["candidate \(summary.id): \(summary.fullName)" + mark("full_name", in: candidate)]
    func add(_ label: String, _ value: String?, _ column: String? = nil) {
      guard let value = value ?? column.flatMap({ candidate.editedFields.contains($0) ? "none" : nil }) else { return }
      lines.append("  \(padded(label))\(value)" + (column.map { mark($0, in: candidate) } ?? ""))
    }
    add("title", summary.title, "title")
    add("e-mail", summary.email, "email")
    add("also", joined(candidate.furtherAddresses))
    add("phone", summary.phone, "phone")
    add("location", summary.location, "location")
    add("LinkedIn", candidate.linkedInURL, "linkedin_url")
    add("GitHub", candidate.gitHubURL, "github_url")
    add("portfolio", candidate.portfolioURL, "portfolio_url")
    add("experience", summary.experienceMonths.map(years))
    add("skills", joined(candidate.skills), "skills")
    add(
      "languages",
      joined(candidate.languages.map { [$0.language, $0.fluency].compactMap { $0 }.joined(separator: ": ") }),
      "languages")
    add("recruiter", summary.recruiterID.map { "#\($0)" })
    add("came in by", summary.source)
    add("since", summary.createdAt)
    add("changed", summary.updatedAt)
    add("tags", joined(candidate.tags))
    if summary.needsReview {
      add("review", "needed; checked: hotgigs candidates edit \(summary.id) --reviewed")
    }
    if let about = candidate.about {
      lines += ["", "summary" + mark("summary", in: candidate)] + about.split(separator: "\n").map { "  \($0)" }
    }
    return lines
  }

  private static func lists(_ candidate: CandidateDetail) -> [String] {
    section(
      "experience" + mark("experience", in: candidate),
      candidate.experience.flatMap { entry in
        [
          dated(entry.startDate, entry.endDate, entry.current, [entry.position, entry.name, entry.location]),
          entry.summary.map { "    \($0)" },
        ].compactMap { $0 } + (entry.highlights ?? []).map { "    - \($0)" }
      })
      + section(
        "education" + mark("education", in: candidate),
        candidate.education.map { entry in
          dated(entry.startDate, entry.endDate, entry.current, [entry.studyType, entry.area, entry.institution])
        })
      + section(
        "certifications" + mark("certifications", in: candidate),
        candidate.certifications.map { dated(nil, $0.date, nil, [$0.name, $0.issuer]) })
  }

  // MARK: What people did

  private static func work(_ candidate: CandidateDetail) -> [String] {
    section(
      "notes",
      candidate.notes.flatMap { note in
        ["\(note.at ?? "") \(note.author ?? "")"] + note.note.split(separator: "\n").map { "    \($0)" }
      })
      + section(
        "shared with",
        candidate.shares.map { "\($0.email ?? "recruiter #\($0.recruiterID)"), \($0.permission.rawValue)" })
      + section(
        "resumes",
        candidate.resumes.map { document in
          [
            "#\(document.id) \(document.filename)", document.documentDate.map { "of \($0)" }, document.status.rawValue,
            document.needsReview ? "needs review" : nil,
          ].compactMap { $0 }.joined(separator: ", ")
        })
      + section(
        "possibly the same person",
        candidate.possibleDuplicates.map { "candidate \($0.candidateID): \(DuplicateReason.text($0.reason))" })
  }

  private static func history(_ candidate: CandidateDetail) -> [String] {
    section(
      "history",
      candidate.activity.flatMap { activity in
        [
          "\(activity.at ?? "") \(activity.actor ?? activity.userID.map { "user #\($0)" } ?? "nobody"): "
            + (activity.description ?? activity.action)
        ] + activity.changes.map { "    \(ChangeText.of($0))" }
      })
  }

  // MARK: Lines

  /// Nothing where there are no lines.
  private static func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", title] + lines.map { $0.hasPrefix("    ") ? $0 : "  \($0)" }
  }

  private static func mark(_ column: String, in candidate: CandidateDetail) -> String {
    candidate.editedFields.contains(column) ? "  (edited)" : ""
  }

  private static func padded(_ label: String) -> String {
    label + String(repeating: " ", count: max(1, 12 - label.count))
  }

  private static func joined(_ values: [String]) -> String? {
    values.isEmpty ? nil : values.joined(separator: ", ")
  }

  private static func years(_ months: Int) -> String {
    months < 12 ? "\(months) months" : "\(months / 12) years, \(months % 12) months"
  }

  private static func dated(
    _ start: PartialDate?, _ end: PartialDate?, _ isCurrent: Bool?, _ parts: [String?]
  ) -> String {
    let dates = [start?.description, end?.description ?? (isCurrent == true ? "present" : nil)].compactMap { $0 }
    return (dates.isEmpty ? "" : dates.joined(separator: " – ") + "  ")
      + parts.compactMap { $0 }.joined(separator: ", ")
  }
}

/// Why two candidates may be one person, in words.
enum DuplicateReason {
  static func text(_ reason: String) -> String {
    switch reason {
    case "phone": "the same phone number"
    case "linkedin": "the same LinkedIn profile"
    case "name_employer": "the same name and employer"
    default: reason
    }
  }
}
