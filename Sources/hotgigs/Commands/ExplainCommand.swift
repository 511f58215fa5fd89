import ArgumentParser
import CommandKit
import FoundationEssentials
import Ingest
import Intake
import ReaderProtocol
import ResumeModel

/// `hotgigs explain`: where on its pages each value of a resume was read, as one HTML file for a person.
struct Explain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show where on a resume's pages each value was read, as one HTML file.",
    discussion: """
      The file holds the pages as pictures (PDF) or as their text, with columns, sections, entries and values marked on
      them, the values beside, and each value's confidence as a colour. It refers to nothing outside itself and can be
      opened without a network. Exits 65 if the document could not be read, 66 if there is no such file.

      EXAMPLES
        hotgigs explain cv.pdf --output cv.html
        hotgigs explain --password-file secret.txt locked.pdf > locked.html
      """)

  @Argument(help: "A document.", completion: .file())
  var file: String

  @Option(name: [.short, .long], help: "Write the page to this file instead of standard output.", completion: .file())
  var output: String?

  @Option(help: "File whose first line is the password of an encrypted document (- reads standard input).")
  var passwordFile: String?

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await CommandFailure.translating { try await explain() }
  }

  private func explain() async throws {
    if let output, output == file { throw CommandFailure(.usage, "--output is the document itself: \(file)") }
    let settings = try global.settings()
    let password = try passwordFile.map { try Password.read(from: $0) }
    try await settings.readers.requireWalls()
    let pool = try ReaderPool(settings.readers.pool(maximumBytes: settings.intake.maximumBytes, tries: 1))
    let result = await ParseResult.read(
      FilePath(argument: file), from: pool, parts: [.resume, .layout, .pictures], password: password)
    await pool.shutDown()
    switch result.outcome {
    case .read(let reply): try write(try ExplanationPage(of: file, reply).html)
    case .rejected(let error): throw CommandFailure(.dataError, "\(error.code.rawValue): \(file): \(error.detail)")
    case .missing: throw CommandFailure(.noInput, "no such file: \(file)")
    case .unavailable(let message): throw CommandFailure(.unavailable, message)
    }
  }

  private func write(_ page: String) throws {
    guard let output else { return Terminal.print(page) }
    do {
      try Data(page.utf8).write(to: URL(filePath: output), options: .atomic)
    } catch {
      throw CommandFailure(.cannotCreate, "can't write \(output): \(error)")
    }
  }
}
