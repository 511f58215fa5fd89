import CandidateStore
import CommandKit

/// Candidates as a list shows them.
enum CandidateTable {
  static func print(_ candidates: [CandidateSummary], asJSON: Bool) throws {
    if asJSON { return try Terminal.printLines(candidates) }
    var table = Table("id", "name", "title", "e-mail", "phone", "location")
    for candidate in candidates {
      table.add(
        String(candidate.id), candidate.fullName, candidate.title ?? "", candidate.email, candidate.phone ?? "",
        candidate.location ?? "")
    }
    table.print()
  }
}
