import DocumentText
import ResumeModel
import Testing

@testable import FieldExtraction

@Suite struct GutterTests {
  /// A line of a page, its cells at the given left edges.
  private func line(_ cells: [(x: Double, text: String)], y: Double) -> Line {
    let spans = cells.enumerated().map { offset, cell in
      Span(
        text: (offset > 0 ? "\t" : "") + cell.text,
        box: Box(x0: cell.x, y0: y, x1: cell.x + Double(cell.text.count) * 5, y1: y + 10))
    }
    let box = spans.compactMap(\.box).reduce(spans[0].box ?? .zero) { $0.union($1) }
    return Line(spans: spans, box: box, indent: box.x0)
  }

  private func mended(_ lines: [Line]) -> [String] { Gutter.mended(lines).map(\.line.text) }

  @Test func joinsADateThatItsMarginBreaks() {
    let lines = [
      line([(50, "January 2023 –"), (150, "Attorney, Lumen LLC")], y: 100),
      line([(50, "present"), (150, "Drafted leases")], y: 112),
      line([(50, "March 2020 –"), (150, "Paralegal, Acme Ltd")], y: 130),
      line([(150, "Reviewed leases and more")], y: 142),
      line([(50, "November 2022"), (150, "within budget")], y: 154),
    ]
    #expect(
      mended(lines) == [
        "January 2023 – present\tAttorney, Lumen LLC", "Drafted leases",
        "March 2020 – November 2022\tParalegal, Acme Ltd",
        "Reviewed leases and more", "within budget",
      ])
  }

  @Test func joinsADegreeThatItsMarginBreaks() {
    let lines = [line([(50, "Laurea trien-"), (150, "Università di Bologna")], y: 100), line([(50, "nale")], y: 112)]
    #expect(mended(lines) == ["Laurea triennale\tUniversità di Bologna"])
  }

  @Test func joinsARangeThatALinesEndBreaks() {
    let lines = [line([(50, "Clerk, Acme (February 2021 – September")], y: 100), line([(50, "2024)")], y: 112)]
    #expect(mended(lines) == ["Clerk, Acme (February 2021 – September 2024)"])
  }

  @Test func leavesDatesOfTheirOwnAlone() {
    let lines = [
      line([(50, "2019 – 2020"), (150, "Clerk")], y: 100), line([(50, "2017 – 2018"), (150, "Porter")], y: 112),
    ]
    #expect(mended(lines) == ["2019 – 2020\tClerk", "2017 – 2018\tPorter"])
  }
}
