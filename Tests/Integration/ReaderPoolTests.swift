import Foundation
import Ingest
import Intake
import ReaderProtocol
import ResumeModel
import Synchronization
import TestSupport
import Testing

/// Real reader processes, stopped and killed.
/// One after another: a file that one test writes to run must not be open in a process that another is starting.
@Suite(.serialized) struct ReaderPoolTests {
  let folder: TemporaryFolder
  let document: String

  init() throws {
    folder = try TemporaryFolder()
    document = try folder.write("Ada Example\nada@example.com\n\nSkills\nSQL, Swift\n", to: "cv.txt")
  }

  @Test func readsOneDocumentAfterAnother() async throws {
    let pool = try ReaderPool(ReaderPool.Configuration(size: 2))
    for _ in 1...5 {
      let reply = try await read(document, from: pool, parts: [.text, .resume])
      #expect(String(decoding: reply.text, as: UTF8.self).hasPrefix("Ada Example"))
      #expect(reply.header.mediaType == "text/plain")
      #expect(
        try JSONDecoder().decode(ParsedResume.self, from: Data(reply.resume)).emails.map(\.value) == ["ada@example.com"]
      )
    }
    #expect(await pool.counts.started == 1)
    await pool.shutDown()
  }

  @Test func givesTheSameBytesForTheSameDocument() async throws {
    let pool = try ReaderPool(ReaderPool.Configuration(size: 2, documentsPerReader: 1))
    let first = try await read(document, from: pool, parts: [.text, .resume, .layout])
    let second = try await read(document, from: pool, parts: [.text, .resume, .layout])
    #expect(first.resume == second.resume)
    #expect(first.text == second.text)
    #expect(first.layout == second.layout)
    #expect(await pool.counts.started == 2, "a reader is retired after its documents")
    await pool.shutDown()
  }

  @Test func neverRunsMoreReadersThanItsSize() async throws {
    let pool = try ReaderPool(ReaderPool.Configuration(size: 2))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 1...40 { group.addTask { _ = try await read(document, from: pool, parts: .text) } }
      try await group.waitForAll()
    }
    #expect(await pool.counts.started <= 2)
    await pool.shutDown()
  }

  @Test func aDocumentThatKilledReadersElsewhereIsNotGivenToAnother() async throws {
    let pool = try ReaderPool(ReaderPool.Configuration(size: 1))
    let file = try OpenFile(FilePath(document))
    await #expect(throws: ExtractionError.self) {
      _ = try await pool.read(file.descriptor, parts: .text, deathsBefore: 3)
    }
    await pool.shutDown()
  }

  @Test func aStoppedWorkerWaitsForNoDocument() async throws {
    let pool = try ReaderPool(
      ReaderPool.Configuration(
        executable: try script("head -c 8 <&3 >/dev/null; exec sleep 3600"), size: 1, deadline: .seconds(3600)))
    let file = try OpenFile(FilePath(document))
    let descriptor = file.descriptor
    let reading = Task { try await pool.read(descriptor, parts: .text) }
    while await !pool.idleProcesses.isEmpty { await Task.yield() }
    reading.cancel()
    await #expect(throws: CancellationError.self) { _ = try await reading.value }
    #expect(await pool.counts.died == 0, "no file is to blame")
    await pool.shutDown()
    withExtendedLifetime(file) {}
  }

  @Test func eachDeathIsToldAtOnce() async throws {
    let pool = try ReaderPool(
      ReaderPool.Configuration(executable: try script("head -c 8 <&3 >/dev/null; kill -9 $$"), size: 1))
    let file = try OpenFile(FilePath(document))
    let deaths = Mutex(0)
    // Two have died of it elsewhere: one more try.
    let error = await #expect(throws: ExtractionError.self) {
      try await pool.read(file.descriptor, parts: .text, deathsBefore: 2) { deaths.withLock { $0 += 1 } }
    }
    #expect(error?.code == .crashed)
    #expect(deaths.withLock { $0 } == 1)
    await pool.shutDown()
  }

  @Test func losesNoDocumentWhenAReaderIsKilled() async throws {
    let pool = try ReaderPool(ReaderPool.Configuration(size: 1))
    let reader = try #require(await pool.idleProcesses.first)
    // Stopped, it takes the document into its socket and does nothing: killed, it holds it for certain.
    kill(reader, SIGSTOP)
    async let reply = read(document, from: pool, parts: .text)
    while await pool.idleProcesses.contains(reader) { await Task.yield() }
    kill(reader, SIGKILL)
    #expect(try await !reply.text.isEmpty)
    let counts = await pool.counts
    #expect(counts.died <= 1, "killed while it held the document, or just before it was handed over")
    #expect(counts.started == 2)
    await pool.shutDown()
  }

  @Test func losesNoDocumentWhenAnIdleReaderIsKilled() async throws {
    let pool = try ReaderPool(ReaderPool.Configuration(size: 1))
    let reader = try #require(await pool.idleProcesses.first)
    kill(reader, SIGKILL)
    #expect(try await !read(document, from: pool, parts: .text).text.isEmpty)
    await pool.shutDown()
  }

  @Test func givesUpADocumentAtTheDeadline() async throws {
    let pool = try ReaderPool(ReaderPool.Configuration(size: 1, deadline: .seconds(2)))
    kill(try #require(await pool.idleProcesses.first), SIGSTOP)
    let error = await #expect(throws: ExtractionError.self) { try await read(document, from: pool, parts: .text) }
    #expect(error?.code == .timeout)
    // And goes on with a fresh reader.
    #expect(try await !read(document, from: pool, parts: .text).text.isEmpty)
    #expect(await pool.counts.timedOut == 1)
    await pool.shutDown()
  }

  /// An alarm ends one that hangs after its pool was killed; what a terminal sends to all of a group is not for it.
  @Test func aReaderHearsItsAlarmAndNoTerminal() async throws {
    let pool = try ReaderPool(ReaderPool.Configuration(size: 1))
    _ = try await read(document, from: pool, parts: .text)
    let reader = try #require(await pool.idleProcesses.first)
    let status = try String(contentsOfFile: "/proc/\(reader)/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("SigBlk:") })
    let mask = try #require(UInt64(line.dropFirst("SigBlk:\t".count), radix: 16))
    let blocked = (1..<32 as Range<CInt>).filter { mask & 1 << UInt64($0 - 1) != 0 }
    #expect(blocked == [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP])
    await pool.shutDown()
  }

  @Test func aDocumentThatUsesUpItsProcessorTimeIsATimeout() async throws {
    // As the kernel ends it.
    let pool = try ReaderPool(
      ReaderPool.Configuration(executable: try script("head -c 8 <&3 >/dev/null; kill -XCPU $$"), size: 1))
    let error = await #expect(throws: ExtractionError.self) { try await read(document, from: pool, parts: .text) }
    #expect(error?.code == .timeout)
    await pool.shutDown()
  }

  @Test func aDocumentIsNotToBlameForMemoryThatOthersFilled() async throws {
    let pool = try ReaderPool(ReaderPool.Configuration(size: 1))
    // Once it has read, it is past its start, where the signal would end it at once.
    _ = try await read(document, from: pool, parts: .text)
    let reader = try #require(await pool.idleProcesses.first)
    kill(reader, SIGSTOP)
    async let reply = read(document, from: pool, parts: .text)
    while await pool.idleProcesses.contains(reader) { await Task.yield() }
    // A debug build's reader then takes memory until there is none.
    kill(reader, SIGUSR1)
    kill(reader, SIGCONT)
    #expect(try await !reply.text.isEmpty)
    #expect(await pool.counts.started == 2)
    await pool.shutDown()
  }

  @Test func aDocumentThatFillsTheMemoryOfEachReaderIsOverTheLimit() async throws {
    // A child of a shell, in place of a document, in one piece, read as often as it needs (a read takes 2 GB at most). What its
    // starter has held counts as ordinary: this process, which other tests share, and which grows meanwhile.
    let script = try script(
      """
      head -c 8 <&3 >/dev/null
      held=$(awk '/VmHWM/ {print $2}' /proc/$PPID/status)
      dd if=/dev/zero of=/dev/null bs=$((held * 1024 + 700000000)) count=1 iflag=fullblock; kill -9 $$
      """)
    let pool = try ReaderPool(
      ReaderPool.Configuration(executable: script, size: 1, deadline: .seconds(100), tries: 2))
    let error = await #expect(throws: ExtractionError.self) { try await read(document, from: pool, parts: .text) }
    #expect(error?.code == .limitExceeded, "\(error?.detail ?? "")")
    #expect(await pool.counts.died == 2)
    await pool.shutDown()
  }

  @Test func givesUpADocumentThatKillsItsReaderThreeTimes() async throws {
    let told = Mutex<[ReaderPool.Kind: ReaderPool.Counts]>([:])
    let pool = try ReaderPool(
      ReaderPool.Configuration(executable: try script("head -c 8 <&3 >/dev/null; kill -9 $$"), size: 1)
    ) { kind, counts in told.withLock { $0[kind] = counts } }
    let error = await #expect(throws: ExtractionError.self) { try await read(document, from: pool, parts: .text) }
    #expect(error?.code == .crashed)
    #expect(error?.detail.contains("signal 9") == true, "\(error?.detail ?? "")")
    #expect(await pool.counts.died == 3)
    let counts = await pool.counts
    #expect(told.withLock { $0 } == [.reader: counts])
    await pool.shutDown()
  }

  @Test func blamesTheInstallationForAReaderThatCanNotStart() async throws {
    #expect(throws: ReaderUnavailable.self) {
      try ReaderPool(ReaderPool.Configuration(executable: folder.path + "/none", size: 1))
    }
  }

  @Test func blamesTheInstallationForAReaderWithoutItsResources() async throws {
    let lonely = try executableCopy(of: ReaderPool.executableBesideThisOne, as: "hotgigs-reader")
    let pool = try ReaderPool(ReaderPool.Configuration(executable: lonely, size: 1))
    let error = await #expect(throws: ReaderUnavailable.self) { try await read(document, from: pool, parts: .text) }
    #expect(error?.reason.contains("exit code 72") == true, "\(error?.reason ?? "")")
    await pool.shutDown()
  }

  @Test func stopsWaitingWhenCancelled() async throws {
    let pool = try ReaderPool(ReaderPool.Configuration(size: 1, deadline: .seconds(60)))
    let reader = try #require(await pool.idleProcesses.first)
    kill(reader, SIGSTOP)
    let holder = Task { try await read(document, from: pool, parts: .text) }
    while await pool.idleProcesses.contains(reader) { await Task.yield() }
    let waiter = Task { try await read(document, from: pool, parts: .text) }
    waiter.cancel()
    await #expect(throws: CancellationError.self) { try await waiter.value }
    kill(reader, SIGKILL)
    #expect(try await !holder.value.text.isEmpty)
    await pool.shutDown()
  }

  private func read(_ path: String, from pool: ReaderPool, parts: ReaderRequest.Parts) async throws -> ReaderReply {
    let file = try OpenFile(FilePath(path))
    return try await pool.read(file.descriptor, parts: parts)
  }

  private func script(_ body: String) throws -> String {
    let text = try folder.write("#!/bin/sh\n\(body)\n", to: "reader.txt")
    let path = try executableCopy(of: text, as: "reader.sh")
    chmod(path, 0o700)
    return path
  }

  /// By a process of its own: a child that another test starts at this moment would hold the copy open for writing, and then
  /// it can't be run.
  private func executableCopy(of path: String, as name: String) throws -> String {
    let copy = folder.path + "/" + name
    let result = try Command(executable: "/bin/cp", arguments: [path, copy], environment: [:]).result()
    try #require(result.status == 0, "\(result.errors)")
    return copy
  }
}
