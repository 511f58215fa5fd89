import ResumeModel
import Testing

@testable import DocumentText

/// Files that are broken or made to harm: each ends in its code, quickly and in bounded memory.
@Suite struct DOCXHostileTests {
  private func code(_ bytes: [UInt8], options: ReadingOptions = ReadingOptions()) -> ErrorCode? {
    do throws(ExtractionError) {
      _ = try DocumentReaders.read(DocumentBytes(bytes), options: options)
      return nil
    } catch {
      return error.code
    }
  }

  @Test func inflationIsBounded() {
    let bomb = DOCXBuilder(body: paragraph(String(repeating: " ", count: 3_000_000))).bytes()
    #expect(bomb.count < 10_000)
    #expect(code(bomb, options: ReadingOptions(maximumInflatedBytes: 1_000_000)) == .limitExceeded)
  }

  @Test func membersThatNeedNotBeReadAreLeftAlone() {
    var builder = DOCXBuilder(body: paragraph("Dana"))
    builder.replace("word/media/zeros.bin", [UInt8](repeating: 0, count: 3_000_000))
    #expect(code(builder.bytes(), options: ReadingOptions(maximumInflatedBytes: 1_000_000)) == nil)
  }

  @Test func documentTypesAreRefused() {
    let laughs = (1...9).map { level in "<!ENTITY l\(level) \"\(String(repeating: "&l\(level - 1);", count: 10))\">" }
    let bomb = "<!DOCTYPE d [<!ENTITY l0 \"lol\">\(laughs.joined())]>"
    #expect(code(DOCXBuilder(body: paragraph("&l9;"), doctype: bomb).bytes()) == .corrupt)
    let external = "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
    #expect(code(DOCXBuilder(body: paragraph("&x;"), doctype: external).bytes()) == .corrupt)
    #expect(code(DOCXBuilder(body: paragraph("&undefined;")).bytes()) == .corrupt)
  }

  @Test func predefinedEntitiesAreText() throws {
    let document = try DocumentReaders.read(
      DocumentBytes(DOCXBuilder(body: paragraph("R&amp;D &lt;C&gt; &#233;")).bytes()))
    #expect(document.text == "R&D <C> é")
  }

  @Test func nestingIsBounded() {
    let deep =
      String(repeating: "<w:tbl><w:tr><w:tc>", count: 10_000) + "<w:p/>"
      + String(repeating: "</w:tc></w:tr></w:tbl>", count: 10_000)
    #expect(code(DOCXBuilder(body: deep).bytes()) == .limitExceeded)
    let unknown = String(repeating: "<w:pBdr>", count: 10_000) + String(repeating: "</w:pBdr>", count: 10_000)
    #expect(code(DOCXBuilder(body: unknown).bytes()) == .limitExceeded)
  }

  @Test func elementsAndCharactersAreBounded() {
    let empty = String(repeating: "<w:p/>", count: 1_100_000)
    #expect(code(DOCXBuilder(body: empty).bytes()) == .limitExceeded)
    var options = ReadingOptions()
    options.maximumCharacters = 1000
    #expect(
      code(DOCXBuilder(body: String(repeating: paragraph("eleven more"), count: 100)).bytes(), options: options)
        == .limitExceeded)
  }

  @Test func aMillionMembersAreRefusedUnread() {
    // An archive's end that promises a million members (ZIP64), behind a first member that is real.
    func little(_ value: UInt64, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(value >> (8 * UInt64($0)) & 0xFF) }
    }
    var bytes = Array(DOCXBuilder(body: paragraph("Dana")).bytes().dropLast(22))
    let at = UInt64(bytes.count)
    bytes += Array("PK\u{6}\u{6}".utf8) + little(44, 8) + [45, 0, 45, 0] + little(0, 8)
    bytes += little(1_000_000, 8) + little(1_000_000, 8) + little(46_000_000, 8) + little(0, 8)
    bytes += Array("PK\u{6}\u{7}".utf8) + little(0, 4) + little(at, 8) + little(1, 4)
    bytes += Array("PK\u{5}\u{6}".utf8) + little(0, 4) + little(0xFFFF, 2) + little(0xFFFF, 2) + little(0xFFFF_FFFF, 4)
    bytes += little(0xFFFF_FFFF, 4) + little(0, 2)
    #expect(code(bytes) == .limitExceeded)
  }

  @Test(arguments: [1, 5, 30, 60, 90, 99]) func cutOffFilesAreCorrupt(_ percent: Int) {
    let whole = DOCXBuilder(body: paragraph("Dana Whitfield")).bytes()
    #expect([.corrupt, .unsupportedType].contains(code(Array(whole.prefix(whole.count * percent / 100)))))
  }

  @Test func aWrongCheckSumIsCorrupt() throws {
    var bytes = DOCXBuilder(body: paragraph("Dana")).bytes()
    // The check sum of word/document.xml stands 30 bytes before its name in the directory at the end.
    let name = Array("word/document.xml".utf8)
    let at = try #require(
      (0..<bytes.count - name.count).last { bytes[$0..<$0 + name.count].elementsEqual(name) && bytes[$0 - 46] == 0x50 })
    bytes[at - 30] ^= 0xFF
    #expect(code(bytes) == .corrupt)
  }

  @Test func anyFlippedByteEndsInAnAnswer() {
    let whole = DOCXBuilder(
      body: paragraph("Dana") + table([[paragraph("a"), paragraph("b")]]), parts: ["styles.xml": ""]
    ).bytes()
    for at in stride(from: 0, to: whole.count, by: 7) {
      var bytes = whole
      bytes[at] ^= 0x55
      _ = code(bytes)
    }
  }

  @Test func encryptionIsNamed() {
    #expect(code(DOCXBuilder(body: paragraph("Dana")).bytes(password: "secret")) == .encrypted)
    let name = "EncryptedPackage".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let compound =
      CompoundFile.signature + [UInt8](repeating: 0, count: 504) + name + [UInt8](repeating: 0, count: 3000)
    #expect(code(compound) == .encrypted)
  }

  @Test func aMissingMainPartIsCorrupt() {
    var builder = DOCXBuilder(body: "")
    builder.replace("word/document.xml", Array("<w:document".utf8))
    #expect(code(builder.bytes()) == .corrupt)
    var empty = DOCXBuilder()
    empty.add("[Content_Types].xml", "<Types><Default ContentType=\"…wordprocessingml.document.main+xml\"/></Types>")
    #expect(code(empty.bytes()) == .corrupt)
    empty.replace("[Content_Types].xml", Array("<Types/>".utf8))
    #expect(code(empty.bytes()) == .unsupportedType)
  }

  @Test func otherContainersAreNamed() {
    var workbook = DOCXBuilder()
    workbook.add("[Content_Types].xml", "<Types/>")
    workbook.add("xl/workbook.xml", "<workbook/>")
    #expect(ForeignContent.description(of: workbook.bytes())?.contains("XLSX") == true)
    #expect(code(workbook.bytes()) == .unsupportedType)
    var archive = DOCXBuilder()
    archive.add("a.txt", "hello")
    #expect(ForeignContent.description(of: archive.bytes())?.contains("ZIP") == true)
    #expect(code(archive.bytes()) == .unsupportedType)
  }

  @Test func aDocumentWithoutTextIsEmpty() {
    #expect(code(DOCXBuilder(body: "<w:p/>").bytes()) == .empty)
  }
}
