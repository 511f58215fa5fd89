import ArgumentParser
import CandidateStore
import CommandKit
import Ingest

extension HotgigsDrive {
  struct List: DriveCommand {
    static let configuration = CommandConfiguration(
      abstract: "The folders, and how their syncs went.",
      discussion: """
        EXAMPLES
          hotgigs drive list
          hotgigs drive list --json
        """)

    @OptionGroup var global: GlobalOptions

    func act(in workspace: Workspace, as user: User) async throws {
      let syncs = try await workspace.store.driveSyncs(actingUser: user.id)
      if global.json { return try Terminal.printLines(syncs) }
      var table = Table("id", "folder", "for", "every", "status", "files", "last", "next")
      for sync in syncs {
        table.add(
          String(sync.id), sync.folderName ?? sync.folderID, sync.recruiterEmail ?? "", sync.frequency.rawValue,
          sync.leasedBy == nil ? sync.status.rawValue : "running", String(sync.filesSynced), sync.lastSyncAt ?? "never",
          sync.status == .paused ? "" : sync.nextSyncAt ?? "")
      }
      table.print()
      for sync in syncs {
        if let message = sync.errorMessage { Terminal.print("\(sync.id): \(message)".singleLine) }
        if sync.openFiles > 0 {
          Terminal.print("\(sync.id): \(sync.openFiles) files are asked for again by the next sync")
        }
      }
    }
  }
}
