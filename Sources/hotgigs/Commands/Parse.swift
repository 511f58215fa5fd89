import ArgumentParser
import CommandKit
import FoundationEssentials
import Ingest
import Intake
import ReaderProtocol
import ResumeModel

/// `hotgigs parse`: what is in a document, without a database.
struct Parse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read resumes and print what is in them; no database is needed.",
    discussion: """
      Exits 65 if any file could not be read (one `error: <code>: …` line each), 66 if there is no such file.

      EXAMPLES
        hotgigs parse cv.pdf
        hotgigs parse --format text cv.docx
        hotgigs parse --output parsed/ resumes/*.pdf
        find . -name '*.pdf' | hotgigs parse --jsonl --manifest -
      """)

  @Argument(help: "Documents; with --output or --jsonl also folders of them.", completion: .file())
  var files: [String] = []

  @Option(help: "json-resume, json (with confidence and evidence), text or layout.")
  var format: ParseFormat = .jsonResume

  @Option(
    name: [.short, .long], help: "Write one STEM.json (or .txt) per file into this folder.", completion: .directory)
  var output: String?

  @Flag(help: "One JSON object per file and line: {\"file\", \"resume\" or \"error\"}.")
  var jsonl = false

  @Option(help: "Read more paths from standard input, one a line (-); needs --jsonl.")
  var manifest: String?

  @Option(help: "File whose first line is the password of encrypted documents (- reads standard input).")
  var passwordFile: String?

  @Flag(help: "Also say on standard error how sure each value is, and where it was read.")
  var explain = false

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if files.isEmpty && manifest == nil { throw ValidationError("name a file: hotgigs parse cv.pdf") }
    if manifest != nil && (!jsonl || manifest != "-") { throw ValidationError("--manifest takes - and needs --jsonl") }
    if output != nil && jsonl { throw ValidationError("--output and --jsonl exclude each other") }
    if manifest == "-" && passwordFile == "-" { throw ValidationError("standard input can't be both") }
  }

  func run() async throws {
    try await CommandFailure.translating { try await parse() }
  }

  private func parse() async throws {
    let settings = try global.settings()
    let password = try passwordFile.map { try Password.read(from: $0) }
    try await settings.readers.requireWalls()
    let pool = try ReaderPool(
      settings.readers.pool(
        maximumBytes: settings.intake.maximumBytes, tries: 1, recognitionDeadline: settings.readers.deadline))
    let parts = format.parts.union(explain ? .resume : [])
    let paths = PathSource(
      arguments: files.map { FilePath(argument: $0) }, walksFolders: output != nil || jsonl,
      readsStandardInput: manifest != nil)
    var writer = ParseWriter(format: format, output: output, jsonl: jsonl, explain: explain)
    try writer.prepare()

    // As many at once as there are readers; written in the order asked for, so that output is reproducible.
    try await OrderedConcurrency.forEach(
      width: settings.readers.count, next: { await paths.next() },
      work: { path in await ParseResult.read(path, from: pool, parts: parts, password: password) },
      then: { result in try writer.write(result) })
    await pool.shutDown()
    if let code = writer.exitCode { throw ExitCode(code.rawValue) }
  }
}

/// What `hotgigs parse` prints of a document.
enum ParseFormat: String, ExpressibleByArgument, CaseIterable {
  case jsonResume = "json-resume"
  case json, text, layout

  var parts: ReaderRequest.Parts {
    switch self {
    case .jsonResume, .json: .resume
    case .text: .text
    case .layout: .layout
    }
  }

  var fileExtension: String { self == .text ? "txt" : "json" }
}

/// A document's reading, or why there is none.
struct ParseResult: Sendable {
  enum Outcome: Sendable {
    case read(ReaderReply)
    case rejected(ExtractionError)
    case missing
    /// Not the document's fault: the readers can't be started.
    case unavailable(String)
  }

  var path: FilePath
  var outcome: Outcome

  static func read(
    _ path: FilePath, from pool: ReaderPool, parts: ReaderRequest.Parts, password: String?
  ) async -> ParseResult {
    do {
      let file = try OpenFile(path)
      return ParseResult(
        path: path, outcome: .read(try await pool.read(file.descriptor, parts: parts, password: password)))
    } catch OpenFailure.missing {
      return ParseResult(path: path, outcome: .missing)
    } catch OpenFailure.unreadable(let why) {
      return ParseResult(path: path, outcome: .rejected(ExtractionError(.unreadable, why)))
    } catch let error as ExtractionError {
      return ParseResult(path: path, outcome: .rejected(error))
    } catch {
      return ParseResult(path: path, outcome: .unavailable("\(error)"))
    }
  }
}
