import ArgumentParser
import CandidateStore
import CommandKit
import Ingest
import ResumeModel

/// `hotgigs candidates export`: the people, for other programs.
struct CandidatesExport: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write candidates as CSV, JSON or JSON Resume, by number.",
    discussion: """
      csv: a spreadsheet with a heading; every value on its line, lists as text, and nothing that a spreadsheet would run as a \
      formula. json: one object a line with the columns of the database. json-resume: one JSON Resume a line. Without a \
      filter it is everybody whom you may see. A file is whole or not there, replaces one of its name, and is readable for \
      you alone. Each candidate's history says who exported it.

      EXAMPLES
        hotgigs candidates export --output people.csv
        hotgigs candidates export --format json-resume --tag shortlist > shortlist.jsonl
        hotgigs candidates export "swift berlin" --min-years 5 --format json --output -
      """)

  @Argument(help: "Only those with these words, as `candidates search` takes them.") var query: [String] = []
  @Option(help: "csv, json or json-resume.") var format: Format?
  @Option(name: [.short, .long], help: "Write to this file; - for standard output.", completion: .file())
  var output: String?
  @OptionGroup var filter: CandidateFilterOptions
  @OptionGroup var global: GlobalOptions

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case csv, json
    case jsonResume = "json-resume"
  }

  func validate() throws {
    if global.json, let format, format == .csv {
      throw ValidationError("--json goes with --format json or json-resume")
    }
  }

  func run(in workspace: Workspace, as user: User) async throws {
    let criteria = filter.criteria(query: query.joined(separator: " "))
    let format = format ?? (global.json ? .json : .csv)
    let file = try OutputFile.open(output)
    try await workspace.store.recordExport(
      as: format.rawValue, isFiltered: !criteria.isEmpty, actingUser: user.id)
    if format == .csv { try file.write(Array(CSV.line(CandidateCSV.columns).utf8)) }
    var (count, last) = (0, 0)
    while true {
      let page = try await workspace.store.exportCandidates(
        matching: criteria, as: format.rawValue, actingUser: user.id, after: last)
      guard let end = page.last else { break }
      var lines: [UInt8] = []
      for candidate in page { lines += try Self.line(candidate, format) }
      try file.write(lines)
      last = end.summary.id
      count += page.count
    }
    try file.finish()
    if let output, output != "-", !global.quiet, !global.json {
      Terminal.note("\(count) \(count == 1 ? "candidate" : "candidates") exported to \(output)")
    }
  }

  private static func line(_ candidate: ExportedCandidate, _ format: Format) throws -> [UInt8] {
    switch format {
    case .csv: Array(CSV.line(CandidateCSV.cells(candidate)).utf8)
    case .json: try CanonicalJSON.encode(candidate) + [0x0A]
    case .jsonResume: try CanonicalJSON.encode(JSONResume(candidate)) + [0x0A]
    }
  }
}
