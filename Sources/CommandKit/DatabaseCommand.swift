import ArgumentParser
import CandidateStore
import Foundation
import Ingest
import Intake
import PostgreSQL

/// A command that works on the database.
package protocol DatabaseCommand: AsyncParsableCommand {
  var global: GlobalOptions { get }

  func run(in workspace: Workspace, as user: User) async throws
}

extension DatabaseCommand {
  package func run() async throws {
    try await CommandFailure.translating {
      let workspace = try await global.workspace()
      do {
        try await run(in: workspace, as: try await workspace.actingUser(named: global.actingUser))
      } catch {
        await workspace.record(error, command: Self._commandName)
        throw error
      }
      await workspace.close()
    }
  }
}

extension GlobalOptions {
  /// Opens the database, and says so when that started a server which goes on running.
  package func workspace() async throws -> Workspace {
    let isQuiet = quiet || json
    return try await Workspace.open(try settings()) { cluster in
      if !isQuiet {
        Terminal.note("started a private PostgreSQL in \(cluster.directory); it stays up until `hotgigs db stop`")
      }
    }
  }
}

extension CommandFailure {
  /// What any part of ours throws, as one line and an exit code.
  package static func translating<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch {
      throw CommandFailure(describing: error) ?? error
    }
  }

  /// Nil for what is a failure of a command already, or is no error of ours.
  private init?(describing error: any Error) {
    switch error {
    case let error as WorkspaceError:
      let code: Code =
        switch error.kind {
        case .unavailable: .unavailable
        case .configuration: .configuration
        case .notPermitted: .noPermission
        case .unknownName: .usage
        }
      self.init(code, error.description)
    case let error as PostgreSQLError:
      self.init(database: error)
    case let error as BackupError:
      self.init(backup: error)
    case let error as ClusterError:
      self.init(.unavailable, error.description)
    case let error as MigrationError:
      self.init(migration: error)
    case let error as ContentStoreError:
      self.init(
        .unavailable,
        "the content store is out of order: \(error); nothing is lost: mend it, then run it again to go on")
    case let error as ScannerUnavailable:
      self.init(
        .unavailable,
        "no answer from the virus scanner: \(error); nothing was opened: its files wait in the queue, start it and run this again"
      )
    case let error as ReaderUnavailable:
      self.init(.unavailable, error.description)
    case let error as WallsMissing:
      self.init(.unavailable, error.description)
    case let error as OpenFailure:
      self.init(.noInput, "can't read the list of files on: \(error)")
    case let error as StoreError where error.code == .notPermitted:
      self.init(.noPermission, error.description)
    case let error as StoreError where error.code == .unknownUser:
      self.init(.usage, error.description)
    case let error as StoreError
    where [.unknownCandidate, .unknownPerson, .unknownConfiguration].contains(error.code):
      self.init(.noInput, error.description)
    case let error as StoreError
    where [.weakPassword, .invalidValue, .addressTaken, .suppressed, .invalidConfiguration, .damagedSecret].contains(
      error.code):
      self.init(.dataError, error.description)
    case let error as StoreError
    where [.missingSecretKey, .weakSecretKey, .wrongSecretKey].contains(error.code):
      self.init(.configuration, error.description)
    case let error as StoreError where error.code == .notUndoable || error.code == .runIsUndone:
      self.init(.temporaryFailure, error.description)
    case is CancellationError:
      self.init(.temporaryFailure, "interrupted; what was taken in stays in the queue, run it again to go on")
    default:
      return nil
    }
  }
}
