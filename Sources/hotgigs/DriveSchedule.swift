import CandidateStore
import CommandKit
import Glibc
import Ingest

/// Runs what is due of the Google Drive folders, in a process of its own, beside a watch.
struct DriveSchedule: Sendable {
  let store: CandidateStore
  let user: User
  /// Of the program.
  private let arguments: [String]
  /// Only what is due now.
  private let isOnce: Bool

  /// - Parameter global: what this command was given, for the program, too.
  init(store: CandidateStore, user: User, global: GlobalOptions, isOnce: Bool) {
    self.store = store
    self.user = user
    self.isOnce = isOnce
    var arguments = ["sync", "--due"]
    if let path = global.settingsPath { arguments += ["--config", path] }
    if let name = global.actingUser { arguments += ["--as", name] }
    if global.json { arguments.append("--json") }
    if global.quiet { arguments.append("--quiet") }
    self.arguments = arguments
  }

  /// How often the database is asked what is due: one query.
  private static let interval = Duration.seconds(60)
  /// How long a sync may take to end in order; what it has begun goes on with the next.
  private static let grace = Duration.seconds(8)
  private static let step = Duration.milliseconds(100)

  /// Runs `body`, and what is due meanwhile; once, also waits for that.
  func beside(_ body: @escaping @Sendable () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await body() }
      if isOnce {
        group.addTask { await runDue() }
        while try await group.next() != nil {}
      } else {
        group.addTask {
          while !Task.isCancelled {
            await runDue()
            try? await Task.sleep(for: Self.interval)
          }
        }
        try await group.next()
        group.cancelAll()
      }
    }
  }

  /// A database that is away is asked again the next time.
  private func runDue() async {
    guard let due = try? await store.dueDriveSyncs(actingUser: user.id), !due.isEmpty else { return }
    guard let process = DriveProgram.start(with: arguments) else { return Terminal.warning(DriveProgram.absence) }
    var isAsked: ContinuousClock.Instant?
    var status: CInt = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      if let since = isAsked {
        if .now - since > Self.grace { kill(process, SIGKILL) }
        // A cancelled task sleeps no more.
        await Task.detached { try? await Task.sleep(for: Self.step) }.value
      } else if Task.isCancelled {
        kill(process, SIGTERM)
        isAsked = .now
      } else {
        try? await Task.sleep(for: Self.step)
      }
    }
  }
}
