import ArgumentParser
import CommandKit

/// `hotgigs-drive`, which `hotgigs drive` runs: folders of Google Drive that keep themselves imported.
@main
struct HotgigsDrive: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hotgigs-drive",
    abstract: "Google Drive folders that keep themselves imported.",
    discussion: """
      What lies in a folder becomes candidates of one recruiter, and later what is new or changed there. Google Docs are taken as \
      DOCX. Nothing in Drive is touched. Syncs with a schedule are run by `hotgigs watch`.

      EXAMPLES
        hotgigs drive add https://drive.google.com/drive/folders/1AbC… --credentials key.json --every daily
        hotgigs drive list
        hotgigs drive sync 1                     now, whatever the schedule says
        hotgigs drive pause 1

      The folder is shared with the service account's address, as with any person; reading is enough.
      """,
    version: Version.current,
    subcommands: [Add.self, List.self, Sync.self, Pause.self, Resume.self, Remove.self])

  static func main() async {
    await CommandRunner.run(Self.self)
  }
}
