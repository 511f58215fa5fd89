import Foundation
import Ingest
import Intake
import ReaderProtocol
import TestSupport
import Testing

/// The walls around readers: what stands, what they refuse, and that resumes are read as well behind them.
@Suite struct SandboxTests {
  /// Ways out that need rights which who runs the tests may not have, or a kernel that some systems close further.
  private static let privileged: Set<String> = [
    "open-resource-for-writing", "read-own-memory", "read-memory-of-parent", "trace-parent", "read-into-parent",
    "use-ring",
    "enter-namespace", "mount-folder", "change-root", "kernel-socket", "datagram-socket",
  ]
  private static let ways =
    (try? Command(executable: ReaderPool.executableBesideThisOne, arguments: ["--escape"], environment: [:]).result())?
    .output.split(separator: "\n").map(String.init) ?? []

  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func thereAreWaysToTry() {
    #expect(Self.ways.count > 40)
    #expect(Self.privileged.isSubset(of: Self.ways))
  }

  @Test(arguments: ways) func noWayLeadsOut(_ way: String) throws {
    let walled = try escape(by: way)
    // Refused by an errno, or ended for trying.
    #expect([EACCES, EPERM, -SIGSYS].contains(walled), "\(way): \(walled)")
    guard !Self.privileged.contains(way) else { return }
    #expect(try escape(by: way, "unwalled") == 0, "\(way) is no way out, whatever stands")
  }

  @Test func startingAProcessEndsAReader() throws {
    for way in ["start-child", "start-child-sharing-memory", "run-program", "trace-parent", "use-ring"] {
      #expect(try escape(by: way) == -SIGSYS, "\(way)")
    }
  }

  @Test(arguments: [ReaderPool.executableBesideThisOne, ReaderPool.recognizerBesideThisOne])
  func allWallsStand(around executable: String) throws {
    let result = try Command(executable: executable, arguments: ["--walls"], environment: [:]).result()
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    let walls = try JSONDecoder().decode(Walls.self, from: Data(result.output.utf8))
    #expect(Set(walls.standing) == Set(Walls.Wall.allCases))
    #expect(walls.landlock > 0)
  }

