import ResumeModel
import TestSupport
import Testing

@testable import DocumentText

@Suite struct FormatDetectionTests {
  private func format(of bytes: [UInt8]) -> String? {
    DocumentReaders.reader(of: DocumentBytes(bytes))?.format.rawValue
  }

  @Test func toldByContentAlone() {
    #expect(format(of: Array("Dana Whitfield\ndana@example.com\n".utf8)) == "txt")
    #expect(format(of: Array("# Dana Whitfield\n\n**Engineer**\n".utf8)) == "md")
    #expect(format(of: Array("\n {\\rtf1 Dana}".utf8)) == "rtf")
    #expect(format(of: SyntheticDOC(body: [.init("Dana")]).bytes()) == "doc")
    #expect(format(of: [0xFF, 0xFE] + "Dana".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == "txt")
  }

  @Test(arguments: [
    ("{\"basics\": {}}", "JSON"),
    ("%!PS-Adobe", "PostScript"), ("MZ\u{0}\u{0}", "program"), ("<?xml version=\"1.0\"?><a/>", "XML"),
    ("\u{1F}\u{8B}\u{8}", "gzip"), ("    ftypheic", "HEIC"), ("P", "too little"),
    ("% a resume\n\\documentclass{article}", "LaTeX"),
  ])
  func refusesByName(_ content: String, _ name: String) {
    let bytes = content.unicodeScalars.map { UInt8($0.value) }
    let error = #expect(throws: ExtractionError.self) { try DocumentReaders.read(DocumentBytes(bytes)) }
    #expect(error?.code == .unsupportedType)
    #expect(error?.detail.contains(name) == true, "\(error?.detail ?? "")")
  }

  /// As long as a format's mark, and shorter and longer by one.
  @Test func fewBytesAreOfAnyTypeOrNone() {
    for count in 1...12 {
      for byte: UInt8 in [0, 0x0A, 0x25, 0x50, 0x7B, 0xD0, 0xFF] {
        _ = format(of: [UInt8](repeating: byte, count: count))
      }
    }
    #expect(format(of: Array("Dana!".utf8)) == "txt")
    #expect(format(of: Array("%PDF-".utf8)) == "pdf")
  }

  @Test func emptyIsNoType() {
    let error = #expect(throws: ExtractionError.self) { try DocumentReaders.read(DocumentBytes([])) }
    #expect(error?.code == .empty)
  }
}
