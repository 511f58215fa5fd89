import ArgumentParser
import CommandKit
import Ingest

/// `hotgigs config`: the settings, and the values that admins keep in the database.
struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Check pipeline.yaml; keep values and secrets in the database.",
    subcommands: [Check.self, Get.self, Set.self, List.self, Rekey.self])

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say what is wrong in pipeline.yaml: line, key and the nearest valid one. Exits 78 if anything is.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      guard let path = global.settingsPath else {
        return Terminal.print("no pipeline.yaml here or in the data directory: the defaults hold")
      }
      _ = try global.settings()
      if !global.quiet { Terminal.print("\(path): as it should be") }
    }
  }
}
