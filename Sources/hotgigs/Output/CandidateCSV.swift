import CandidateStore
import ResumeModel

/// Candidates as a spreadsheet shows them: one a line, and every value on its line.
enum CandidateCSV {
  static let columns = [
    "id", "full_name", "email", "phone", "location", "title", "summary", "skills", "experience", "education",
    "certifications", "languages", "linkedin_url", "github_url", "portfolio_url", "tags", "source",
    "experience_months", "needs_review", "recruiter_id", "created_at", "updated_at",
    "further_emails",
  ]

  static func cells(_ candidate: ExportedCandidate) -> [String] {
    let summary = candidate.summary
    let cells: [String?] = [
      String(summary.id), summary.fullName, summary.email, summary.phone, summary.location, summary.title,
      candidate.about, joined(candidate.skills), joined(candidate.experience), joined(candidate.education),
      joined(candidate.certifications), joined(candidate.languages), candidate.linkedInURL, candidate.gitHubURL,
      candidate.portfolioURL, candidate.tags.joined(separator: "; "), summary.source,
      summary.experienceMonths.map(String.init), summary.needsReview ? "true" : "false",
      summary.recruiterID.map(String.init), summary.createdAt, summary.updatedAt,
      candidate.furtherAddresses.joined(separator: "; "),
    ]
    return cells.map { oneLine($0 ?? "") }
  }

  /// Line ends of every kind, tabs and other control characters are blanks. None stands at the beginning: behind blanks,
  /// too, some programs take "=" for a formula's.
  static func oneLine(_ text: String) -> String {
    let blanks = String.UnicodeScalarView(
      text.unicodeScalars.map { scalar in
        scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}" ? " " : scalar
      })
    return String(String(blanks).drop { $0.isWhitespace })
  }

  // MARK: Lists

  private static func joined(_ list: JSONValue?) -> String? {
    list.map { ($0.elements ?? [$0]).compactMap(element).joined(separator: "; ") }
  }

  /// "Engineer, Acme, Porto (2020-03 – present)", "English: fluent"; nil for one that says nothing.
  private static func element(_ element: JSONValue) -> String? {
    if let text = element.plainText { return text }
    if let language = element["language"]?.plainText {
      return [language, element["fluency"]?.plainText].compactMap { $0 }.joined(separator: ": ")
    }
    let names = ["position", "name", "studyType", "area", "institution", "issuer", "location"]
      .compactMap { element[$0]?.plainText }
    let start = (element["startDate"] ?? element["date"])?.plainText
    let end = element["endDate"]?.plainText ?? (element["current"] == .bool(true) ? "present" : nil)
    let dates = [start, end].compactMap { $0 }.joined(separator: " – ")
    let text = names.joined(separator: ", ") + (dates.isEmpty ? "" : " (\(dates))")
    return text.isEmpty ? nil : text
  }
}

extension JSONValue {
  /// Of a text or a number.
  fileprivate var plainText: String? {
    switch self {
    case .string(let text): text.isEmpty ? nil : text
    case .number(let digits): digits
    case .null, .bool, .array, .object: nil
    }
  }
}
