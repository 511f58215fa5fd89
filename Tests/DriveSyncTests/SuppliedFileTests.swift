import Foundation
import GoogleDrive
import Ingest
import Testing

@testable import DriveSync

@Suite struct SuppliedFileTests {
  @Test(arguments: [
    ("application/pdf", nil), ("application/octet-stream", nil), ("text/plain", nil), ("image/jpeg", nil),
    ("application/vnd.google-apps.document", nil), ("video/mp4", "unsupported_type"),
    ("AUDIO/mpeg", "unsupported_type"),
    ("application/zip", "unsupported_type"), ("application/vnd.google-apps.spreadsheet", "unsupported_type"),
    ("application/vnd.google-apps.something", "unsupported_type"),
  ])
  func leavesWhatIsNoDocument(_ type: String, code: String?) {
    let file = SuppliedFile(DriveFile(id: "i", name: "n", mimeType: type, size: 10), maximumBytes: 100)
    #expect(file.refusal?.code.rawValue == code)
  }

  @Test func leavesWhatIsTooLargeOrKept() {
    let large = DriveFile(id: "i", name: "n", mimeType: "application/pdf", size: 101, md5Checksum: "00")
    #expect(SuppliedFile(large, maximumBytes: 100).refusal?.code == .tooLarge)
    #expect(SuppliedFile(large, maximumBytes: 101).refusal == nil)
    let kept = DriveFile(id: "i", name: "n", mimeType: "application/pdf", size: 1, canDownload: false)
    #expect(SuppliedFile(kept, maximumBytes: 100).refusal?.code == .unreadable)
  }

  /// Edited or not, a video is told of once; a document's version is its content's.
  @Test func isKnownByItsVersion() {
    func version(_ type: String, md5: String?, second: Double) -> String {
      SuppliedFile(
        DriveFile(
          id: "i", name: "n", mimeType: type, size: 1, md5Checksum: md5,
          modifiedTime: Date(timeIntervalSince1970: second)),
        maximumBytes: 100
      ).version
    }
    #expect(version("video/mp4", md5: "aa", second: 1) == version("video/mp4", md5: "bb", second: 2))
    #expect(version("text/plain", md5: "aa", second: 1) == version("text/plain", md5: "aa", second: 2))
    #expect(version("text/plain", md5: "aa", second: 1) != version("text/plain", md5: "bb", second: 1))
    let document = DriveFile.documentType
    #expect(version(document, md5: nil, second: 1) != version(document, md5: nil, second: 2))
  }

  @Test func namesWhatIsExported() {
    func name(_ name: String) -> String {
      SuppliedFile(DriveFile(id: "i", name: name, mimeType: DriveFile.documentType), maximumBytes: 100).name
    }
    #expect(name("CV") == "CV.docx")
    #expect(name("CV.DOCX") == "CV.DOCX")
  }

  @Test(arguments: [
    ("file:/etc/key.json", true), ("environment:KEY", true), ("configuration:drive.key", true),
    ("file:key.json", false),
    ("key.json", false), ("file:", false), ("", false),
  ])
  func aCredentialIsNamedByWhereItIs(_ text: String, isOne: Bool) {
    #expect(CredentialReference(text)?.description == (isOne ? text : nil))
  }
}
