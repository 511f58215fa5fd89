import CandidateStore
import Intake

/// The undoing of a run: what it made is taken back part by part, and the bytes of documents that are nobody's any more go
/// after that. Killed at any time, it goes on when asked for again.
public struct RunUndo: Sendable {
  private let workspace: Workspace
  private let user: User
  public let run: UndoneRun

  /// Nil where there is no such run that the user may see.
  public static func find(_ id: Int, in workspace: Workspace, actingUser: User) async throws -> RunUndo? {
    guard let run = try await workspace.store.runToUndo(id, actingUser: actingUser.id) else { return nil }
    return RunUndo(workspace: workspace, user: actingUser, run: run)
  }

  /// What it would do; changes nothing.
  public func rehearse(report: (UndoneBatch) async throws -> Void) async throws {
    try await workspace.store.undo(run, actingUser: user.id, isDryRun: true, report: report)
  }

  /// Undoes it.
  ///
  /// - Parameter isCancelling: also a run that has not ended.
  /// - Throws: ``StoreError`` where it can't be undone; `ContentStoreError` where it is, but bytes are left: they go with
  ///   the next.
  public func perform(isCancelling: Bool, report: (UndoneBatch) async throws -> Void) async throws {
    try await workspace.store.beginUndo(run, isCancelling: isCancelling, by: user)
    try await workspace.store.undo(run, actingUser: user.id, report: report)
    try await removeContents()
  }

  /// Removes the bytes of documents that are nobody's any more, also those that an interrupted undo left.
  public func removeContents() async throws {
    let content = workspace.content
    try await workspace.store.removeContents { try await content.remove($0.address) }
  }
}
