import ArgumentParser
import CommandKit
import Ingest

/// `hotgigs`: the command line.
@main
struct Hotgigs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hotgigs",
    abstract: "Resumes in, clean and deduplicated candidates in PostgreSQL out.",
    discussion: """
      EXAMPLES
        hotgigs parse cv.pdf                     what is in one resume, as JSON Resume
        hotgigs ingest ~/Downloads/applications  a folder of resumes becomes candidates
        hotgigs watch                            what is dropped into a folder becomes a candidate
        hotgigs candidates search "java berlin"  find people
        hotgigs resumes list --status failed     what failed, and why
        hotgigs reprocess --failed               try those again

      Without DATABASE_URL a private PostgreSQL is kept in the data directory ($HOTGIGS_HOME).
      """,
    version: Version.current,
    subcommands: [
      Parse.self, Explain.self, IngestCommand.self, WatchCommand.self, WorkerCommand.self, RunsCommand.self,
      ResumesCommand.self,
      Reprocess.self, DriveCommand.self,
      CandidatesCommand.self, ApplicationsCommand.self,
      UsersCommand.self, StatusCommand.self, DatabaseAdministration.self, ConfigCommand.self, LogsCommand.self,
    ])

  static func main() async {
    await CommandRunner.run(Self.self)
  }
}