  @Test func whoReadsDocumentsIsWalledIn() async throws {
    let pool = try ReaderPool(ReaderPool.Configuration(size: 1))
    let file = try OpenFile(FilePath(Fixtures.scans + "/tobias-leitner.png"))
    _ = try await pool.read(file.descriptor, parts: .text)
    let processes = try [#require(await pool.idleProcesses.first), #require(await pool.idleRecognizers.first)]
    for (process, addressSpace) in zip(processes, [640 << 20, 1536 << 20]) {
      let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
      #expect(status.contains("Seccomp:\t2\n") && status.contains("NoNewPrivs:\t1\n"), "\(status)")
      let limits = try String(contentsOfFile: "/proc/\(process)/limits", encoding: .utf8).split(separator: "\n")
      func limit(_ name: String) -> [Substring]? {
        limits.first { $0.hasPrefix(name) }?.dropFirst(name.count).split(separator: " ")
      }
      #expect(limit("Max address space")?[1] == "\(addressSpace)", "\(limits)")
      #expect(limit("Max file size")?[1] == "0")
      #expect(limit("Max core file size")?[1] == "0")
      #expect(limit("Max open files")?[1] == "64")
      // Its processor time is set anew for each document.
      #expect(Int(limit("Max cpu time")?[0] ?? "") ?? .max < 120, "\(limits)")
    }
    await pool.shutDown()
  }

  /// All formats, pages that are drawn, character maps that are opened in mid-document, and a scan.
  @Test func resumesAreReadAsWithoutWalls() throws {
    let hotgigs = try Installation()
    try folder.write(Self.japanese, to: "in/cjk.pdf")
    try folder.write(Self.shiftJIS, to: "in/converted.html")
    var outputs: [String] = []
    for sandbox in ["required", "off"] {
      let settings = try folder.write("readers:\n  sandbox: \(sandbox)\n  deadline: 100 s\n", to: "\(sandbox).yaml")
      let result = try hotgigs.run(
        "parse", "--config", settings, "--format", "layout", "--jsonl", folder.path + "/in", Fixtures.resumes,
        Fixtures.hard, Fixtures.root + "/templates", Fixtures.scans + "/tobias-leitner.png")
      outputs.append(result.output + result.errors)
    }
    let lines = outputs.map { Set($0.split(separator: "\n")) }
    #expect(lines[0].symmetricDifference(lines[1]).sorted() == [])
    #expect(outputs[0] == outputs[1])
    #expect(outputs[0].contains("山田太郎"), "by a predefined character map")
    #expect(outputs[0].contains("東京"), "by a converter of the C library")
    #expect(outputs[0].contains("Tobias Leitner"))
  }

  @Test func explanationsAreDrawnBehindWalls() throws {
    let hotgigs = try Installation()
    var pages: [String] = []
    for sandbox in ["required", "off"] {
      let settings = try folder.write("readers:\n  sandbox: \(sandbox)\n  deadline: 100 s\n", to: "\(sandbox).yaml")
      // Its fonts are not embedded: fontconfig finds some.
      let result = try hotgigs.run(
        "explain", "--config", settings, Fixtures.resumes + "/tobias-leitner.pdf")
      #expect(result.status == 0, "\(result.errors)")
      pages.append(result.output)
    }
    #expect(pages[0] == pages[1])
  }

  @Test func statusTellsWhatStands() throws {
    let hotgigs = try Installation()
    let result = try hotgigs.run("status")
    #expect(result.output.contains("readers: walled in (seccomp, Landlock "), "\(result.output)\(result.errors)")
    let off = try folder.write("readers:\n  sandbox: off\n", to: "off.yaml")
    #expect(try hotgigs.run("status", "--config", off).output.contains("readers: limits only, no sandbox"))
  }

  /// A kernel without Landlock, and one without seccomp filters: another filter refuses the calls as they would.
  @Test(arguments: ["Landlock", "seccomp"]) func aKernelThatRefusesIsTold(_ wall: String) throws {
    let hotgigs = try Installation()
    let document = try folder.write(Fixtures.resume(1), to: "in/cv.txt")
    let required = try folder.write("readers:\n  sandbox: required\n", to: "required.yaml")
    let kernel = KernelWithout(wall: wall, hotgigs: hotgigs)

    let status = try kernel.run("status")
    #expect(status.output.contains("readers: without \(wall) ("), "\(status.output)\(status.errors)")
    let json = try #require(try kernel.run("status", "--json").rows().first?["readers"] as? [String: Any])
    let missing = (json["walls"] as? [String: Any])?["missing"] as? [[String: Any]]
    #expect(missing?.map { $0["wall"] as? String } == [wall == "seccomp" ? "system_calls" : "files"], "\(json)")

    #expect(try kernel.run("parse", document).status == 0)
    for command in [["parse"], ["explain"], ["ingest"]] {
      let result = try kernel.run(command + ["--config", required, document])
      #expect(result.status == 69 && result.output.isEmpty, "\(command): \(result.output)\(result.errors)")
      #expect(result.errors.hasPrefix("error: ") && result.errors.contains("without \(wall) ("), "\(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    }
    #expect(try kernel.run("worker", "--until-empty", "--config", required).status == 69)
    #expect(try hotgigs.sql("SELECT count(*) FROM runs") == "0", "nothing was begun")
    #expect(
      try kernel.run("status", "--config", required).output.contains(
        "readers.sandbox is required, no document is opened"))
    #expect(try hotgigs.run("ingest", "--json", "--config", required, document).rows().count == 1)
  }

  @Test func aPoolGivesNothingToAReaderWithoutTheWallsRequired() async throws {
    // Said by a script in its place: a frame of 4 bytes of length, and as much JSON.
    let words = #"{"standing":[],"missing":[{"wall":"files","reason":"gone"}],"landlock":0}"#
    let script = try folder.write(
      "#!/bin/sh\nprintf '\\\(String(words.utf8.count, radix: 8))\\0\\0\\0%s' '\(words)' >&3\n"
        + "if head -c 1 <&3 >/dev/null; then touch '\(folder.path)/given'; fi\n",
      to: "reader.sh")
    let copy = folder.path + "/reader"
    let copying = try Command(executable: "/bin/cp", arguments: [script, copy], environment: [:]).result()
    try #require(copying.status == 0)
    chmod(copy, 0o700)
    let pool = try ReaderPool(ReaderPool.Configuration(executable: copy, size: 1, sandbox: .required))
    let file = try OpenFile(FilePath(script))
    let error = await #expect(throws: WallsMissing.self) { try await pool.read(file.descriptor, parts: .text) }
    #expect(error?.walls.missing.map(\.wall) == [.files])
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/given"))
    await pool.shutDown()
  }

  private func escape(by way: String, _ more: String...) throws -> CInt {
    let outside = try TemporaryFolder()
    let file = try outside.write("secret", to: "file")
    try FileManager.default.createSymbolicLink(atPath: outside.path + "/link", withDestinationPath: "/etc/passwd")
    return try Command(
      executable: ReaderPool.executableBesideThisOne, arguments: ["--escape", way, file, outside.path] + more,
      environment: [:]
    ).result().status
  }

  /// A page of Japanese whose font names a predefined character map, by which alone poppler knows its letters.
  private static let japanese: String = {
    let letters = Array("山田太郎".utf16).map { String($0, radix: 16).uppercased() }.joined()
    let address = "taro@example.com".utf8.map { String($0, radix: 16) }.joined()
    let content =
      "BT /F1 24 Tf 72 720 Td <\(letters)> Tj ET BT /F2 12 Tf 72 690 Td <\(address)> Tj ET"
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        + " /Resources << /Font << /F1 5 0 R /F2 8 0 R >> >> >>",
      "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
      "<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /UniJIS-UCS2-H /DescendantFonts [6 0 R] >>",
      "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /FontDescriptor 7 0 R"
        + " /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>",
      "<< /Type /FontDescriptor /FontName /Ryumin-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
        + " /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    var file = "%PDF-1.4\n"
    var places: [Int] = []
    for (index, object) in objects.enumerated() {
      places.append(file.utf8.count)
      file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let table = file.utf8.count
    file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for place in places { file += String(repeating: "0", count: 10 - "\(place)".count) + "\(place) 00000 n \n" }
    return file + "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n"
  }()

  /// A page in an encoding that libxml2 leaves to the C library, which loads code for it.
  private static let shiftJIS =
    Array("<html><head><meta charset=\"EUC-JP\"></head><body><p>".utf8) + [0xC5, 0xEC, 0xB5, 0xFE]
    + Array("</p><p>taro@example.com</p></body></html>".utf8)
}

/// Runs `hotgigs` as on a kernel that lacks a wall: a filter on its calls, which its readers inherit, answers as that kernel
/// would. (Written in machine code of the filter, since nobody else needs a program for it.)
private struct KernelWithout {
  let wall: String
  let hotgigs: Installation

  func run(_ arguments: String...) throws -> Installation.Result { try run(arguments) }

  func run(_ arguments: [String]) throws -> Installation.Result {
    try Command(
      executable: "/usr/bin/python3", arguments: ["-c", Self.program, wall, Installation.executable] + arguments,
      environment: ["HOTGIGS_HOME": hotgigs.home]
    ).result()
  }

  private static let program = """
    import ctypes, os, struct, sys
    libc = ctypes.CDLL(None, use_errno=True)
    ENOSYS, EINVAL = 38, 22
    # Numbers of the calls, the same on all architectures for Landlock's.
    prctl, seccomp = {"x86_64": (157, 317), "aarch64": (167, 277)}[os.uname().machine]
    def step(code, jt, jf, k): return struct.pack("HBBI", code, jt, jf, k)
    load_call, load_first = step(0x20, 0, 0, 0), step(0x20, 0, 0, 16)
    def answer(errno): return step(0x06, 0, 0, 0x00050000 | errno)
    allow = step(0x06, 0, 0, 0x7fff0000)
    if sys.argv[1] == "Landlock":
        steps = [load_call, step(0x35, 0, 2, 444), step(0x25, 1, 0, 446), answer(ENOSYS), allow]
    else:
        # seccomp(2) is unknown, and PR_SET_SECCOMP (22) to prctl.
        steps = [load_call, step(0x15, 4, 0, seccomp), step(0x15, 0, 2, prctl), load_first, step(0x15, 2, 0, 22), allow,
                 answer(ENOSYS), answer(EINVAL)]
    code = ctypes.create_string_buffer(b"".join(steps))
    class Program(ctypes.Structure): _fields_ = [("count", ctypes.c_ushort), ("steps", ctypes.c_void_p)]
    program = Program(len(steps), ctypes.cast(code, ctypes.c_void_p))
    if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, ctypes.byref(program), 0, 0): sys.exit(os.strerror(ctypes.get_errno()))
    os.execv(sys.argv[2], sys.argv[2:])
    """
}
