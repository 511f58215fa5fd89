import CandidateStore
import CommandKit
import Ingest

/// What a run changed, candidate by candidate.
enum ChangeList {
  static func print(ofRun id: Int, in workspace: Workspace, as user: User, global: GlobalOptions) async throws {
    var last = 0
    while true {
      let page = try await workspace.store.changes(ofRun: id, after: last, actingUser: user.id)
      guard let final = page.last else { return }
      for change in page {
        if global.json {
          Terminal.print(change.json.text)
        } else if !global.quiet {
          Terminal.print(
            "candidate \(change.candidateID) (\(change.candidateName)): \(change.description ?? change.action)"
              .singleLine)
          for field in change.changes { Terminal.print("  \(ChangeText.of(field))") }
        }
      }
      last = final.activityID
    }
  }
}
