import ResumeModel
import TestSupport
import Testing

@testable import DocumentText

@Suite struct DOCReaderTests {
  private typealias Paragraph = SyntheticDOC.Paragraph
  private typealias Run = SyntheticDOC.Run

  private func page(_ document: SyntheticDOC) throws -> Page {
    try DocumentReaders.read(DocumentBytes(document.bytes())).pages[0]
  }

  private func lines(_ body: [SyntheticDOC.Paragraph]) throws -> [Line] {
    try page(SyntheticDOC(body: body)).lines
  }

  // MARK: Text

  @Test(arguments: [false, true]) func textInBothWidths(_ isCompressed: Bool) throws {
    let document = SyntheticDOC(
      body: [Paragraph("José Müller – 10 €"), Paragraph("it’s • fine")], isCompressed: isCompressed)
    #expect(try page(document).lines.map(\.text) == ["José Müller – 10 €", "it’s • fine"])
    #expect(DocumentReaders.reader(of: DocumentBytes(document.bytes()))?.mediaType == "application/msword")
  }

  @Test(arguments: [
    ("Kestrel\t2019", ["Kestrel\t2019"]), ("one\u{B}two", ["one", "two"]),
    ("co\u{1E}op, hy\u{1F}phen", ["co-op, hyphen"]),
    ("picture\u{1} note\u{2}", ["picture note"]), ("漢字 Łódź", ["漢字 Łódź"]),
    ("see \u{13} HYPERLINK \"https://x.example\" \u{1}\u{14}site\u{15}.", ["see site."]),
    ("\u{13} PAGE \u{14}3\u{15} of \u{13}TOC \u{13}PAGEREF\u{14}9\u{15}\u{14}x\u{15}", ["3 of x"]),
  ])
  func marksWithinText(_ text: String, _ expected: [String]) throws {
    #expect(try lines([Paragraph(text)]).map(\.text) == expected)
  }

  @Test func linksLead() throws {
    let page = try page(
      SyntheticDOC(body: [
        Paragraph("\u{13} HYPERLINK \"mailto:d@x.example\" \u{14}me\u{15}"),
        Paragraph("\u{13} HYPERLINK \"https://x.example/in/d\" \u{14}\u{1}\u{15}"),
      ]))
    #expect(page.lines.first?.spans.map(\.link) == ["mailto:d@x.example"])
    #expect(page.links.map(\.target) == ["https://x.example/in/d"])
  }

  // MARK: Formatting

