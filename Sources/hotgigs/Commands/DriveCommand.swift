import ArgumentParser

/// `hotgigs drive`: becomes the executable beside this one.
struct DriveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drive",
    abstract: "Google Drive folders that keep themselves imported: add, list, sync, pause, resume, remove.")

  @Argument(parsing: .captureForPassthrough, help: "What hotgigs-drive takes; --help lists it.")
  var arguments: [String] = []

  func run() async throws {
    try DriveProgram.become(with: arguments)
  }
}
