import CandidateStore
import Intake

/// The erasure of a person: the database first, then the bytes of documents that are nobody's any more.
public struct PersonErasure: Sendable {
  private let workspace: Workspace
  private let user: User
  private let subject: ErasureSubject

  /// Whom to erase.
  ///
  /// - Parameters:
  ///   - recruiter: among whose candidates an address is looked for.
  ///   - isEverywhere: at every recruiter, which is an admin's right.
  /// - Throws: ``StoreError`` of code `unknownCandidate`, `notPermitted` or `unknownPerson`.
  public static func find(
    _ target: ErasureTarget, of recruiter: User, isEverywhere: Bool, in workspace: Workspace, actingUser: User
  ) async throws -> PersonErasure {
    let subject = try await workspace.store.erasureSubject(
      target, recruiterID: recruiter.id, isEverywhere: isEverywhere, actingUser: actingUser)
    return PersonErasure(workspace: workspace, user: actingUser, subject: subject)
  }

  /// What would be erased; changes nothing.
  public func rehearse() async throws -> ErasureReport {
    try await workspace.store.rehearseErasure(of: subject, by: user)
  }

  /// Erases.
  ///
  /// - Throws: `ContentStoreError` where the person is erased, but bytes are left: they go with the next removal.
  public func perform(report: (ErasureReport) -> Void) async throws {
    report(try await workspace.store.erase(subject, by: user))
    let content = workspace.content
    try await workspace.store.removeContents { try await content.remove($0.address) }
  }
}
