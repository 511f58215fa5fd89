import ArgumentParser
import CandidateStore
import CommandKit
import Ingest
import ResumeModel

/// `hotgigs candidates subject`: what a person may ask for who wants to know what is held on them.
struct CandidatesSubject: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "subject", abstract: "All that is held on a person, over all recruiters (an admin's right).",
    discussion: """
      Rows of every table that hold the person or name them: candidates, documents with their text, failed ones too, where \
      files were seen, activity, notes, tags, shares, applications, logs. It is what hotgigs candidates erase --everywhere \
      removes: afterwards nothing is found, which ends with 66. That it was asked for is audited.

      --output makes a folder with subject.json and the documents as they came, readable for you alone. Words of others \
      (a note on somebody else, a referee in a document) are found by hotgigs candidates search.

      EXAMPLES
        hotgigs candidates subject jane@example.com
        hotgigs candidates subject jane@example.com --json | jq .data.candidate_notes
        hotgigs candidates subject jane@example.com --output jane/
      """)

  @Argument(help: "The person's e-mail address.") var email: String
  @Option(help: "A new folder for all of it, with the documents.", completion: .directory) var output: String?
  @OptionGroup var global: GlobalOptions

  func run(in workspace: Workspace, as user: User) async throws {
    guard let address = EmailAddress(email) else { throw CommandFailure(.usage, "\(email) is no e-mail address") }
    let data = try await workspace.store.personalData(on: address, actingUser: user)
    for erasure in data.erasures {
      Terminal.note("erased before: of erasure \(erasure) keyed hashes are left, which name nobody")
    }
    guard !data.isEmpty else { throw CommandFailure(.noInput, "nothing is held on \(address.address)") }
    if let output {
      let absent = try await SubjectFolder(path: output).write(data, from: workspace.content)
      for id in absent { Terminal.warning("the bytes of resume \(id) are gone from the content store") }
      if !global.quiet, !global.json { Terminal.note("written to \(output)") }
    }
    if global.json { return Terminal.print(data.json.text) }
    if global.quiet, output != nil { return }
    for table in data.tables {
      Terminal.print("\(table.name) (\(table.rows.count))")
      for row in table.rows { Terminal.print("  \(row.summary.singleLine)") }
    }
  }
}
