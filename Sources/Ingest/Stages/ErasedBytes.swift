import CandidateStore
import Intake

extension CandidateStore {
  /// Bytes are stored before their row is. Those of documents that were refused as an erased person's go at once; where the
  /// content store is out of order they stay due, for whoever removes next.
  func removeBytesOfErased(from content: any ContentStore, _ patience: Patience) async throws {
    try await patience.duringOutage {
      do {
        try await removeContents { try await content.remove($0.address) }
      } catch is ContentStoreError {}
    }
  }
}

extension RegistrationOutcome {
  var isSuppressed: Bool {
    if case .refused(_, let error) = self { error.code == .suppressed } else { false }
  }
}

extension CommitOutcome {
  var isSuppressed: Bool { failure?.code == .suppressed }
}
