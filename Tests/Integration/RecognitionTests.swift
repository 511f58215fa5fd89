import Foundation
import Ingest
import Intake
import ReaderProtocol
import ResumeModel
import TestSupport
import Testing

/// Scans, by real `hotgigs-ocr` processes.
/// One after another: a file that one test writes to run must not be open in a process that another is starting.
@Suite(.serialized) struct RecognitionTests {
  private let scan = Fixtures.scans + "/tobias-leitner.png"

  @Test func aScanIsReadAsADocumentIs() async throws {
    let pool = try ReaderPool(ReaderPool.Configuration(size: 1))
    let reply = try await read(scan, from: pool)
    let truth = try JSONDecoder().decode(
      JSONResume.self, from: Data(contentsOf: URL(filePath: Fixtures.root + "/truth/resumes/tobias-leitner.json")))
    #expect(reply.header.mediaType == "image/png")
    let resume = try JSONDecoder().decode(ParsedResume.self, from: Data(reply.resume))
    #expect(resume.name?.value == truth.basics?.name)
    #expect(resume.email == truth.basics?.email)
    #expect(resume.work.map(\.company?.value) == truth.work?.map(\.name))
    #expect(resume.emails.first?.evidence.first?.box != nil)
    await pool.shutDown()
  }

  @Test func noRecogniserIsStartedForText() async throws {
    let pool = try ReaderPool(ReaderPool.Configuration(size: 1))
    _ = try await read(Fixtures.resumes + "/tobias-leitner.pdf", from: pool)
    #expect(await pool.recognizerCounts.started == 0)
    await pool.shutDown()
  }

  @Test func losesNoPageWhenARecogniserIsKilled() async throws {
    let pool = try ReaderPool(ReaderPool.Configuration(size: 1))
    let first = try await read(scan, from: pool)
    let recognizer = try #require(await pool.idleRecognizers.first)
    // Stopped, it takes the page into its socket and does nothing: killed, it holds it for certain.
    kill(recognizer, SIGSTOP)
    async let second = read(scan, from: pool)
    while await pool.idleRecognizers.contains(recognizer) { await Task.yield() }
    kill(recognizer, SIGKILL)
    #expect(try await second.text == first.text)
    #expect(await pool.recognizerCounts.started == 2)
    await pool.shutDown()
  }

  @Test func withoutARecogniserAScanIsEmptyAndTextIsRead() async throws {
    let pool = try ReaderPool(ReaderPool.Configuration(recognizer: "/nowhere/hotgigs-ocr", size: 1))
    let error = await #expect(throws: ExtractionError.self) { try await read(scan, from: pool) }
    #expect(error?.code == .empty)
    #expect(error?.detail.contains("tesseract-ocr-eng") == true, "\(error?.detail ?? "")")
    #expect(try await !read(Fixtures.resumes + "/tobias-leitner.pdf", from: pool).text.isEmpty)
    await pool.shutDown()
  }

  @Test func aRecogniserThatHangsCostsItsPageAtTheDeadline() async throws {
    let hasty = try ReaderPool(
      ReaderPool.Configuration(
        recognizer: try script("exec sleep 600"), size: 1, recognitionDeadline: .milliseconds(200)))
    let error = await #expect(throws: ExtractionError.self) { try await read(scan, from: hasty) }
    #expect(error?.code == .timeout)
    await hasty.shutDown()
  }

  @Test func whatWasRecognisedIsKeptWhenAnotherPageFails() async throws {
    let once = try script(
      """
      if mkdir '\(folder.path)/started' 2>/dev/null; then exec '\(ReaderPool.recognizerBesideThisOne)'; fi
      head -c 8 <&3 >/dev/null; kill -9 $$
      """)
    let pool = try ReaderPool(ReaderPool.Configuration(recognizer: once, size: 1, documentsPerReader: 1, tries: 1))
    let reply = try await read(Fixtures.scans + "/priyanka-venkataraman.tif", from: pool)
    let resume = try JSONDecoder().decode(ParsedResume.self, from: Data(reply.resume))
    #expect(resume.name?.value == "Priyanka Venkataraman")
    let warning = try #require(resume.warnings.first { $0.code == .partlyRead })
    #expect(warning.detail.hasPrefix("page 2: a picture that was not read"), "\(warning.detail)")
    await pool.shutDown()
  }

  @Test(arguments: ["ewan-macgillivray.pdf", "marcus-okonjo-hale.pdf", "aoife-brennan.jpg"])
  func askewInColumnsOrOnItsHead(_ name: String) async throws {
    let truth = Fixtures.root + "/truth/resumes/\((name as NSString).deletingPathExtension).json"
    let resume = try JSONDecoder().decode(JSONResume.self, from: Data(contentsOf: URL(filePath: truth)))
    let pool = try ReaderPool(ReaderPool.Configuration(size: 1))
    let reply = try await read(Fixtures.scans + "/" + name, from: pool)
    let read = try JSONDecoder().decode(ParsedResume.self, from: Data(reply.resume))
    #expect(read.email == resume.basics?.email)
    #expect(read.work.map(\.company?.value) == resume.work?.map(\.name))
    #expect(read.work.allSatisfy { ($0.company?.confidence ?? 1) < 1 }, "what was recognised is never certain")
    await pool.shutDown()
  }

  @Test func theSameScanGivesTheSameBytes() async throws {
    var seen: Set<[UInt8]> = []
    for size in [1, 3] {
      let pool = try ReaderPool(ReaderPool.Configuration(size: size))
      try await withThrowingTaskGroup(of: [UInt8].self) { group in
        for _ in 1...5 { group.addTask { try await read(scan, from: pool, parts: [.resume, .layout]).layout } }
        for try await layout in group { seen.insert(layout) }
      }
      await pool.shutDown()
    }
    #expect(seen.count == 1)
  }

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func read(
    _ path: String, from pool: ReaderPool, parts: ReaderRequest.Parts = [.resume, .text]
  ) async throws -> ReaderReply {
    let file = try OpenFile(FilePath(path))
    return try await pool.read(file.descriptor, parts: parts)
  }

  private func script(_ body: String) throws -> String {
    let path = try folder.write("#!/bin/sh\n\(body)\n", to: "recognizer.sh")
    chmod(path, 0o700)
    return path
  }
}
