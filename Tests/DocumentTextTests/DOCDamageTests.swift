import ResumeModel
import TestSupport
import Testing

@testable import DocumentText

@Suite struct DOCDamageTests {
  private static let document = SyntheticDOC(body: [
    .init("Dana Whitfield"), .init("dana@example.com"), .init("Kestrel", mark: 7, changes: [0x16, 0x24, 1]),
  ])

  @Test func aCellThatEndsWithinAFieldsInstructionIsACell() throws {
    let file = SyntheticDOC(body: [
      .init("\u{13} HYPERLINK", mark: 7, changes: [0x16, 0x24, 1]), .init("Dana", mark: 7, changes: [0x16, 0x24, 1]),
    ])
    #expect(outcome(file.bytes()) != "corrupt")
  }

  private func outcome(_ bytes: [UInt8]) -> String {
    do {
      return try DocumentReaders.read(DocumentBytes(bytes)).text
    } catch {
      return error.code.rawValue
    }
  }

  @Test func passwordsAreAskedFor() {
    var document = Self.document
    document.flags |= 0x0100
    #expect(outcome(document.bytes()) == "encrypted")
  }

  @Test func chainsInCirclesEnd() {
    let (main, table) = Self.document.streams()
    let file = SyntheticCompoundFile(streams: [("WordDocument", main), ("1Table", table)], runsInCircles: true)
    #expect(outcome(file.bytes()).hasPrefix("Dana Whitfield"))
  }

  @Test func aDocumentWithinAnotherFileIsNotTheFile() {
    let (main, table) = Self.document.streams()
    let file = SyntheticCompoundFile(streams: [("WordDocument", main), ("1Table", table)], isNested: true)
    #expect(outcome(file.bytes()) == "corrupt")
  }

  /// As many list overrides as the table has room for, whatever the document says they are: four thousand million took two
  /// gigabytes.
  @Test func listOverridesEndWithTheTable() throws {
    var (main, table) = Self.document.streams()
    let at = 154 + DOCHeader.Part.listOverrides.rawValue * 8
    main += [UInt8](repeating: 0, count: max(0, at + 8 - main.count))
    let start = table.count
    table += [0xFF, 0xFF, 0xFF, 0xFF] + [UInt8](repeating: 7, count: 40)
    main.replaceSubrange(
      at..<at + 8, with: [UInt8(start & 0xFF), UInt8(start >> 8), 0, 0, 0xFF, 0xFF, 0xFF, 0x7F])
    let lists = DOCLists(BinaryData(table), try DOCHeader(BinaryData(main)))
    #expect(lists.lists == [0x0707_0707, 0x0707_0707, 0x0707_0707])
  }

  @Test func aTextBoxSaidToBeginBehindTheTextIsNone() throws {
    var document = Self.document
    document.textBoxes = [[.init("Box")]]
    let (main, whole) = document.streams()
    var table = whole
    // Where its range begins and ends is told by the 56th pair of the header.
    let at = Int(main[154 + 56 * 8]) | Int(main[154 + 56 * 8 + 1]) << 8
    table.replaceSubrange(at..<at + 8, with: [0, 0, 0xFF, 0x70, 0, 0, 0xFF, 0x7F])
    let file = SyntheticCompoundFile(streams: [("WordDocument", main), ("1Table", table)])
    #expect(outcome(file.bytes()) == outcome(Self.document.bytes()))
    // Nor may one end so far away.
    table.replaceSubrange(at..<at + 4, with: [0, 0, 0, 0])
    #expect(
      outcome(SyntheticCompoundFile(streams: [("WordDocument", main), ("1Table", table)]).bytes()).contains("Box"))
  }

  @Test func aMissingTableLeavesTheText() {
    let (main, _) = Self.document.streams()
    #expect(
      outcome(SyntheticCompoundFile(streams: [("WordDocument", main)]).bytes())
        .hasPrefix("Dana Whitfield\ndana@example.com"))
  }

  /// Cut off anywhere, or with any byte changed, it is read or refused, and nothing else.
  @Test func damageAnywhereHarmsNothing() {
    let whole = Self.document.bytes()
    for length in stride(from: 0, to: whole.count, by: 911) { _ = outcome(Array(whole[..<length])) }
    for index in stride(from: 0, to: whole.count, by: 23) {
      for value in [UInt8(0xFF), whole[index] ^ 1] {
        var bytes = whole
        bytes[index] = value
        _ = outcome(bytes)
      }
    }
  }

  @Test func otherOfficeFilesAreNamed() {
    for (stream, name) in [
      ("Workbook", "Excel"), ("PowerPoint Document", "PowerPoint"), ("__substg1.0_001A001E", "Outlook"),
    ] {
      let file = SyntheticCompoundFile(streams: [(stream, [UInt8](repeating: 1, count: 5000))])
      let error = #expect(throws: ExtractionError.self) { try DocumentReaders.read(DocumentBytes(file.bytes())) }
      #expect(error?.code == .unsupportedType)
      #expect(error?.detail.contains(name) == true)
    }
  }
}

@Suite struct SummaryInformationTests {
  @Test(arguments: [
    (132_223_104_000_000_000 as UInt64, "2020-01-01T00:00:00Z"), (133_537_247_990_000_000, "2024-02-29T23:59:59Z"),
    (125_911_584_000_000_000, "2000-01-01T00:00:00Z"),
  ])
  func times(_ time: UInt64, _ expected: String) {
    #expect(SummaryInformation.timestamp(hundredNanoseconds: time) == expected)
  }

  @Test func spansAreNoTimes() { #expect(SummaryInformation.timestamp(hundredNanoseconds: 600_000_000) == nil) }
}
