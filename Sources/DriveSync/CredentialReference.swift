import CandidateStore
import FoundationEssentials
import Glibc
import GoogleDrive
import Ingest

/// Where a sync's credential is. Its row holds this, never the credential.
public enum CredentialReference: Hashable, Sendable, CustomStringConvertible {
  /// A file, by its absolute path.
  case file(String)
  /// A variable of the environment that holds the JSON itself.
  case environment(String)
  /// A sealed row of the `configuration` table: an admin's.
  case configuration(String)

  /// As it is stored: `file:PATH`, `environment:NAME` or `configuration:KEY`; nil for what is none.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[1].isEmpty else { return nil }
    switch parts[0] {
    case "file" where parts[1].hasPrefix("/"): self = .file(parts[1])
    case "environment": self = .environment(parts[1])
    case "configuration": self = .configuration(parts[1])
    default: return nil
    }
  }

  public var description: String {
    switch self {
    case .file(let path): "file:\(path)"
    case .environment(let name): "environment:\(name)"
    case .configuration(let key): "configuration:\(key)"
    }
  }

  /// Reads it.
  ///
  /// - Throws: ``CredentialMissing`` where there is none or it may not be had; `DriveError` of code
  ///   `drive_invalid_credentials` where it is none; `PostgreSQLError`.
  public func load(in workspace: Workspace, actingUser: User) async throws -> DriveCredentials {
    switch self {
    case .file(let path):
      return try DriveCredentials(json: try Self.bytes(ofFile: path))
    case .environment(let name):
      guard let text = ProcessInfo.processInfo.environment[name], !text.isEmpty else {
        throw CredentialMissing("the environment has no \(name), which is to hold the credential")
      }
      return try DriveCredentials(json: Array(text.utf8))
    case .configuration(let key):
      guard actingUser.role == .admin else {
        throw CredentialMissing("the credential is in the configuration (\(key)), which only an admin reads")
      }
      do {
        let text = try await workspace.store.revealConfiguration(
          key, with: try SecretKey.fromEnvironment(), actingUser: actingUser.id)
        return try DriveCredentials(json: Array(text.utf8))
      } catch let error as StoreError {
        throw CredentialMissing(error.description)
      } catch let error as WorkspaceError {
        throw CredentialMissing(error.description)
      }
    }
  }

  /// A key is two kilobytes; a name of something endless is no file to read to its end.
  private static let mostBytes = 1 << 16

  private static func bytes(ofFile path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw CredentialMissing("can't read the credential \(path): \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 13)
    while bytes.count <= mostBytes {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else {
        throw CredentialMissing("can't read the credential \(path): \(String(cString: strerror(errno)))")
      }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return bytes
  }
}

/// There is no credential where a sync's row says that one is.
public struct CredentialMissing: Error, Hashable, Sendable, CustomStringConvertible {
  /// One line for a person.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}

extension DriveConfiguration {
  /// As `pipeline.yaml` says.
  public init(_ settings: Settings.DriveSettings) {
    self.init()
    if let url = settings.apiURL { apiURL = url }
    tokenURL = settings.tokenURL
    proxyURL = settings.proxyURL
    trustedAuthorities = settings.trustedAuthorities
    retries.tries = settings.tries
    retries.baseDelay = settings.firstWait
    retries.totalTime = settings.patience
  }
}
