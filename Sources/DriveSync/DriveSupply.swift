import CandidateStore
import GoogleDrive
import Ingest
import Intake
import ResumeModel
import Synchronization

/// The files of a Drive folder that are not known yet, for a run to take in.
final class DriveSupply: FileSupply {
  private struct State {
    /// Files that were found, and whose bytes nobody asked for yet.
    var found: [String: DriveFile] = [:]
    var seen: Set<String> = []
    var open: [String: String] = [:]
    var known = 0
    /// Files in a row that Drive kept away.
    var failuresInARow = 0
  }

  private let client: DriveClient
  private let walk: FolderWalk
  private let store: CandidateStore
  private let lease: DriveSyncLease
  private let maximumBytes: Int
  private let state = Mutex(State())

  init(
    _ walk: FolderWalk, client: DriveClient, store: CandidateStore, lease: DriveSyncLease, maximumBytes: Int
  ) {
    self.client = client
    self.walk = walk
    self.store = store
    self.lease = lease
    self.maximumBytes = maximumBytes
  }

  /// Files that were taken in before, and have not changed.
  var known: Int { state.withLock { $0.known } }
  /// Files that could not be had, each with the reason.
  var open: [String: String] { state.withLock { $0.open } }

  var files: DriveFiles { DriveFiles(supply: self) }

  /// An address of a kind, that nobody takes for a path of this machine.
  func label(of reference: String, name: String) -> String { "drive:\(reference)/\(name)" }

  // MARK: Finding

  /// The files of the next page that are to be taken in; nil at the end.
  fileprivate func nextFiles() async throws -> [SuppliedFile]? {
    guard let finds = try await walk.nextPage() else { return nil }
    var files: [SuppliedFile] = []
    for find in finds {
      switch find {
      case .brokenShortcut(let shortcut):
        if isNew(shortcut.id) { files.append(SuppliedFile(brokenShortcut: shortcut)) }
      case .file(let file):
        guard isNew(file.id) else { continue }
        let supplied = SuppliedFile(file, maximumBytes: maximumBytes)
        files.append(supplied)
        if supplied.refusal == nil { state.withLock { $0.found[file.id] = file } }
      }
    }
    let known = try await store.knownDriveFiles(
      files.map { ($0.reference, $0.version) }, recruiterID: lease.sync.recruiterID)
    state.withLock { state in
      state.known += known.count
      for index in known { state.found[files[index].reference] = nil }
    }
    return files.indices.filter { !known.contains($0) }.map { files[$0] }
  }

  /// A file in two folders, or that a shortcut leads to, is one file.
  private func isNew(_ id: String) -> Bool { state.withLock { $0.seen.insert(id).inserted } }

  // MARK: Fetching

  func fetch(_ file: SuppliedFile, into spool: Spool) async throws -> SuppliedContent {
    do {
      let fetched = try await client.download(
        try await found(file), limit: maximumBytes, to: SpooledDownload(spool: spool))
      state.withLock { $0.failuresInARow = 0 }
      return .fetched(SuppliedFile(fetched, maximumBytes: maximumBytes))
    } catch let error as DriveError {
      return try result(of: error, file)
    }
  }

  /// As it was listed; where it is asked for a second time, as it is now.
  private func found(_ file: SuppliedFile) async throws -> DriveFile {
    if let found = state.withLock({ $0.found.removeValue(forKey: file.reference) }) { return found }
    return try await client.file(file.reference)
  }

  /// Files in a row that may fail for a reason that passes, before it is Drive that is out of order.
  private static let mostFailuresInARow = 8

  private func result(of error: DriveError, _ file: SuppliedFile) throws -> SuppliedContent {
    switch error.code {
    case .notFound: return .gone
    case .tooLarge: return .refused(ExtractionError(.tooLarge, "\(error.detail); left in Drive"))
    case .notDownloadable, .notShared, .forbidden: return .refused(ExtractionError(.unreadable, error.detail))
    case _ where error.concernsEverything && !error.isTransient: throw error
    default: break
    }
    // Kept with its reason whatever it is: when the token goes on, the file must not be forgotten.
    let failures = state.withLock { state in
      state.open[file.reference] = error.code.rawValue
      state.failuresInARow += 1
      return state.failuresInARow
    }
    if failures >= Self.mostFailuresInARow, error.concernsEverything { throw error }
    return .unavailable("\(error); asked for again by the next sync")
  }

  func allTaken() async throws {
    let position = DriveSyncPosition(
      pageToken: await walk.nextToken, folderTree: try JSONText(await walk.tree), openFiles: open)
    guard try await store.save(position, of: lease) else { throw LeaseLost(sync: lease.sync.id) }
  }
}

private struct SpooledDownload: DownloadSink {
  let spool: Spool

  func begin() async throws { try await spool.restart() }
  func receive(_ piece: [UInt8]) async throws { try await spool.append(piece) }
}

/// The sync was removed, or this process was silent for so long that another took it over.
struct LeaseLost: Error, Hashable, Sendable, CustomStringConvertible {
  var sync: Int

  var description: String { "sync \(sync) was removed, or another process has taken it over" }
}

/// A folder's files, a page ahead at most.
struct DriveFiles: AsyncSequence, Sendable {
  let supply: DriveSupply

  func makeAsyncIterator() -> Iterator { Iterator(supply: supply) }

  struct Iterator: AsyncIteratorProtocol {
    let supply: DriveSupply
    private var page: ArraySlice<SuppliedFile> = []

    init(supply: DriveSupply) {
      self.supply = supply
    }

    mutating func next() async throws -> SuppliedFile? {
      while true {
        if let file = page.popFirst() { return file }
        try Task.checkCancellation()
        guard let files = try await supply.nextFiles() else { return nil }
        page = files[...]
      }
    }
  }
}
