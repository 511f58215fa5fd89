import CandidateStore
import Pipeline
import ResumeModel

/// Documents that are stored already are read again, until each has its outcome.
public struct ReprocessRun: Sendable {
  public struct Request: Sendable {
    public var selection: ReprocessSelection
    /// Supplies the address that the one document lacks.
    public var email: EmailAddress?
    /// It is the same person, whatever the names say.
    public var merge: Bool
    /// They are resumes, whatever they look like.
    public var force: Bool
    /// Opens encrypted documents; kept in memory only.
    public var password: String?

    public init(
      selection: ReprocessSelection, email: EmailAddress? = nil, merge: Bool = false, force: Bool = false,
      password: String? = nil
    ) {
      self.selection = selection
      self.email = email
      self.merge = merge
      self.force = force
      self.password = password
    }
  }

  private let workspace: Workspace
  private let request: Request
  private let user: User
  private let observer: any IngestObserver

  public let id: Int

  public static func begin(
    _ request: Request, in workspace: Workspace, actingUser: User, observer: any IngestObserver
  ) async throws -> ReprocessRun {
    let id = try await workspace.store.beginRun(
      kind: .reprocess, userID: actingUser.id, recruiterID: nil, detail: nil)
    return ReprocessRun(workspace: workspace, request: request, user: actingUser, observer: observer, id: id)
  }

  /// Runs to the end; the same throws as ``IngestRun/run()``.
  public func run() async throws -> IngestSummary {
    let ledger = FileLedger(observer: observer, runID: id)
    let record = RunRecord(store: workspace.store, id: id, ledger: ledger)
    return try await record.closing {
      let resumes = try await workspace.store.reprocess(
        request.selection, email: request.email, merge: request.merge, force: request.force, run: id,
        actingUser: user.id)
      for resume in resumes { ledger.requeued(resume) }
      ledger.found(isAll: true)
      let work = RunWork(
        workspace: workspace, runID: id, recruiterID: nil, name: "reprocess", ledger: ledger, observer: observer,
        width: workspace.settings.readers.count, password: request.password)
      if !resumes.isEmpty { try await work.run(mayEnd: { true }) }
    }
  }
}
