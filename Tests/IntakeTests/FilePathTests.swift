import Glibc
import Intake
import TestSupport
import Testing

@Suite struct FilePathTests {
  private static let parts: [(String, String, String?)] = [
    ("/a/b.pdf", "b.pdf", "/a"), ("b.pdf", "b.pdf", nil), ("/b.pdf", "b.pdf", "/"), ("/", "", nil),
  ]

  @Test(arguments: parts)
  func hasANameAndAFolder(_ text: String, name: String, parent: String?) {
    let path = FilePath(text)
    #expect(path.lastComponent.description == name)
    #expect(path.parent?.description == parent)
    if let parent = path.parent { #expect(parent.appending(path.lastComponent) == path) }
  }

  @Test func knowsWhatLiesBelowAFolder() {
    #expect(FilePath("/a/b/c").relative(to: "/a") == "b/c")
    #expect(FilePath("/a/b").relative(to: "/") == "a/b")
    #expect(FilePath("/ab").relative(to: "/a") == nil)
    #expect(FilePath("/a").relative(to: "/a") == nil)
    #expect(FilePath("/a").isWithin("/a"))
  }

  private static let named: [([UInt8], String)] = [
    ([0xc5, 0x81, 0x75, 0x6b, 0x2e, 0x70, 0x64, 0x66], "Łuk.pdf"),
    ([0xf0, 0x9f, 0x99, 0x82], "🙂"),
    ([0x72, 0xe9, 0x73, 0x75, 0x6d, 0xe9, 0x2e, 0x70], #"r\xE9sum\xE9.p"#),
    ([0xc3, 0xa9, 0xc3], #"é\xC3"#), ([0xed, 0xa0, 0x80, 0x41], #"\xED\xA0\x80A"#), ([0xf0, 0x9f], #"\xF0\x9F"#),
  ]

  @Test(arguments: named)
  func isTextForPeople(_ bytes: [UInt8], text: String) {
    #expect(FilePath(bytes: bytes).description == text)
  }

  @Test func keepsTheBytesOfANameFromListingToOpening() async throws {
    let folder = try TemporaryFolder()
    let path = FilePath(folder.path).appending(FilePath(bytes: [0x72, 0xe9, 0x2e, 0x74, 0x78, 0x74]))
    let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT, 0o600) }
    #expect(descriptor >= 0)
    #expect(write(descriptor, "abc", 3) == 3)
    close(descriptor)
    var found: [FilePath] = []
    for try await file in DirectorySource([FilePath(folder.path)]) { found.append(file.path) }
    #expect(found == [path])
    #expect(try OpenFile(path).size == 3)
  }
}
