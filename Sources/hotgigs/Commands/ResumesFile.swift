import ArgumentParser
import CandidateStore
import CommandKit
import Glibc
import Ingest
import Intake
import ResumeModel

/// `hotgigs resumes file`: the document itself.
struct ResumesFile: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "file", abstract: "Write a stored document out, as it came in.",
    discussion: """
      The bytes are those that were taken in: they are checked against their SHA-256. A file is whole or not there, replaces \
      one of its name, and is readable for you alone. The candidate's history says who took it out.

      EXAMPLES
        hotgigs resumes file 12 --output cv.pdf
        hotgigs resumes file 12 | sha256sum
      """)

  @Argument(help: "The resume's number.") var id: Int
  @Option(name: [.short, .long], help: "Write to this file; - for standard output.", completion: .file())
  var output: String?
  @OptionGroup var global: GlobalOptions

  func run(in workspace: Workspace, as user: User) async throws {
    let filename = try await DocumentOutput(workspace: workspace, user: user).write(id, to: output)
    if let output, output != "-", !global.quiet, !global.json {
      Terminal.note("\(filename.singleLine) written to \(output)")
    }
  }
}

/// `hotgigs resumes export`: the documents themselves, many of them.
struct ResumesExport: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write stored documents into a folder, as they came in.",
    discussion: """
      Each becomes NUMBER-NAME in the folder, and a line says so. Those without bytes, or whose bytes are damaged, are named as \
      warnings and the rest goes on; then it exits 65.

      EXAMPLES
        hotgigs resumes export --output documents/
        hotgigs resumes export --run 3 --status failed --output failed/ --json
      """)

  @Option(name: [.short, .long], help: "The folder; made where it is not there.", completion: .directory)
  var output: String
  @Option(help: "pending, processing, completed or failed.") var status: ResumeStatus?
  @Option(help: "Failures with this code.") var error: ErrorCode?
  @Option(help: "Only those that this run saw.") var run: Int?
  @OptionGroup var global: GlobalOptions

  private struct Line: Encodable {
    var id: Int
    var filename: String
    var path: String
  }

  func run(in workspace: Workspace, as user: User) async throws {
    guard mkdir(output, 0o700) == 0 || errno == EEXIST else {
      throw CommandFailure(.cannotCreate, "can't make the folder \(output): \(String(cString: strerror(errno)))")
    }
    let documents = DocumentOutput(workspace: workspace, user: user)
    var before: Int?
    var missing = 0
    while true {
      let page = try await workspace.store.resumes(
        actingUser: user.id, status: status, error: error, run: run, limit: 500, before: before)
      guard let last = page.last else { break }
      for resume in page {
        // Room is left for what is written beside it meanwhile.
        let path = "\(output)/\(resume.id)-\(resume.filename.fileName(maximumBytes: 180))"
        do {
          _ = try await documents.write(resume.id, to: path)
        } catch let failure as CommandFailure where [.noInput, .dataError].contains(failure.exitCode) {
          Terminal.warning(failure.message)
          missing += 1
          continue
        }
        if global.json {
          Terminal.print(try JSON.line(Line(id: resume.id, filename: resume.filename, path: path)))
        } else if !global.quiet {
          Terminal.print("\(resume.id)  \(path)".singleLine)
        }
      }
      before = last.id
    }
    guard missing == 0 else {
      throw CommandFailure(.dataError, "\(missing) \(missing == 1 ? "document was" : "documents were") not written")
    }
  }
}

/// Stored documents, out again by a person's rights.
private struct DocumentOutput {
  let workspace: Workspace
  let user: User

  /// Standard output is nil, or `-`.
  ///
  /// - Returns: what the file was called.
  /// - Throws: ``CommandFailure``: `noInput` for a resume that is not there or has no bytes, `dataError` for damaged ones.
  func write(_ id: Int, to path: String?) async throws -> String {
    guard let document = try await workspace.store.storedDocument(of: id, actingUser: user.id) else {
      throw CommandFailure(.noInput, "no resume \(id); see hotgigs resumes list")
    }
    guard let sha256 = document.sha256 else {
      throw CommandFailure(
        .noInput, "no bytes are stored of resume \(id): it could not be taken in; see hotgigs resumes show \(id)")
    }
    let target = try OutputFile.open(path)
    if target.isTerminal { throw CommandFailure(.usage, "a document is not for a terminal: name a file with --output") }
    let source: OpenFile
    do {
      source = try await workspace.content.open(document.address)
    } catch let error as ExtractionError {
      throw CommandFailure(.noInput, "resume \(id): \(error.detail)")
    }
    try await workspace.store.recordDocumentTaken(of: id, actingUser: user.id)
    guard try Self.copy(source, to: target) == sha256 else {
      throw CommandFailure(
        .dataError, "the stored bytes of resume \(id) are damaged: they are not those that came in; restore a backup")
    }
    try target.finish()
    return document.filename
  }

  /// - Returns: SHA-256 of what was copied, in hexadecimal.
  private static func copy(_ source: borrowing OpenFile, to target: borrowing OutputFile) throws -> String {
    let digest = StreamingDigest()
    var offset = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = pread(source.descriptor, &buffer, buffer.count, off_t(offset))
      guard count >= 0 else {
        throw ContentStoreError("a stored document can't be read: \(String(cString: strerror(errno)))")
      }
      if count == 0 { return digest.value.description }
      digest.update(buffer[..<count])
      try target.write(Array(buffer[..<count]))
      offset += count
    }
  }
}
