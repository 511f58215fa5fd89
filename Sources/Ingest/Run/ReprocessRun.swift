import CandidateStore
import Pipeline
import ResumeModel

/// Documents that are stored already are read again, until each has its outcome.
public struct ReprocessRun: Sendable {
  public struct Request: Sendable {
    public var selection: ReprocessSelection
    public var orders: ReprocessOrders
    /// Opens encrypted documents; kept in memory only, so nobody but this process may read the documents meanwhile.
    public var password: String?
    /// The run whose failures these are.
    public var retried: Run?
    /// What is read again, for people.
    public var detail: String?

    public init(
      selection: ReprocessSelection, orders: ReprocessOrders = ReprocessOrders(), password: String? = nil,
      retried: Run? = nil, detail: String? = nil
    ) {
      self.selection = selection
      self.orders = orders
      self.password = password
      self.retried = retried
      self.detail = detail
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
    try await workspace.settings.readers.requireWalls()
    let id = try await workspace.store.beginRun(
      kind: .reprocess, userID: actingUser.id, recruiterID: request.retried?.recruiterID, detail: request.detail,
      retrying: request.retried?.id)
    return ReprocessRun(workspace: workspace, request: request, user: actingUser, observer: observer, id: id)
  }

  /// Runs to the end; the same throws as ``IngestRun/run()``.
  public func run() async throws -> IngestSummary {
    let ledger = FileLedger(observer: observer, runID: id)
    let record = RunRecord(store: workspace.store, id: id, ledger: ledger)
    return try await record.closing {
      let resumes = try await workspace.store.reprocess(
        request.selection, orders: request.orders, run: id, isReserved: request.password != nil, actingUser: user.id)
      for resume in resumes { ledger.requeued(resume) }
      ledger.found(isAll: true)
      let work = RunWork(
        workspace: workspace, runID: id, recruiterID: nil, name: "reprocess", ledger: ledger, observer: observer,
        width: workspace.settings.readers.count, password: request.password)
      if !resumes.isEmpty { try await work.run(mayEnd: { true }) }
    }
  }
}
