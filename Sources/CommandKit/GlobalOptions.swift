import ArgumentParser
import FoundationEssentials
import Ingest

/// What every command takes.
package struct GlobalOptions: ParsableArguments {
  @Option(
    help: "The pipeline's settings (default: pipeline.yaml here, else in the data directory).", completion: .file())
  package var config: String?

  @Option(name: .customLong("as"), help: "Act as this user (an admin's right, and audited).")
  package var actingUser: String?

  @Flag(help: "JSON for machines, one object per line.")
  package var json = false

  @Flag(help: "Print results and errors only.")
  package var quiet = false

  @Flag(help: "Print more of what goes on.")
  package var verbose = false

  package init() {}

  /// What the settings file says, or the defaults where there is none.
  package func settings() throws -> Settings {
    guard let path = settingsPath else { return Settings() }
    do {
      return try SettingsFile.read(path)
    } catch {
      for problem in error.errors.dropLast() { Terminal.error("\(path): \(problem)") }
      throw CommandFailure(.configuration, "\(path): \(error.errors.last?.description ?? "wrong")")
    }
  }

  /// The settings file in use; nil where there is none.
  package var settingsPath: String? {
    if let config { return config }
    return ["pipeline.yaml", DataDirectory.path + "/pipeline.yaml"].first {
      FileManager.default.fileExists(atPath: $0)
    }
  }

  /// How a run is told of.
  package var reporterStyle: IngestReporter.Style {
    if json { return .json }
    if quiet { return .quiet }
    // A line that is redrawn and a log don't go together.
    return Terminal.isStandardErrorATerminal && !verbose ? .live : .plain
  }
}
