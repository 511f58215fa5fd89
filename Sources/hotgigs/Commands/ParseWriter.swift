import CommandKit
import FoundationEssentials
import Ingest
import Intake
import ReaderProtocol
import ResumeModel

/// Writes each result of `hotgigs parse` where it was asked for, and remembers how it all ends.
struct ParseWriter {
  let format: ParseFormat
  let output: String?
  let jsonl: Bool
  let explain: Bool
  private var written: Set<String> = []
  private(set) var exitCode: CommandFailure.Code?

  init(format: ParseFormat, output: String?, jsonl: Bool, explain: Bool) {
    self.format = format
    self.output = output
    self.jsonl = jsonl
    self.explain = explain
  }

  /// Makes the output folder.
  func prepare() throws {
    guard let output else { return }
    do {
      try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(.cannotCreate, "can't make the folder \(output): \(error)")
    }
  }

  mutating func write(_ result: ParseResult) throws {
    let path = result.path.description
    switch result.outcome {
    case .read(let reply):
      let text: String
      do {
        text = try self.text(of: reply)
      } catch is DecodingError {
        return try write(ParseResult(path: result.path, outcome: .rejected(.unintelligibleReply)))
      }
      if !jsonl, !reply.resume.isEmpty { try warn(path, JSON.decode(Judged.self, from: reply.resume).likeness) }
      if jsonl {
        Terminal.print(#"{"file":\#(try JSON.line(path)),"\#(key)":\#(text)}"#)
      } else if let output {
        try write(text, to: output + "/" + name(for: path))
      } else {
        Terminal.print(text)
      }
      if explain { Explanation(try JSON.decode(ParsedResume.self, from: reply.resume)).print(for: path) }
    case .rejected(let error):
      try reject(path, code: error.code.rawValue, message: error.detail, exit: .dataError)
    case .missing:
      try reject(path, code: "no such file", message: path, exit: .noInput)
    case .unavailable(let message):
      throw CommandFailure(.unavailable, message)
    }
  }

  /// The one part of a reading that every format's user is told.
  private struct Judged: Decodable {
    var likeness: ResumeLikeness?
  }

  private func warn(_ path: String, _ likeness: ResumeLikeness?) {
    guard let likeness, likeness.isRefused else { return }
    Terminal.warning("\(ErrorCode.notAResume): \(path): \(likeness.explanation)")
  }

  private var key: String {
    switch format {
    case .jsonResume, .json: "resume"
    case .text: "text"
    case .layout: "layout"
    }
  }

  private mutating func reject(_ path: String, code: String, message: String, exit: CommandFailure.Code) throws {
    if jsonl {
      let error = ["code": exit == .noInput ? "missing" : code, "message": message]
      Terminal.print(#"{"error":\#(try JSON.line(error)),"file":\#(try JSON.line(path))}"#)
    } else {
      Terminal.error(exit == .noInput ? "\(code): \(path)" : "\(code): \(path): \(message)")
    }
    // A document that was rejected says more than a name that was mistyped.
    if exitCode != .dataError { exitCode = exit }
  }

  private func text(of reply: ReaderReply) throws -> String {
    let pretty = !jsonl
    switch format {
    case .jsonResume:
      return try JSON.text(
        JSONResume(JSON.decode(ParsedResume.self, from: reply.resume, withoutEvidence: true)), pretty: pretty)
    case .json:
      return pretty
        ? try JSON.text(JSON.decode(ParsedResume.self, from: reply.resume), pretty: true)
        : String(decoding: reply.resume, as: UTF8.self)
    case .text:
      let text = String(decoding: reply.text, as: UTF8.self)
      return jsonl ? try JSON.line(text) : text
    case .layout:
      return String(decoding: reply.layout, as: UTF8.self)
    }
  }

  /// STEM.json, or NAME.EXT.json where another file of this run has that stem.
  private mutating func name(for path: String) -> String {
    let name = FilePath(path).lastComponent.description
    let stem = name.lastIndex(of: ".").map { $0 == name.startIndex ? name : String(name[..<$0]) } ?? name
    for candidate in [stem, name] where written.insert("\(candidate).\(format.fileExtension)").inserted {
      return "\(candidate).\(format.fileExtension)"
    }
    var number = 2
    while !written.insert("\(name).\(number).\(format.fileExtension)").inserted { number += 1 }
    return "\(name).\(number).\(format.fileExtension)"
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try Data((text + "\n").utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw CommandFailure(.cannotCreate, "can't write \(path): \(error)")
    }
  }
}
