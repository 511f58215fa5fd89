import Foundation
import Intake
import ResumeModel
import TestSupport
import Testing

@Suite struct ArchiveTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func anArchiveIsTheFilesInIt() async throws {
    let zip = SyntheticZip([
      ("a/one.txt", "1"), ("two.txt", "2"), ("a/b/", ""), ("__MACOSX/a/._one.txt", "x"), (".DS_Store", "x"),
      ("a/.hidden/three.txt", "x"), ("a/~$one.txt", "x"), ("a/Thumbs.db", "x"),
    ])
    // Whatever it is called, but for a document's name.
    try folder.write(zip.bytes, to: "in/applications.2026")
    try folder.write(zip.bytes, to: "in/cv.docx")
    try folder.write("3", to: "in/z.txt")
    let files = try await take()
    #expect(
      files.map(\.name) == [
        "in/applications.2026!/a/one.txt", "in/applications.2026!/two.txt", "in/cv.docx", "in/z.txt",
      ])
    #expect(files.map(\.file.source.name) == ["one.txt", "two.txt", "cv.docx", "z.txt"])
    #expect(
      files.map(\.digest) == [
        Self.digest("1"), Self.digest("2"), ContentDigest(of: zip.bytes).description, Self.digest("3"),
      ])
    #expect(files.map(\.file.size) == [1, 1, zip.bytes.count, 1])
  }

  @Test(arguments: [
    ["[Content_Types].xml", "_rels/.rels", "word/document.xml"], ["word/document.xml", "[content_types].xml"],
    ["mimetype", "content.xml"], ["META-INF/manifest.xml", "content.xml"], ["META-INF/MANIFEST.MF", "Main.class"],
    ["Index/Document.iwa", "Metadata/Properties.plist"],
  ])
  func aDocumentThatIsAZIPStaysOne(_ names: [String]) async throws {
    let bytes = SyntheticZip(names.map { ($0, "x") }).bytes
    // Cut off or damaged, it is still a document, not an archive.
    var damaged = bytes
    let directory = try #require(Data(bytes).firstRange(of: Data([0x50, 0x4B, 1, 2])))
    damaged[directory.lowerBound] = 0
    for (name, bytes) in [("cut", bytes.dropLast(30)), ("damaged", damaged[...]), ("whole", bytes[...])] {
      try folder.write(Array(bytes), to: "in/\(name).zip")
    }
    let files = try await take()
    #expect(files.map(\.name) == ["in/cut.zip", "in/damaged.zip", "in/whole.zip"])
    #expect(files.map(\.code) == [nil, nil, nil])
  }

  @Test func eachMemberStandsForItself() async throws {
    var zip = SyntheticZip()
    zip.add("good.txt", "good")
    zip.add("locked.txt", "?") { $0.flags = 1 }
    zip.add("damaged.txt", "damaged") { $0.checksum = 1 }
    zip.add("inner.zip", "") { $0.content = SyntheticZip([("cv.txt", "x")]).bytes }
    zip.add("cv.docx", "") { $0.content = SyntheticZip([("[Content_Types].xml", "x")]).bytes }
    zip.add("large.txt", String(repeating: "x", count: 1001))
    zip.add("link.txt", "/etc/passwd") { $0.isLink = true }
    zip.add("short.txt", "x") { $0.claimedSize = 5 }
    zip.add("other.txt", "x") { $0.method = 12 }
    zip.add("empty.txt", "")
    zip.add("last.txt", "last")
    try folder.write(zip.bytes, to: "in/a.zip")
    let files = try await take(ArchiveLimits(memberBytes: 1000))
    #expect(
      files.map(\.code) == [
        nil, .encrypted, .corrupt, .unsupportedType, nil, .tooLarge, .unreadable, .corrupt, .unsupportedType, nil, nil,
      ])
    #expect(files[3].detail?.contains("an archive inside an archive") == true)
    #expect(files.last?.digest == Self.digest("last"))
    // Enough to know it again by.
    #expect(files[1].file.size == 1)
    #expect(files[1].file.modified != nil)
  }

  @Test func noNameLeadsAnywhere() async throws {
    try folder.write(
      SyntheticZip([("../../up.txt", "1"), ("/etc/rooted.txt", "2"), ("a/../b.txt", "3"), ("c\\d.txt", "4")]).bytes,
      to: "in/a.zip")
    let before = try FileManager.default.subpathsOfDirectory(atPath: folder.path).count
    let files = try await take()
    #expect(files.map(\.file.source.name) == ["up.txt", "rooted.txt", "b.txt", "d.txt"])
    #expect(files.map(\.digest) == ["1", "2", "3", "4"].map(Self.digest))
    let after = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    #expect(after.count { !$0.hasPrefix("content") } == before, "\(after)")
  }

  @Test func namesAreTextThatDrivesNothing() async throws {
    var zip = SyntheticZip()
    zip.members = [
      // Code page 437, as old programs write.
      SyntheticZip.Member([0x6D, 0x81, 0x6C, 0x6C, 0x65, 0x72, 0x2E, 0x74, 0x78, 0x74], [1]),
      SyntheticZip.Member("große.txt", "2"), SyntheticZip.Member("x\u{1b}[31m\n\u{202e}fdp.txt", "3"),
    ]
    // Whatever the archive says of the encoding.
    zip.members[0].flags = 0x800
    try folder.write(zip.bytes, to: "in/a.zip")
    let names = try await take().map(\.file.source.name)
    try #require(names.count == 3, "\(names)")
    #expect(names[..<2] == ["müller.txt", "große.txt"])
    #expect(names.last == "x\u{fffd}[31m\u{fffd}\u{fffd}fdp.txt")
  }

  @Test func sizesBeyond32BitsAreRead() async throws {
    var zip = SyntheticZip()
    zip.add("a.txt", "1") { $0.isZip64 = true }
    zip.add("b.txt", "2") { $0.isZip64 = true }
    zip.comment = Array("PK: what people write here".utf8)
    try folder.write(zip.bytes, to: "in/a.zip")
    #expect(try await take().map(\.digest) == ["1", "2"].map(Self.digest))
  }

  @Test func anArchiveThatCanNotBeTakenIsOneFailure() async throws {
    let zip = SyntheticZip([("a.txt", "1"), ("b.txt", "2")])
    try folder.write(Array(zip.bytes.dropLast(30)), to: "in/cut.zip")
    var damaged = zip.bytes
    damaged[damaged.count - 22 - 51] = 0
    try folder.write(damaged, to: "in/damaged.zip")
    try folder.write(SyntheticZip().bytes, to: "in/none.zip")
    var part = zip
    part.disk = 1
    try folder.write(part.bytes, to: "in/part.zip")
    let files = try await take()
    #expect(files.map(\.name) == ["in/cut.zip", "in/damaged.zip", "in/none.zip", "in/part.zip"])
    #expect(files.map(\.code) == [.corrupt, .corrupt, .empty, .unsupportedType])
    #expect(files.allSatisfy { $0.file.size > 0 && $0.file.modified != nil })
  }

  @Test func aBombIsRefusedBeforeItGoesOff() async throws {
    // Two members, one place: what they share counts twice.
    var overlapping = SyntheticZip([("a.txt", String(repeating: "x", count: 500)), ("b.txt", "b")])
    overlapping.members[1].offset = 0
    try folder.write(overlapping.bytes, to: "in/1-overlap.zip")
    // By its own account each member is as large as is allowed.
    var claims = SyntheticZip()
    for number in 0..<20 { claims.add("\(number).txt", "x") { $0.claimedSize = 10_000_000 } }
    try folder.write(claims.bytes, to: "in/2-ratio.zip")
    try folder.write(SyntheticZip((0..<30).map { ("\($0).txt", "x") }).bytes, to: "in/3-many.zip")
    let files = try await take(ArchiveLimits(members: 25))
    #expect(files.map(\.name) == ["in/1-overlap.zip", "in/2-ratio.zip", "in/3-many.zip"])
    #expect(files.map(\.code) == [.limitExceeded, .limitExceeded, .limitExceeded])
    #expect(files[1].detail?.contains("maximum_archive_ratio") == true)
    #expect(files[2].detail?.contains("maximum_archive_members") == true)
    try FileManager.default.removeItem(atPath: folder.path + "/in")
    try folder.write(claims.bytes, to: "in/a.zip")
    #expect(
      try await take(ArchiveLimits(inflatedBytes: 199_999_999)).first?.detail?.contains("maximum_archive_content")
        == true)
    #expect(try await take(ArchiveLimits(archiveBytes: 100)).map(\.code) == [.tooLarge])
  }

  @Test func anArchiveThatIsStillWrittenToIsNoticed() async throws {
    let path = try folder.write(SyntheticZip((0..<10).map { ("\($0).txt", "\($0)") }).bytes, to: "in/a.zip")
    let storage = FileStorage(into: DirectoryContentStore(directory: folder.path + "/content"), limits: ArchiveLimits())
    var taken: [StoredFile] = []
    for try await file in source(ArchiveLimits()) {
      if taken.count == 3 {
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("more".utf8))
        try handle.close()
      }
      taken.append(try await storage.take(file))
    }
    #expect(taken.map { Taken($0, in: folder).code } == [nil, nil, nil, .unreadable, .unreadable])
    #expect(taken.last?.source.path.description == path)
  }

  @Test func manyPackedFilesOneOfThemBroken() async throws {
    let path = folder.path + "/in.zip"
    try PackedZip.write((0..<200).map { ("\($0).txt", "Person Number\($0)\nperson\($0)@example.com\n") }, to: path)
    var bytes = try Array(Data(contentsOf: URL(filePath: path)))
    let name = try #require(Data(bytes).firstRange(of: Data("100.txt".utf8)))
    bytes[name.upperBound + 10] ^= 0x55
    try Data(bytes).write(to: URL(filePath: path))
    let files = try await take(path: path)
    #expect(files.count == 200)
    #expect(files.filter { $0.code == .corrupt }.count == 1)
    #expect(Set(files.compactMap(\.digest)).count == 199)
  }

  // MARK: Taking

  private func source(_ limits: ArchiveLimits, path: String? = nil) -> ArchiveExpansion<DirectorySource> {
    ArchiveExpansion(of: DirectorySource([FilePath(path ?? folder.path + "/in")]), limits: limits)
  }

  private func take(_ limits: ArchiveLimits = ArchiveLimits(), path: String? = nil) async throws -> [Taken] {
    let storage = FileStorage(into: DirectoryContentStore(directory: folder.path + "/content"), limits: limits)
    var files: [Taken] = []
    for try await file in source(limits, path: path) {
      files.append(Taken(try await storage.take(file), in: folder))
    }
    return files
  }

  private static func digest(_ text: String) -> String { ContentDigest(of: Array(text.utf8)).description }
}

/// A file taken in, in the words of a test.
private struct Taken {
  let file: StoredFile
  /// Below the test's folder.
  let name: String

  init(_ file: StoredFile, in folder: TemporaryFolder) {
    self.file = file
    name = String(file.source.path.description.dropFirst(folder.path.count + 1))
  }

  var code: ErrorCode? { error?.code }
  var detail: String? { error?.detail }

  var digest: String? {
    if case .stored(let digest, _) = file.content { digest.description } else { nil }
  }

  private var error: ExtractionError? {
    if case .refused(let error) = file.content { error } else { nil }
  }
}
