import ResumeModel
import TestSupport
import Testing

@testable import Intake

/// Whatever the bytes, reading them ends, with content that is whole or with an error.
@Suite struct ArchiveDamageTests {
  @Test func everyMemberHasAName() {
    for name in ["", "\\", "\\\\"] { #expect(MemberName.shown(Array(name.utf8)) == "unnamed") }
    #expect(MemberName.shown(Array("a\\b.pdf".utf8)) == "a/b.pdf")
  }

  @Test(arguments: 1...20)
  func noDamageIsTooMuch(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var zip = SyntheticZip()
    for number in 0..<5 { zip.add("folder/\(number).txt", "content \(number)") { $0.isZip64 = number == 2 } }
    zip.comment = Array("a comment".utf8)
    let whole = zip.bytes
    for _ in 0..<500 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.replaceSubrange(at..<min(at + 8, bytes.count), with: [UInt8](repeating: 0xFF, count: 8))
        case 2: bytes.removeSubrange(at..<min(at + 9, bytes.count))
        default: bytes[at] ^= 0x80
        }
        if bytes.isEmpty { break }
      }
      guard case .archive(let directory) = ZipContent(of: bytes, limits: ArchiveLimits()) else { continue }
      for entry in directory.entries where entry.size <= 1000 {
        let content = try? entry.content(in: bytes)
        #expect(content == nil || SyntheticZip.checksum(of: content ?? []) == entry.checksum)
        #expect(!MemberName.shown(entry.name).isEmpty)
      }
    }
  }
}
