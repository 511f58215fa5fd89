import CandidateStore
import CommandKit
import DriveSync
import GoogleDrive
import Ingest

/// A command on the database and on Drive.
protocol DriveCommand: DatabaseCommand {
  func act(in workspace: Workspace, as user: User) async throws
}

extension DriveCommand {
  func run(in workspace: Workspace, as user: User) async throws {
    do {
      try await act(in: workspace, as: user)
    } catch {
      throw CommandFailure(drive: error) ?? error
    }
  }
}

extension CommandFailure {
  /// What Drive, or the way to it, refused; nil for what is none of that.
  init?(drive error: any Error) {
    switch error {
    case let error as DriveError:
      let code: Code =
        switch error.code {
        case .notFound, .notShared: .noInput
        case .unauthorized, .forbidden, .consentRefused: .noPermission
        case .invalidCredentials: .dataError
        case .invalidConfiguration, .untrusted, .proxyRefused, .clockOff: .configuration
        case _ where error.isTransient: .temporaryFailure
        default: .unavailable
        }
      self.init(code, error.description)
    case let error as FolderGone:
      self.init(.noInput, error.description)
    case let error as CredentialMissing:
      self.init(.noInput, error.description)
    case let error as StoreError where error.code == .unknownDriveSync:
      self.init(.noInput, error.description)
    case let error as StoreError where error.code == .driveFolderTaken:
      self.init(.dataError, "\(error); see hotgigs drive list")
    default:
      return nil
    }
  }

  /// There is no such sync for the acting user.
  static func unknownSync(_ id: Int) -> CommandFailure {
    CommandFailure(.noInput, "there is no sync \(id); see hotgigs drive list")
  }
}
