import ResumeModel
import Testing

@testable import DocumentText

@Suite struct DOCXTableTests {
  private func lines(_ body: String) throws -> [Line] {
    try DocumentReaders.read(DocumentBytes(DOCXBuilder(body: body).bytes())).pages[0].lines
  }

  private func cell(_ lines: String...) -> String { lines.map { paragraph($0) }.joined() }

  @Test func shortRowsAreOneLineEach() throws {
    let lines = try lines(
      table([
        [cell("E-mail"), cell("dana@example.com")], [cell("Address"), cell("1 Main Street", "Oakland")],
        [cell("Kestrel Motors", "Site Engineer"), cell("2019 – 2022", "Leeds")],
      ]))
    #expect(
      lines.map(\.text) == [
        "E-mail\tdana@example.com", "Address\t1 Main Street", "Oakland", "Kestrel Motors\t2019 – 2022",
        "Site Engineer\tLeeds",
      ])
    #expect(lines.map(\.region) == [0, 0, 0, 0, 0])
    #expect(lines[0].cell == TableCell(table: 0, row: 0, column: 0))
    #expect(lines[2].cell == TableCell(table: 0, row: 1, column: 1))
  }

  @Test func datesStandOnTheFirstLineOfTheirEntry() throws {
    let lines = try lines(
      table([[cell("2019 – 2022"), cell("Kestrel Motors", "Site Engineer", "Inspected rigs", "Wrote reports")]]))
    #expect(lines.map(\.text) == ["2019 – 2022\tKestrel Motors", "Site Engineer", "Inspected rigs", "Wrote reports"])
  }

  @Test func aRailOfHeadingsStandsBeforeItsContent() throws {
    let lines = try lines(
      table([[cell("Experience"), cell("Kestrel Motors", "Site Engineer", "2019 – 2022", "Inspected rigs")]]))
    #expect(lines.map(\.text) == ["Experience", "Kestrel Motors", "Site Engineer", "2019 – 2022", "Inspected rigs"])
  }

  @Test func longColumnsAreRegionsOfTheirOwn() throws {
    let lines = try lines(
      paragraph("Dana")
        + table([
          [cell("Contact", "dana@example.com", "Oakland"), cell("Profile", "Engineer.", "Curious.", "Kind.")],
          [cell("Skills", "Swift", "C", "SQL"), cell("Experience", "Kestrel", "2019 – 2022", "Rigs")],
        ]) + paragraph("Hobbies"))
    #expect(
      lines.map(\.text) == [
        "Dana", "Contact", "dana@example.com", "Oakland", "Skills", "Swift", "C", "SQL", "Profile", "Engineer.",
        "Curious.",
        "Kind.", "Experience", "Kestrel", "2019 – 2022", "Rigs", "Hobbies",
      ])
    #expect(lines.map(\.region) == [0] + Array(repeating: 1, count: 7) + Array(repeating: 2, count: 8) + [3])
  }

  @Test func mergedCellsAreReadOnce() throws {
    let lines = try lines(
      table([
        ["<w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>" + cell("Skills"), cell("Swift")],
        ["<w:tcPr><w:vMerge/></w:tcPr>" + cell("Skills"), cell("SQL")],
        ["<w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" + cell("All of them")],
      ]))
    #expect(lines.map(\.text) == ["Skills\tSwift", "SQL", "All of them"])
    #expect(lines.map { $0.cell?.column } == [0, 1, 0])
  }

  @Test func nestedTablesStandInTheirPlace() throws {
    let inner = table([[cell("2019"), cell("Kestrel")], [cell("2022"), cell("Lidl")]])
    let lines = try lines(table([[cell("Experience") + inner + "<w:p/>"]]) + paragraph("End"))
    #expect(lines.map(\.text) == ["Experience", "2019\tKestrel", "2022\tLidl", "End"])
    #expect(lines[1].cell == TableCell(table: 1, row: 0, column: 0))
  }

  @Test func whiteInCellsPartsRows() throws {
    let spaced = paragraph("Kestrel", "<w:spacing w:before=\"160\" w:after=\"40\"/>")
    let lines = try lines(
      table([[cell("2022"), spaced], [cell("2019") + "<w:p/>", spaced], [cell("2018"), cell("Lidl")]]))
    #expect(lines.map(\.text) == ["2022\tKestrel", "2019\tKestrel", "2018\tLidl"])
    #expect(lines.map(\.gapAbove) == [nil, 10, 12])
  }

  @Test func deletedRowsAreNotRead() throws {
    let lines = try lines(
      "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>\(cell("gone"))</w:tc></w:tr><w:tr><w:tc>\(cell("here"))</w:tc></w:tr></w:tbl>"
    )
    #expect(lines.map(\.text) == ["here"])
  }
}
