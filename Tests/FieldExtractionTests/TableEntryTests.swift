import DocumentText
import ResumeModel
import Testing

@testable import FieldExtraction

/// Tables whose first row names their columns, and dates stacked or set in two columns.
@Suite struct TableEntryTests {
  private func work(_ text: String) -> [String] {
    work(document("# Jane Roe\njane@example.com\n\n## Experience\n\(text)\n"))
  }

  private func work(_ document: Document) -> [String] {
    FieldExtractor().extract(document).work.map { entry in
      [
        entry.position?.value, entry.company?.value, entry.location?.value, entry.start?.value.description,
        entry.end?.value.description ?? (entry.isCurrent ? "now" : nil), entry.summary?.value,
      ].map { $0 ?? "-" }.joined(separator: " | ")
    }
  }

  @Test(arguments: [
    "Company\tPosition\tFrom\tTo\nKranich\tBuyer\t03/2019\t05/2021\nMorgenrot\tClerk\t01/2016\t02/2019",
    "Von\tBis\tFirma\tFunktion\n03/2019\t05/2021\tKranich\tBuyer\n01/2016\t02/2019\tMorgenrot\tClerk",
    "Position\tPeriod\tEmployer\nBuyer\t03/2019 – 05/2021\tKranich\nClerk\t01/2016 – 02/2019\tMorgenrot",
  ])
  func readsRowsByTheirColumnHeads(_ table: String) {
    #expect(
      work(table) == ["Buyer | Kranich | - | 2019-03 | 2021-05 | -", "Clerk | Morgenrot | - | 2016-01 | 2019-02 | -"])
  }

  @Test func takesListsUnderTheRowTheyStandIn() {
    #expect(
      work(
        "Employer\tPosition\tPeriod\tDuties\nKranich\tBuyer\t2019 – now\tBought steel\nMorgenrot\tClerk\t2016 – 2019\tFiled letters"
      ) == ["Buyer | Kranich | - | 2019 | now | Bought steel", "Clerk | Morgenrot | - | 2016 | 2019 | Filed letters"])
  }

  @Test func headsOfColumnsAreNoHeadings() {
    let resume = FieldExtractor().extract(
      document(
        """
        # Jane Roe
        jane@example.com

        ## Education
        Institution\tQualification\tYear
        University of Bath\tBSc, Physics\t2014
        University of Leeds\tMSc, Chemistry\t2016
        """))
    #expect(resume.education.map(\.institution?.value) == ["University of Bath", "University of Leeds"])
    #expect(resume.education.map(\.area?.value) == ["Physics", "Chemistry"])
    #expect(resume.certificates.isEmpty)
  }

  // MARK: Stacked dates

  /// Lines on a page, each cell with its left edge, bold where it begins with "*".
  private func page(_ rows: [[(Double, String)]], gapBefore: Set<Int> = []) -> Document {
    var lines: [Line] = []
    var y = 50.0
    for (index, row) in rows.enumerated() {
      let gap = gapBefore.contains(index) ? 8.0 : 0
      y += 12 + gap
      var spans: [Span] = []
      for (place, cell) in row.enumerated() {
        let isBold = cell.1.hasPrefix("*")
        let text = isBold ? String(cell.1.dropFirst()) : cell.1
        let style = Style(size: 10, isBold: isBold, color: place == 0 && row.count > 1 ? 0x777777 : 0)
        let box = Box(x0: cell.0, y0: y, x1: cell.0 + Double(text.count) * 5, y1: y + 12)
        spans.append(Span(text: (place > 0 ? "\t" : "") + text, style: style, box: box))
      }
      let box = spans.compactMap(\.box).reduce(spans[0].box!) { $0.union($1) }
      lines.append(Line(spans: spans, box: box, indent: box.x0, gapAbove: lines.isEmpty ? nil : gap))
    }
    return Document(format: .pdf, pages: [Page(number: 1, width: 595, height: 842, lines: lines)])
  }

  private var head: [[(Double, String)]] {
    [[(50, "*Jane Roe")], [(50, "jane@example.com")], [(50, "*WORK EXPERIENCE")]]
  }

  @Test func joinsDatesStackedAtTheLeft() {
    let rows =
      head + [
        [(50, "now"), (120, "*Buyer")], [(50, "2019"), (120, "Kranich Ltd")], [(50, "2019"), (120, "*Clerk")],
        [(50, "2016"), (120, "Morgenrot Ltd")],
      ]
    #expect(
      work(page(rows, gapBefore: [2, 3, 5])) == [
        "Buyer | Kranich Ltd | - | 2019 | now | -", "Clerk | Morgenrot Ltd | - | 2016 | 2019 | -",
      ])
  }

  @Test func joinsDatesStackedAtTheRight() {
    let rows =
      head + [
        [(50, "*Buyer"), (400, "03/2019")], [(50, "Kranich Ltd"), (400, "05/2021")],
        [(50, "*Clerk"), (400, "01/2016")],
        [(50, "Morgenrot Ltd"), (400, "02/2019")],
      ]
    #expect(
      work(page(rows, gapBefore: [2, 3, 5])) == [
        "Buyer | Kranich Ltd | - | 2019-03 | 2021-05 | -", "Clerk | Morgenrot Ltd | - | 2016-01 | 2019-02 | -",
      ])
  }

  @Test func leavesOneDateALineAlone() {
    let rows: [[(Double, String)]] = [
      [(50, "*Jane Roe")], [(50, "jane@example.com")], [(50, "*EDUCATION")],
      [(50, "2019"), (120, "*MSc Physics, University of Bath")],
      [(50, "2017"), (120, "*BSc Physics, University of Leeds")],
      [(50, "2014"), (120, "*Diploma, Bristol College")],
    ]
    let entries = FieldExtractor().extract(page(rows, gapBefore: [2, 3])).education
    #expect(entries.map { $0.end?.value.description } == ["2019", "2017", "2014"])
    #expect(entries.allSatisfy { $0.start == nil })
  }

  @Test func goesOnWithATitleOverTwoLines() {
    let rows =
      head + [
        [(50, "*Head of Procurement, Supplies")], [(50, "*Supervision Europe")], [(50, "Kranich Ltd, Leeds")],
        [(50, "03/2019 – 05/2021")], [(50, "*Clerk")], [(50, "Morgenrot Ltd, York")], [(50, "01/2016 – 02/2019")],
      ]
    #expect(
      work(page(rows, gapBefore: [2, 3, 7])).first
        == "Head of Procurement, Supplies Supervision Europe | Kranich Ltd | Leeds | 2019-03 | 2021-05 | -")
  }
}
