import ArgumentParser
import CandidateStore
import Foundation
import Ingest
import Intake
import PostgreSQL

/// A command that works on the database.
protocol DatabaseCommand: AsyncParsableCommand {
  var global: GlobalOptions { get }

  func run(in workspace: Workspace, as user: User) async throws
}

extension DatabaseCommand {
  func run() async throws {
    try await CommandFailure.translating {
      let workspace = try await global.workspace()
      try await run(in: workspace, as: try await workspace.actingUser(named: global.actingUser))
      await workspace.close()
    }
  }
}

extension GlobalOptions {
  /// Opens the database, and says so when that started a server which goes on running.
  func workspace() async throws -> Workspace {
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
  static func translating<Value>(_ body: () async throws -> Value) async throws -> Value {
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
    case let error as PostgreSQLError where error.kind == .invalidConfiguration:
      self.init(.configuration, error.description)
    case let error as PostgreSQLError where error.kind == .connectionFailed || error.isConnectionProblem:
      self.init(.unavailable, "the database is away: \(error); nothing is lost, run it again when it is back")
    case let error as PostgreSQLError where error.sqlState?.rawValue == "42501":
      self.init(.noPermission, "not permitted: \(error)")
    case let error as PostgreSQLError:
      self.init(.software, "the database refused: \(error)")
    case let error as ClusterError:
      self.init(.unavailable, error.description)
    case let error as MigrationError:
      self.init(.unavailable, error.description)
    case let error as ContentStoreError:
      self.init(
        .unavailable,
        "the content store is out of order: \(error); nothing is lost: mend it, then run it again to go on")
    case let error as ReaderUnavailable:
      self.init(.unavailable, error.description)
    case let error as OpenFailure:
      self.init(.noInput, "can't read the list of files on: \(error)")
    case let error as StoreError where error.code == .notPermitted:
      self.init(.noPermission, error.description)
    case let error as StoreError where error.code == .notUndoable || error.code == .runIsUndone:
      self.init(.temporaryFailure, error.description)
    case is CancellationError:
      self.init(.temporaryFailure, "interrupted; what was taken in stays in the queue, run it again to go on")
    default:
      return nil
    }
  }
}
