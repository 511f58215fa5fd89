import ArgumentParser
import CandidateStore
import CommandKit
import Ingest

/// A command on one sync's row.
protocol SyncChange: DriveCommand {
  var id: Int { get }

  /// Nil where there is no such sync that the acting user may see.
  func change(in store: CandidateStore, as user: User) async throws -> DriveSync?
  /// What a person is told.
  func report(_ sync: DriveSync) -> String
}

extension SyncChange {
  func act(in workspace: Workspace, as user: User) async throws {
    guard let sync = try await change(in: workspace.store, as: user) else { throw CommandFailure.unknownSync(id) }
    if global.json { return Terminal.print(try JSON.line(sync)) }
    if !global.quiet {
      Terminal.print("sync \(sync.id): \(sync.folderName ?? sync.folderID): \(report(sync))".singleLine)
    }
  }
}

extension HotgigsDrive {
  struct Pause: SyncChange {
    static let configuration = CommandConfiguration(
      abstract: "Let a folder be; what it knows stays.",
      discussion: """
        One that is running ends first.

        EXAMPLES
          hotgigs drive pause 1
        """)

    @Argument(help: "The sync's number.") var id: Int
    @OptionGroup var global: GlobalOptions

    func change(in store: CandidateStore, as user: User) async throws -> DriveSync? {
      try await store.setDriveSync(id, isPaused: true, actingUser: user.id)
    }

    func report(_ sync: DriveSync) -> String { "paused" }
  }

  struct Resume: SyncChange {
    static let configuration = CommandConfiguration(
      abstract: "Go on with a folder that was paused, or that needed a person.",
      discussion: """
        With a schedule it is due at once.

        EXAMPLES
          hotgigs drive resume 1
        """)

    @Argument(help: "The sync's number.") var id: Int
    @OptionGroup var global: GlobalOptions

    func change(in store: CandidateStore, as user: User) async throws -> DriveSync? {
      try await store.setDriveSync(id, isPaused: false, actingUser: user.id)
    }

    func report(_ sync: DriveSync) -> String {
      sync.frequency == .manual ? "goes on when it is asked for: hotgigs drive sync \(sync.id)" : "due now"
    }
  }

  struct Remove: SyncChange {
    static let configuration = CommandConfiguration(
      abstract: "Forget a folder; the candidates that came out of it stay.",
      discussion: """
        Added again, it is looked through as a whole, and what was taken in is known.

        EXAMPLES
          hotgigs drive remove 1
        """)

    @Argument(help: "The sync's number.") var id: Int
    @OptionGroup var global: GlobalOptions

    func change(in store: CandidateStore, as user: User) async throws -> DriveSync? {
      try await store.removeDriveSync(id, actingUser: user.id)
    }

    func report(_ sync: DriveSync) -> String { "removed; its candidates stay" }
  }
}
