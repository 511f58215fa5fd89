import ArgumentParser
import CandidateStore
import CommandKit
import FoundationEssentials
import Ingest

/// `hotgigs candidates note`: what a person wants to remember.
struct CandidatesNote: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: "Add a note to a candidate.",
    discussion: """
      EXAMPLES
        hotgigs candidates note 7 "Called on Monday, starts in March"
        hotgigs candidates note 7 --file interview.txt
        pbpaste | hotgigs candidates note 7 --file -
      """)

  @Argument(help: "The candidate's number.") var id: Int
  @Argument(help: "The note.") var text: [String] = []
  @Option(help: "A file that holds the note; - for standard input.", completion: .file()) var file: String?
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if text.isEmpty == (file == nil) { throw ValidationError("give the note as text, or with --file FILE") }
  }

  func run(in workspace: Workspace, as user: User) async throws {
    let note = try await workspace.store.addNote(try words(), to: id, actingUser: user.id)
    Terminal.print(global.json ? try JSON.line(note) : "candidate \(id): note \(note.id) added")
  }

  private func words() throws -> String {
    guard let file else { return text.joined(separator: " ") }
    if file == "-" {
      var words = ""
      while let line = readLine(strippingNewline: false) { words += line }
      return words
    }
    guard let data = FileManager.default.contents(atPath: file) else {
      throw CommandFailure(.noInput, "can't read the note from \(file)")
    }
    guard let words = String(data: data, encoding: .utf8) else {
      throw CommandFailure(.dataError, "\(file) is no text in UTF-8")
    }
    return words
  }
}
