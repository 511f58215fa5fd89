import Foundation
import TestSupport
import Testing

/// A real clamd beside a real pipeline: what it finds is not opened, and without its word nothing is.
@Suite struct VirusScanTests {
  let hotgigs: Installation
  let folder: TemporaryFolder
  /// EICAR's test string, which is no virus; in two parts, lest this source be taken for one.
  private static let eicar = #"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-"# + "ANTIVIRUS-TEST-FILE!$H+H*"

  init() throws {
    hotgigs = try Installation()
    folder = try TemporaryFolder.people(2)
    try folder.write(Fixtures.resume(3) + Self.eicar, to: "infected.txt")
  }

  @Test func whatIsInfectedIsKeptAndNotOpened() throws {
    try folder.write(Fixtures.resume(4) + String(repeating: "more of it\n", count: 120_000), to: "long.txt")
    let scanner = try Scanner()
    try configure(scanner.socket)
    let ingest = try hotgigs.run("ingest", "--json", folder.path)
    #expect(ingest.status == 0, "\(ingest.errors)")
    let rows = try ingest.rows()
    func row(_ name: String) -> [String: Any]? { rows.first { ($0["file"] as? String)?.hasSuffix("/" + name) == true } }
    #expect(row("1.txt")?["outcome"] as? String == "created")
    #expect(row("infected.txt")?["code"] as? String == "infected")
    #expect((row("infected.txt")?["message"] as? String)?.contains("Eicar-Test") == true)
    // What the scanner takes no word on, nobody opens.
    #expect(row("long.txt")?["code"] as? String == "limit_exceeded")
    #expect((row("long.txt")?["message"] as? String)?.contains("StreamMaxLength") == true)
    #expect(
      try hotgigs.sql("SELECT raw_text IS NULL AND parsed_data IS NULL FROM resumes WHERE error_code = 'infected'")
        == "t")

    let address = try hotgigs.sql("SELECT file_path FROM resumes WHERE error_code = 'infected'")
    let kept = try String(contentsOfFile: hotgigs.home + "/content/" + address, encoding: .utf8)
    #expect(kept.hasSuffix(Self.eicar))

    // With no scanner any more, it is opened by nobody who did not ask for it.
    try configure("none")
    for selection in ["--failed", "--all"] {
      _ = try hotgigs.run("reprocess", selection)
      #expect(try hotgigs.sql("SELECT count(*) FROM resumes WHERE error_code = 'infected'") == "1", "\(selection)")
    }
    _ = try hotgigs.run("reprocess", "--error", "infected")
    #expect(try hotgigs.sql("SELECT status FROM resumes WHERE filename = 'infected.txt'") == "completed")
  }

  @Test func whileItIsAwayDocumentsWaitAndNothingIsLost() throws {
    let socket = folder.path + ".socket"
    try configure(socket, "queue: {patience: 0 s}")
    let refused = try hotgigs.run("ingest", folder.path)
    #expect(refused.status == 69)
    #expect(refused.errors.contains("no answer from the virus scanner"), "\(refused.errors)")
    #expect(try hotgigs.sql("SELECT string_agg(DISTINCT status, ',') FROM resumes") == "pending")

    try configure(socket)
    let waiting = try hotgigs.start(["ingest", "--json", "--verbose", folder.path])
    while waiting.isRunning, !waiting.errorsSoFar.contains("scanner") { usleep(10_000) }
    #expect(waiting.isRunning)
    let scanner = try Scanner(socket: socket)
    let result = waiting.result()
    #expect(result.status == 0, "\(result.errors)")
    #expect(try hotgigs.sql("SELECT count(*) FILTER (WHERE status = 'completed') FROM resumes") == "2")
    #expect(try hotgigs.sql("SELECT error_code FROM resumes WHERE status = 'failed'") == "infected")
    withExtendedLifetime(scanner) {}
  }

  @Test func whoeverSaysSoGoesOnWithoutIt() throws {
    try configure("/nowhere/clamd", "", absence: "pass")
    let result = try hotgigs.run("ingest", "--verbose", folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("scanner"))
    #expect(try hotgigs.sql("SELECT count(*) FROM resumes WHERE status = 'completed'") == "3")
  }

  private func configure(_ socket: String, _ more: String = "", absence: String = "hold") throws {
    try "scan: {clamd: \(socket), when_away: \(absence)}\n\(more)\n".write(
      toFile: hotgigs.home + "/pipeline.yaml", atomically: true, encoding: .utf8)
  }

  /// clamd with one signature of our own, ended with it.
  private final class Scanner {
    let socket: String
    private let folder: TemporaryFolder
    private let process: Command

    init(socket: String? = nil) throws {
      folder = try TemporaryFolder()
      self.socket = socket ?? folder.path + "/clamd.socket"
      let signature = VirusScanTests.eicar.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
      try folder.write("Eicar-Test:0:*:\(signature)\n", to: "signatures/own.ndb")
      let settings = try folder.write(
        """
        LocalSocket \(self.socket)
        DatabaseDirectory \(folder.path)/signatures
        Foreground yes
        User \(NSUserName())
        StreamMaxLength 1M
        MaxThreads 2

        """, to: "clamd.conf")
      process = try Command(executable: "/usr/sbin/clamd", arguments: ["-c", settings], environment: [:])
      while process.isRunning, !FileManager.default.fileExists(atPath: self.socket) { usleep(10_000) }
      try #require(process.isRunning, "clamd: \(process.outputSoFar)\(process.errorsSoFar)")
    }

    deinit {
      _ = process.killHard()
      try? FileManager.default.removeItem(atPath: socket)
    }
  }
}
