import Foundation
import TestSupport

@testable import GoogleDrive

extension DriveServer {
  /// As a client in use has it, but for the waits: some milliseconds.
  func configuration() -> DriveConfiguration {
    var configuration = DriveConfiguration()
    configuration.apiURL = url
    configuration.tokenURL = tokenURL
    configuration.retries.baseDelay = .milliseconds(4)
    configuration.retries.longestDelay = .milliseconds(32)
    configuration.retries.tries = 4
    return configuration
  }

  func credentials(_ file: String? = nil) throws -> DriveCredentials {
    try DriveCredentials(json: Array(try Data(contentsOf: URL(filePath: file ?? serviceAccountKey))))
  }

  /// A client, shut down at the end.
  func withClient<Result>(
    _ credentials: DriveCredentials? = nil, _ configuration: DriveConfiguration? = nil,
    _ body: (DriveClient) async throws -> Result
  ) async throws -> Result {
    let client = try DriveClient(
      try credentials ?? self.credentials(), configuration: configuration ?? self.configuration())
    do {
      let result = try await body(client)
      await client.shutdown()
      return result
    } catch {
      await client.shutdown()
      throw error
    }
  }
}

extension DriveClient {
  /// A file's bytes.
  func contents(of file: DriveFile, limit: Int) async throws -> (file: DriveFile, bytes: [UInt8]) {
    let sink = MemorySink()
    let received = try await download(file, limit: limit, to: sink)
    return (received, await sink.bytes)
  }
}

private actor MemorySink: DownloadSink {
  private(set) var bytes: [UInt8] = []

  func begin() { bytes = [] }
  func receive(_ piece: [UInt8]) { bytes += piece }
}

/// The code of what something throws; nil where it throws nothing.
func code(_ body: () async throws -> some Any) async throws -> DriveError.Code? {
  do {
    _ = try await body()
    return nil
  } catch let error as DriveError {
    return error.code
  }
}

/// A folder with a file of 200,000 bytes in it.
let largeFile = """
  [{"id": "top", "mimeType": "application/vnd.google-apps.folder"},
   {"id": "large", "name": "large.txt", "parents": ["top"], "size": 200000}]
  """

let threeFiles = """
  [{"id": "top", "mimeType": "application/vnd.google-apps.folder"},
   {"id": "a", "parents": ["top"]}, {"id": "b", "parents": ["top"]}, {"id": "c", "parents": ["top"]}]
  """