  @Test func charactersAreSet() throws {
    let document = SyntheticDOC(
      body: [
        Paragraph([
          Run(text: "Dana", changes: [0x35, 0x08, 1, 0x43, 0x4A, 28, 0, 0x70, 0x68, 255, 0, 16, 0]),
          Run(text: "W", changes: [0x36, 0x08, 1, 0x42, 0x2A, 2, 0x4F, 0x4A, 1, 0]), Run(text: "x"),
        ])
      ], fonts: ["Arial", "Georgia"])
    #expect(
      try page(document).lines.first?.spans.map(\.style) == [
        Style(font: "Arial", size: 14, isBold: true, color: 0xFF0010),
        Style(font: "Georgia", size: 10, isItalic: true, color: 0x0000FF), Style(font: "Arial", size: 10),
      ])
  }

  @Test func stylesAreInherited() throws {
    let document = SyntheticDOC(
      body: [
        Paragraph("Work", style: 1), Paragraph("Level", style: 2),
        Paragraph([Run(text: "off", changes: [0x35, 0x08, 0x81])], style: 2), Paragraph("Dana", style: 3),
      ],
      styles: [
        (0, 0xFFF, [], [0x43, 0x4A, 22, 0]), (1, 0, [0x13, 0xA4, 200, 0], [0x35, 0x08, 1]),
        (0xFFE, 1, [0x40, 0x26, 3], []),
        (62, 0, [], [0x43, 0x4A, 40, 0]),
      ])
    let lines = try page(document).lines
    #expect(lines.map(\.headingLevel) == [1, 4, 4, 1])
    #expect(lines.map { $0.spans[0].style.isBold } == [true, true, false, false])
    #expect(lines.map { $0.spans[0].style.size } == [11, 11, 11, 20])
    #expect(lines.map(\.gapAbove) == [nil, 10, 10, 0])
  }

  @Test func paragraphsAreSet() throws {
    let lines = try lines([
      Paragraph("A"), Paragraph(""), Paragraph("B", changes: [0x0F, 0x84, 0xD0, 2, 0x11, 0x84, 0x98, 0xFE]),
      Paragraph("C", changes: [0x40, 0x26, 0]),
    ])
    #expect(lines.map(\.indent) == [0, 18, 0])
    #expect(lines.map(\.gapAbove) == [nil, 12, 0])
    #expect(lines.map(\.headingLevel) == [nil, nil, 1])
  }

  @Test func whatNobodySees() throws {
    let page = try page(
      SyntheticDOC(body: [
        Paragraph([
          Run(text: "Dana"), Run(text: "hidden", changes: [0x3C, 0x08, 1]), Run(text: "gone", changes: [0, 0x08, 1]),
        ]),
        Paragraph([Run(text: "white", changes: [0x42, 0x2A, 8])]),
        Paragraph([Run(text: "on dark", changes: [0x42, 0x2A, 8, 0x66, 0x48, 0x20, 0])]),
      ]))
    #expect(page.lines.map(\.text) == ["Dana", "on dark"])
    #expect(page.hidden.map(\.text) == ["hidden", "white"])
  }

  @Test func symbolsAreBullets() throws {
    let symbol: [UInt8] = [0x55, 0x08, 1, 0x09, 0x6A, 1, 0, 0xA7, 0xF0]
    let document = SyntheticDOC(
      body: [Paragraph([Run(text: "(", changes: symbol), Run(text: " Led (all)")])], fonts: ["Arial", "Wingdings"])
    let lines = try page(document).lines
    #expect(lines.map(\.bullet) == ["▪"])
    #expect(lines.map(\.text) == ["Led (all)"])
  }

  @Test func listItems() throws {
    let document = SyntheticDOC(
      body: [
        Paragraph("Led", changes: [0x0B, 0x46, 1, 0]), Paragraph("Built", changes: [0x0B, 0x46, 2, 0]),
        Paragraph("Sold", changes: [0x0B, 0x46, 2, 0, 0x0A, 0x26, 0]), Paragraph("plain", changes: [0x0B, 0x46, 0, 0]),
        Paragraph("none", changes: [0x0B, 0x46, 9, 0]),
      ], bullets: ["\u{F0B7}", "%."])
    #expect(try page(document).lines.map(\.bullet) == ["•", "1.", "2.", nil, nil])
  }

  // MARK: Layout

  private static let inTable: [UInt8] = [0x16, 0x24, 1]

  /// The mark that ends a row of cells that end at these twips.
  private static func rowEnd(_ edges: [Int], merged: Set<Int> = []) -> SyntheticDOC.Paragraph {
    var cells: [UInt8] = [UInt8(edges.count), 0, 0]
    for edge in edges { cells += [UInt8(edge & 0xFF), UInt8(edge >> 8)] }
    for index in edges.indices { cells += [merged.contains(index) ? 2 : 0] + [UInt8](repeating: 0, count: 19) }
    let count = cells.count + 1
    return Paragraph(
      "", mark: 7, changes: inTable + [0x17, 0x24, 1, 0x08, 0xD6, UInt8(count & 0xFF), UInt8(count >> 8)] + cells)
  }

  private func cell(_ text: String) -> SyntheticDOC.Paragraph { Paragraph(text, mark: 7, changes: Self.inTable) }

  @Test func shortRowsAreLines() throws {
    let lines = try lines([
      cell("Kestrel"), cell("2019"), Self.rowEnd([3000, 9000]), cell("Lidl"), cell("2021"), Self.rowEnd([3000, 9000]),
      Paragraph("After"),
    ])
    #expect(lines.map(\.text) == ["Kestrel\t2019", "Lidl\t2021", "After"])
  }

  @Test func longCellsAreColumns() throws {
    func more(_ text: String) -> SyntheticDOC.Paragraph { Paragraph(text, changes: Self.inTable) }
    let lines = try lines([
      more("Skills"), more("Swift"), cell("SQL"), more("Work"), more("Kestrel"), cell("Lidl"),
      Self.rowEnd([3000, 9000]),
      Paragraph("After"),
    ])
    #expect(lines.map(\.text) == ["Skills", "Swift", "SQL", "Work", "Kestrel", "Lidl", "After"])
    #expect(lines.map(\.region) == [0, 0, 0, 1, 1, 1, 2])
  }

  @Test func mergedCellsAreOne() throws {
    let lines = try lines([cell("A"), cell("x"), cell("B"), Self.rowEnd([2000, 4000, 9000], merged: [1])])
    #expect(lines.map(\.text) == ["A\tB"])
  }

  @Test func tablesWithinCells() throws {
    let inner: [UInt8] = Self.inTable + [0x49, 0x66, 2, 0, 0, 0]
    let lines = try lines([
      Paragraph("Kestrel", changes: inner + [0x4B, 0x24, 1]), Paragraph("2019", changes: inner + [0x4B, 0x24, 1]),
      Paragraph("", changes: inner + [0x4C, 0x24, 1]), cell("After"), Self.rowEnd([9000]), Paragraph("Below"),
    ])
    #expect(lines.map(\.text) == ["Kestrel\t2019", "After", "Below"])
  }

  @Test(arguments: [
    (false, ["dana@x.example", "Dana", "Note", "Foot"]), (true, ["First", "dana@x.example", "Dana", "Note", "Foot"]),
  ])
  func headersFootersAndNotes(_ showsFirst: Bool, _ expected: [String]) throws {
    let document = SyntheticDOC(
      body: [Paragraph("Dana\u{2}")], footnotes: [Paragraph("\u{2} Note")],
      margins: [
        [], [Paragraph("dana@x.example \u{13}PAGE\u{14}1\u{15}")], [], [Paragraph("Foot")], [Paragraph("First")], [],
      ],
      showsFirstPageMargins: showsFirst)
    #expect(try page(document).lines.map(\.text) == expected)
  }

  @Test func textBoxesStandWhereTheyHang() throws {
    let special: [UInt8] = [0x55, 0x08, 1]
    let document = SyntheticDOC(
      body: [
        Paragraph([Run(text: "Above"), Run(text: "\u{8}\u{8}", changes: special)]), Paragraph("Below"),
      ], textBoxes: [[Paragraph("Lower")], [Paragraph("Upper")]])
    let lines = try page(document).lines
    #expect(lines.map(\.text) == ["Above", "Upper", "Lower", "Below"])
    #expect(lines.map(\.part) == [.body, .textBox, .textBox, .body])
  }

  /// Word 6 and 95 have neither Unicode nor a stream for tables.
  @Test func olderVersions() throws {
    let text: [UInt8] =
      Array("D".utf8) + [0xFC]
      + Array("na\rKestrel\u{7}2019\u{7}\u{7}\u{13}HYPERLINK \"https://x.example\"\u{14}site\u{15}\r".utf8)
    var main = [UInt8](repeating: 0, count: 0x800)
    main.replaceSubrange(0..<8, with: [0xDC, 0xA5, 0x65, 0, 0, 0, 0x07, 0x04])
    main.replaceSubrange(24..<32, with: [0, 8, 0, 0, UInt8(text.count), 8, 0, 0])
    main.replaceSubrange(52..<56, with: [UInt8(text.count), 0, 0, 0])
    main += text + [UInt8](repeating: 0, count: 4096)
    let file = SyntheticCompoundFile(streams: [("WordDocument", main)])
    let lines = try DocumentReaders.read(DocumentBytes(file.bytes())).pages[0].lines
    #expect(lines.map(\.text) == ["Düna", "Kestrel\t2019", "site"])
    #expect(lines.last?.spans.first?.link == "https://x.example")
  }
}
