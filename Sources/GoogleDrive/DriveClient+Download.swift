import AsyncHTTPClient
import NIOCore

/// Where a download goes, piece by piece. Calls come one after another; what they throw ends the download and comes out of it.
public protocol DownloadSink: Sendable {
  /// The bytes start, or start anew: what came before is void.
  func begin() async throws
  /// The next bytes.
  func receive(_ piece: [UInt8]) async throws
}

extension DriveClient {
  /// Fetches a file's bytes; of a Google document its export to DOCX.
  ///
  /// A cut connection is taken up where it broke (exports: anew); the whole is checked against Drive's checksum. A file that
  /// changes meanwhile is begun anew, in its new version.
  ///
  /// - Parameters:
  ///   - file: as listed: a shortcut is followed by whoever lists.
  ///   - limit: bytes; a file that is larger is not begun, an export is given up there.
  /// - Returns: the file as it was when these bytes were its content.
  /// - Throws: ``DriveError``: `drive_not_downloadable`, `drive_too_large`, `drive_checksum`, `drive_changing` and all that any
  ///   call throws; or what the sink threw.
  public func download(_ file: DriveFile, limit: Int = .max, to sink: some DownloadSink) async throws -> DriveFile {
    var file = file
    var (versions, damages) = (1, 0)
    while true {
      try checkDownloadable(file, limit: limit)
      var transfer = Transfer(file, limit: limit)
      if try await finish(&transfer, into: sink) { return file }
      // Other bytes than it should have: a newer version of the file, or damaged on the way.
      let now = try await self.file(file.id)
      if now.contentVersion != file.contentVersion {
        versions += 1
        guard versions <= Self.most else {
          throw DriveError(
            .changing, "it changed each of the \(Self.most) times it was downloaded; the next sync tries again")
        }
      } else {
        damages += 1
        guard damages < Self.most else {
          throw DriveError(
            .checksum,
            "\(Self.most) downloads differed from Drive's checksum (\(transfer.digest) instead of \(file.md5Checksum ?? "-"));"
              + " the next sync tries again")
        }
      }
      file = now
    }
  }

  private static let most = 3

  private func checkDownloadable(_ file: DriveFile, limit: Int) throws(DriveError) {
    guard file.isDownloadable else {
      throw DriveError(.notDownloadable, "\(file.mimeType) has no bytes to fetch and is not exported")
    }
    guard file.canDownload else {
      throw DriveError(.notDownloadable, "its owner lets nobody download it: ask them to, or for the file itself")
    }
    if let size = file.contentSize, size > limit { throw Self.tooLarge(limit) }
  }

  private static func tooLarge(_ limit: Int) -> DriveError {
    DriveError(.tooLarge, "more than the \(limit) bytes that are taken")
  }

  /// Fetches what is missing, past cuts, to the end.
  ///
  /// - Returns: whether these are the bytes that the file should have.
  private func finish(_ transfer: inout Transfer, into sink: some DownloadSink) async throws -> Bool {
    try await sink.begin()
    var attempts = Attempts(configuration.retries)
    while true {
      let before = transfer.count
      do {
        guard try await proceed(&transfer, into: sink) else { return false }
        return transfer.isComplete
      } catch let cut as Cut {
        // One that advances may go on however often it is cut.
        if transfer.isResumable, transfer.count > before { attempts = Attempts(configuration.retries) }
        try await attempts.wait(orThrow: cut.error)
        if transfer.isResumable, transfer.count > 0 {
          guard try await file(transfer.file.id).contentVersion == transfer.file.contentVersion else { return false }
        } else if transfer.count > 0 {
          transfer = Transfer(transfer.file, limit: transfer.limit)
          try await sink.begin()
        }
      }
    }
  }

  /// One request's worth of bytes.
  ///
  /// - Returns: false where the server has other bytes than asked for.
  /// - Throws: ``Cut`` where the connection ended first.
  private func proceed(_ transfer: inout Transfer, into sink: some DownloadSink) async throws -> Bool {
    let response: HTTPClientResponse
    do {
      response = try await requests.response(try transfer.request)
    } catch let error as DriveError where error.code == .badRange {
      return false
    }
    if transfer.count > 0 {
      guard response.status == .partialContent else {
        // The range was not heeded: from the start, then.
        transfer = Transfer(transfer.file, limit: transfer.limit)
        try await sink.begin()
        return try await take(response, &transfer, into: sink)
      }
      guard transfer.continues(response.headers.first(name: "Content-Range")) else { return false }
    }
    return try await take(response, &transfer, into: sink)
  }

  private func take(_ response: HTTPClientResponse, _ transfer: inout Transfer, into sink: some DownloadSink)
    async throws
    -> Bool
  {
    var body = response.body.makeAsyncIterator()
    while true {
      let piece: ByteBuffer?
      do {
        piece = try await body.next()
      } catch {
        try Task.checkCancellation()
        throw Cut(error: requests.transport.failure(error))
      }
      guard let piece else { break }
      let bytes = Array(buffer: piece)
      guard transfer.take(bytes) else { return false }
      guard transfer.count <= transfer.limit else { throw Self.tooLarge(transfer.limit) }
      try await sink.receive(bytes)
    }
    guard transfer.count >= transfer.file.contentSize ?? 0 else {
      throw Cut(error: DriveError(.unavailable, "the connection ended before the file did"))
    }
    return true
  }
}

/// The connection ended in mid-body.
private struct Cut: Error {
  var error: DriveError
}

/// How far a download is.
private struct Transfer {
  let file: DriveFile
  let limit: Int
  private(set) var count = 0
  private var checksum = StreamingMD5()

  init(_ file: DriveFile, limit: Int) {
    self.file = file
    self.limit = limit
  }

  /// An export is made anew each time, and no two need be alike.
  var isResumable: Bool { !file.isGoogleDocument }

  var request: APIRequest {
    get throws(DriveError) {
      var request = try APIRequest(file: file.id, file.isGoogleDocument ? "export" : nil)
      if file.isGoogleDocument {
        request["mimeType"] = DriveFile.exportType
      } else {
        request["alt"] = "media"
        request["supportsAllDrives"] = "true"
      }
      if count > 0 { request.rangeStart = count }
      return request
    }
  }

  /// - Returns: false past the size that the file should have.
  mutating func take(_ bytes: [UInt8]) -> Bool {
    count += bytes.count
    guard count <= file.contentSize ?? .max else { return false }
    checksum.update(bytes)
    return true
  }

  /// Whether the bytes of an answer go on where the last ended. As `bytes 100-299/300`.
  func continues(_ contentRange: String?) -> Bool {
    guard let range = contentRange?.split(separator: " ").last?.split(separator: "/"), range.count == 2 else {
      return false
    }
    return range[0].split(separator: "-").first.flatMap { Int($0) } == count
      && (file.contentSize == nil || Int(range[1]) == file.contentSize)
  }

  var digest: String { checksum.digest }

  var isComplete: Bool { file.md5Checksum.map { $0 == digest } ?? true }
}
