import ArgumentParser
import Glibc
import Ingest

/// Runs the command that the arguments name, and turns whatever it throws into one line and an exit code.
package enum CommandRunner {
  package static func run(_ root: any AsyncParsableCommand.Type) async {
    // A reader of our output that goes away (`| head`) is no error of ours to report.
    signal(SIGPIPE, SIG_DFL)
    do {
      var command = try root.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      Terminal.error(failure.message)
      exit(failure.exitCode.rawValue)
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch {
      root.exit(withError: error)
    }
  }
}

/// Why a command ends without doing all it was asked to: one line for a person that says what to do next.
package struct CommandFailure: Error {
  /// From sysexits.h, and 1 for a batch that `--strict` holds against its failures.
  package struct Code: RawRepresentable, Hashable, Sendable {
    package let rawValue: CInt

    package init(rawValue: CInt) {
      self.rawValue = rawValue
    }

    package static let failures = Self(rawValue: 1)
    package static let usage = Self(rawValue: 64)
    package static let dataError = Self(rawValue: 65)
    package static let noInput = Self(rawValue: 66)
    package static let unavailable = Self(rawValue: 69)
    package static let software = Self(rawValue: 70)
    package static let cannotCreate = Self(rawValue: 73)
    package static let temporaryFailure = Self(rawValue: 75)
    package static let noPermission = Self(rawValue: 77)
    package static let configuration = Self(rawValue: 78)
  }

  package var exitCode: Code
  package var message: String

  package init(_ exitCode: Code, _ message: String) {
    self.exitCode = exitCode
    self.message = message
  }
}
