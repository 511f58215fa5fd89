import CandidateStore
import FoundationEssentials
import Glibc
import GoogleDrive
import Ingest
import PostgreSQL

/// One sync of a Drive folder: what is new or changed there becomes candidates of its recruiter.
///
/// The bytes of each file are stored and its row is committed; then the token goes on from which Drive tells what changed
/// since. Killed at any time, the next sync asks from the former token, knows by `sightings` what was taken in, and goes on
/// with the run whose files have not all ended.
public struct DriveSyncRun: Sendable {
  public struct Result: Sendable {
    public var summary: IngestSummary
    /// Files that were taken in before, and have not changed.
    public var known: Int
    /// Files that could not be had: the next sync asks for them again.
    public var open: Int
    /// Whether all of the folder was looked through, and not only what changed.
    public var wasListed: Bool
  }

  public let sync: DriveSync
  /// The run that people ask about it by.
  public let runID: Int
  private let lease: DriveSyncLease
  private let workspace: Workspace
  private let user: User
  private let readers: Int?
  private let observer: any IngestObserver

  /// Takes a sync in hand, and begins its run. It is then to be ended by ``run()``.
  ///
  /// - Parameter readers: processes; nil is what the settings say.
  /// - Returns: nil where another process has it.
  /// - Throws: `StoreError` of code `unknownDriveSync` or `notPermitted`; `PostgreSQLError`.
  public static func begin(
    _ id: Int, in workspace: Workspace, actingUser user: User, readers: Int? = nil, observer: any IngestObserver
  ) async throws -> DriveSyncRun? {
    guard
      let lease = try await workspace.store.leaseDriveSync(
        id, holder: "\(ProcessInfo.processInfo.hostName) (\(getpid()))", process: "\(ProcessIdentity.current)",
        seconds: leaseSeconds, actingUser: user.id, isGone: { ProcessIdentity($0)?.isGone ?? false })
    else { return nil }
    do {
      let run = try await workspace.store.beginDriveRun(
        lease, userID: user.id, detail: "Google Drive folder \(lease.sync.folderName ?? "") (\(lease.sync.folderID))")
      return DriveSyncRun(
        sync: lease.sync, runID: run, lease: lease, workspace: workspace, user: user, readers: readers,
        observer: observer)
    } catch {
      try? await workspace.store.end(lease, .interrupted)
      throw error
    }
  }

  /// How long another host waits for one that died; a process of the same host does not.
  private static let leaseSeconds = 60

  /// Runs to the end, and says in the sync's row how it went.
  ///
  /// - Throws: what stopped it: `DriveError`, ``FolderGone``, ``CredentialMissing``, `CancellationError`, and whatever stops an
  ///   ingest. What was registered by then stays in the queue.
  public func run() async throws -> Result {
    let store = workspace.store
    do {
      let result = try await holdingLease { try await sync() }
      try await store.end(lease, .complete)
      return result
    } catch {
      // Whatever a task that is cancelled trips over, it is that it was cancelled.
      let (lease, end) = (lease, Task.isCancelled ? .interrupted : Self.end(after: error))
      // Not cancelled with the run; best effort, for the database may be what is away.
      await Task { try? await store.end(lease, end) }.value
      throw error
    }
  }

  /// What a person has to see to is an error; what passes by itself is tried again.
  private static func end(after error: any Error) -> DriveSyncEnd {
    switch error {
    case is CancellationError, is LeaseLost: .interrupted
    case let error as DriveError where error.isTransient: .postponed("\(error)")
    case let error as DriveError: .failed("\(error)")
    case let error as FolderGone: .failed("\(error)")
    case let error as CredentialMissing: .failed("\(error)")
    // What the database says of itself may name somebody.
    case is PostgreSQLError: .postponed("the database refused or was away")
    default: .postponed("\(error)")
    }
  }

  /// Renews the lease while `body` works; where it is lost, `body` is cancelled.
  private func holdingLease<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value
  {
    let (store, lease) = (workspace.store, lease)
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { try await body() }
      group.addTask {
        while true {
          try await Task.sleep(for: .seconds(Self.leaseSeconds / 4))
          // A database that is away for longer than the lease lasts gives it to whoever asks next.
          guard let isHeld = try? await store.renew(lease, seconds: Self.leaseSeconds) else { continue }
          if !isHeld { throw LeaseLost(sync: lease.sync.id) }
        }
      }
      defer { group.cancelAll() }
      while let value = try await group.next() { if let value { return value } }
      throw CancellationError()
    }
  }

  private func sync() async throws -> Result {
    let (store, settings) = (workspace.store, workspace.settings)
    let unfinished = try await store.openFiles(ofRun: runID)
    guard let credential = sync.credential.flatMap({ CredentialReference($0) }) else {
      throw CredentialMissing("the sync has no credential: remove it, and add it anew")
    }
    let client = try DriveClient(
      try await credential.load(in: workspace, actingUser: user), configuration: DriveConfiguration(settings.drive))
    let walk = FolderWalk(
      sync.folderID, driveID: sync.driveID, isRecursive: sync.isRecursive, position: position,
      openFiles: Array(lease.position.openFiles.keys), client: client)
    let supply = DriveSupply(
      walk, client: client, store: store, lease: lease, maximumBytes: settings.intake.maximumBytes)
    let run = SuppliedRun(
      runID, of: supply, in: workspace,
      options: .init(source: .googleDrive, width: settings.drive.downloads, readers: readers), actingUser: user,
      recruiterID: sync.recruiterID, observer: observer)
    let summary: IngestSummary
    do {
      summary = try await run.run(
        resuming: unfinished.map { ($0.resumeID, $0.filename, $0.sourceRef ?? "resume \($0.resumeID)") })
    } catch {
      await client.shutdown()
      throw error
    }
    await client.shutdown()
    if !sync.tags.isEmpty {
      let candidates = try await store.candidates(ofRun: runID)
      for start in stride(from: 0, to: candidates.count, by: Self.taggedAtOnce) {
        try await store.addTags(
          sync.tags, to: Array(candidates[start..<min(start + Self.taggedAtOnce, candidates.count)]),
          actingUser: user.id)
      }
    }
    return Result(
      summary: summary, known: supply.known, open: supply.open.count, wasListed: await walk.isListing)
  }

  private static let taggedAtOnce = 1000

  /// Nil where there is none yet, or none that this version understands: then the folder is listed.
  private var position: (token: String, tree: FolderTree)? {
    guard let token = lease.position.pageToken,
      let tree = try? lease.position.folderTree?.decode(FolderTree.self), tree.root == sync.folderID
    else { return nil }
    return (token, tree)
  }
}
