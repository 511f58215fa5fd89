import ArgumentParser
import CandidateStore
import CommandKit
import Ingest
import ResumeModel

/// `hotgigs resumes`: the documents, and what became of each.
struct ResumesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resumes", abstract: "Documents taken in: status, and why one failed.",
    subcommands: [List.self, Show.self, ResumesFile.self, ResumesExport.self])

  struct List: DatabaseCommand {
    static let configuration = CommandConfiguration(
      abstract: "Resumes, newest first.",
      discussion: """
        EXAMPLES
          hotgigs resumes list --status failed
          hotgigs resumes list --error missing_email --json
        """)

    @Option(help: "pending, processing, completed or failed.") var status: ResumeStatus?
    @Option(help: "Failures with this code.") var error: ErrorCode?
    @Option(help: "How many.") var limit = 100
    @Option(help: "Only those before this number: the last of the page before.") var before: Int?
    @Option(help: "Only those that this run saw.") var run: Int?
    @OptionGroup var global: GlobalOptions

    func run(in workspace: Workspace, as user: User) async throws {
      let resumes = try await workspace.store.resumes(
        actingUser: user.id, status: status, error: error, run: run, limit: limit, before: before)
      if global.json { return try Terminal.printLines(resumes) }
      var table = Table("id", "status", "file", "candidate", "code", "message")
      for resume in resumes {
        table.add(
          String(resume.id), resume.status.rawValue, resume.filename, resume.candidateID.map(String.init) ?? "",
          resume.errorCode?.rawValue ?? "", resume.errorMessage ?? "")
      }
      table.print()
    }
  }

  struct Show: DatabaseCommand {
    static let configuration = CommandConfiguration(abstract: "One resume: where it came from, what was read.")

    @Argument(help: "The resume's number.") var id: Int
    @OptionGroup var global: GlobalOptions

    func run(in workspace: Workspace, as user: User) async throws {
      guard let resume = try await workspace.store.resume(id, actingUser: user.id) else {
        throw CommandFailure(.noInput, "no resume \(id); see hotgigs resumes list")
      }
      Terminal.print(try JSON.text(resume, pretty: !global.json))
    }
  }
}

extension ResumeStatus: ExpressibleByArgument {}

extension ErrorCode: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(rawValue: argument)
    guard ErrorCode.all.contains(self) else { return nil }
  }

  public static var allValueStrings: [String] { all.map(\.rawValue) }
}
