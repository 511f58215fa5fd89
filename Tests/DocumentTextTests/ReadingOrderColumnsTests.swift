import DocumentText
import Testing

@Suite struct ReadingOrderColumnsTests {
  private let main = [
    "Experience", "Northwind Labs designs pumps for ships and ports",
    "and sells them to yards in nine countries all over",
    "the world with a service of its own", "Lead a team of six engineers", "Designed the pump family P7",
    "Cut the warranty cost by a third", "Education", "Master of Science in Engineering",
  ]
  private let side = ["Skills", "Welding", "Casting", "Pumps", "Languages", "English", "Norwegian"]

  @Test(arguments: [12.0, 14.0])
  func readsColumnsOneAfterTheOther(leading: Double) throws {
    // On a grid of its own, and on the same grid as the main column.
    let document = try SyntheticPDF { page in
      page.text("Ada Example", x: 50, y: 60, size: 22)
      page.text(
        "Mechanical engineer with a long line that reaches right over both of the columns below it", x: 50, y: 90)
      page.flow(main, x: 50, y: 130)
      page.text(side[0], x: 380, y: 130, size: 10, font: .bold)
      page.flow(Array(side.dropFirst()), x: 380, y: 130 + leading, leading: leading)
    }.read()
    let lines = document.pages[0].lines
    #expect(
      lines.map(\.text) == [
        "Ada Example",
        "Mechanical engineer with a long line that reaches right over both of the columns below it",
      ] + main + side)
    #expect(lines.map(\.region) == [0, 0] + main.map { _ in 1 } + side.map { _ in 2 })
  }

  @Test func headingsInTheMiddleMakeNoColumnOfTheDatesAtTheRight() throws {
    let duties = ["Cut costs by a third", "Led a team of nine", "Kept 89 accounts", "Trained new colleagues"]
    let lines = try SyntheticPDF { page in
      page.text("A line across the whole page, from its left margin over to the right one, as it is", x: 45, y: 60)
      page.text("Harbour Interiors Ltd", x: 45, y: 80)
      page.text("2020-2024", x: 500, y: 80)
      page.flow(duties, x: 57, y: 93, leading: 13)
      for (heading, y) in [("EDUCATION", 170.0), ("LANGUAGES", 256)] {
        page.text(heading, x: 262, y: y, size: 12, font: .bold)
      }
      page.text("University of Seville", x: 45, y: 188)
      page.text("2019-2020", x: 500, y: 188)
      page.text("Master of Law", x: 45, y: 201)
      page.text("University of Madrid", x: 45, y: 219)
      page.text("2019", x: 528, y: 219)
      page.text("Bachelor of Law", x: 45, y: 232)
      page.flow(["Spanish (native)", "French (C1)"], x: 57, y: 274, leading: 13)
    }.read().pages[0].lines
    #expect(
      lines.dropFirst().map(\.text) == ["Harbour Interiors Ltd\t2020-2024"] + duties + [
        "EDUCATION", "University of Seville\t2019-2020", "Master of Law", "University of Madrid\t2019",
        "Bachelor of Law", "LANGUAGES", "Spanish (native)", "French (C1)",
      ])
  }

  @Test func readsALeftSidebarFirst() throws {
    let document = try SyntheticPDF { page in
      page.flow(side, x: 40, y: 70, leading: 15)
      page.text("Ada Example", x: 200, y: 60, size: 22)
      page.flow(main, x: 200, y: 100, leading: 13)
    }.read()
    #expect(document.pages[0].lines.map(\.text) == side + ["Ada Example"] + main)
    #expect(document.pages[0].lines.map(\.region) == side.map { _ in 0 } + (["Ada Example"] + main).map { _ in 1 })
  }

  @Test func readsAShortHeaderBeforeColumns() throws {
    // Too short to cross the gutter, set off by white.
    let lines = try SyntheticPDF { page in
      page.text("Ada Example", x: 50, y: 60, size: 22)
      page.text("ada@example.com", x: 50, y: 80)
      page.flow(main, x: 50, y: 130)
      page.flow(side, x: 380, y: 130, leading: 17)
    }.read().pages[0].lines
    #expect(lines.map(\.text) == ["Ada Example", "ada@example.com"] + main + side)
    #expect(Set(lines.prefix(2).map(\.region)) == [0])
    #expect(Set(lines.dropFirst(2).prefix(main.count).map(\.region)) == [1])
  }

  @Test func readsAFullLineBetweenTwoPairsOfColumns() throws {
    let left = ["alpha one", "alpha two", "alpha three", "alpha four"]
    let right = ["beta one", "beta two", "beta three", "beta four"]
    let bar = "A line across the whole page that parts what is above it from what is below it, all of it"
    let lines = try SyntheticPDF { page in
      for (y, mark) in [(100.0, "upper"), (250.0, "lower")] {
        page.flow(left.map { "\(mark) \($0)" }, x: 50, y: y)
        page.flow(right.map { "\(mark) \($0)" }, x: 330, y: y + 5, leading: 16)
      }
      page.text(bar, x: 50, y: 200)
    }.lines()
    #expect(
      lines == left.map { "upper \($0)" } + right.map { "upper \($0)" } + [bar] + left.map { "lower \($0)" }
        + right.map { "lower \($0)" })
  }

  @Test func readsThreeColumns() throws {
    let columns = (0..<3).map { column in (0..<5).map { "column \(column) row \($0)" } }
    let lines = try SyntheticPDF { page in
      for (index, column) in columns.enumerated() {
        page.flow(column, x: 50 + Double(index) * 180, y: 100 + Double(index) * 5, leading: 14 + Double(index))
      }
    }.lines()
    #expect(lines == columns.flatMap { $0 })
  }

  @Test func keepsDatesInALeftGutterWithTheirEntries() throws {
    let lines = try SyntheticPDF { page in
      page.text("Experience", x: 50, y: 80, size: 14, font: .bold)
      for (index, years) in ["2020 - 2024", "2017 - 2020", "2014 - 2017", "2010 - 2014"].enumerated() {
        let y = 110 + Double(index) * 60
        page.text(years, x: 50, y: y)
        page.text("Engineer \(index)", x: 150, y: y, font: .bold)
        page.flow(["Northwind Labs", "Designed pumps and drew every part of them"], x: 150, y: y + 14)
      }
    }.lines()
    #expect(
      lines == ["Experience"]
        + ["2020 - 2024", "2017 - 2020", "2014 - 2017", "2010 - 2014"].enumerated().flatMap { index, years in
          ["\(years)\tEngineer \(index)", "Northwind Labs", "Designed pumps and drew every part of them"]
        })
  }

  @Test func takesABrokenRangeInTheGutterTogether() throws {
    let lines = try SyntheticPDF { page in
      for index in 0..<4 {
        let y = 110 + Double(index) * 60
        page.flow(["01/202\(index) -", "present"], x: 50, y: y, leading: 12)
        page.flow(["Engineer \(index)", "Northwind Labs", "Designed pumps"], x: 130, y: y, leading: 12)
      }
    }.lines()
    #expect(
      lines == (0..<4).flatMap { ["01/202\($0) - present\tEngineer \($0)", "Northwind Labs", "Designed pumps"] })
  }

  @Test func joinsAWordHyphenatedInTheGutter() throws {
    let lines = try SyntheticPDF { page in
      page.text("Education", x: 50, y: 80, size: 14)
      page.flow(["Bach-", "elor"], x: 50, y: 100, leading: 12)
      page.text("University of Oslo, Physics", x: 100, y: 100)
      page.text("A full line of text that stands beneath all of it on the page", x: 50, y: 150)
    }.lines()
    #expect(
      lines == [
        "Education", "Bachelor\tUniversity of Oslo, Physics",
        "A full line of text that stands beneath all of it on the page",
      ])
  }

  @Test func keepsDatesAtTheRightWithTheirLine() throws {
    let entries = (0..<4).map { ("Engineer at Works \($0)", "201\($0) - 201\($0 + 1)") }
    let lines = try SyntheticPDF { page in
      for (index, entry) in entries.enumerated() {
        let y = 100 + Double(index) * 50
        page.text(entry.0, x: 50, y: y, font: .bold)
        page.text(entry.1, x: 480, y: y)
        page.flow(["Built pumps", "Sold pumps"], x: 60, y: y + 14)
      }
    }.lines()
    #expect(lines == entries.flatMap { ["\($0.0)\t\($0.1)", "Built pumps", "Sold pumps"] })
  }

  @Test func liftsDatesStackedBesideAListToTheHeading() throws {
    let lines = try SyntheticPDF { page in
      for index in 0..<3 {
        let y = 100 + Double(index) * 60
        page.text("Engineer \(index)", x: 50, y: y, font: .bold)
        page.text("Oslo", x: 500, y: y)
        page.text("\u{95} Built pumps", x: 55, y: y + 13)
        page.text("201\(index)", x: 500, y: y + 13)
        page.text("\u{95} Sold pumps", x: 55, y: y + 26)
      }
    }.lines()
    #expect(lines == (0..<3).flatMap { ["Engineer \($0)\tOslo\t201\($0)", "Built pumps", "Sold pumps"] })
  }

  @Test func readsALabelledTableRowByRow() throws {
    let rows = [
      ("Name", "Ada Example"), ("Address", "Long Street 5, Oslo"), ("Phone", "+47 22 00 00 00"),
      ("Born", "in Oslo"), ("E-mail", "ada@example.com"),
    ]
    let lines = try SyntheticPDF { page in
      for (index, row) in rows.enumerated() {
        page.text(row.0, x: 50, y: 100 + Double(index) * 14)
        page.text(row.1, x: 180, y: 100 + Double(index) * 14)
      }
    }.lines()
    #expect(lines == rows.map { "\($0.0)\t\($0.1)" })
  }

  @Test func keepsNameAndContactBlockApart() throws {
    let contact = ["Long Street 5", "0150 Oslo", "+47 22 00 00 00", "ada@example.com", "example.com/ada"]
    let lines = try SyntheticPDF { page in
      page.text("Ada Example", x: 50, y: 80, size: 28)
      page.text("Mechanical engineer", x: 50, y: 105, size: 14)
      page.flow(contact, x: 450, y: 66, leading: 12)
      page.text("Summary", x: 120, y: 180, font: .bold)
      page.text(
        "An engineer who has built pumps for twenty years in five countries and on three continents", x: 120, y: 196)
      page.text("and goes on doing so", x: 120, y: 210)
    }.lines()
    #expect(
      lines == ["Ada Example", "Mechanical engineer"] + contact + [
        "Summary", "An engineer who has built pumps for twenty years in five countries and on three continents",
        "and goes on doing so",
      ])
  }

  @Test func readsASidebarSetToTheRight() throws {
    // Helvetica's widths at 10 points, so that the lines share their right edge only.
    let aside = [
      ("Contact", 33.9), ("ada@example.com", 82.3), ("Oslo", 19.4), ("Skills", 25.6), ("Welding", 36.7),
      ("Casting", 33.9),
    ]
    let lines = try SyntheticPDF { page in
      page.text("Ada Example", x: 50, y: 60, size: 22)
      page.flow(main, x: 50, y: 90, leading: 13)
      for (index, line) in aside.enumerated() { page.text(line.0, x: 550 - line.1, y: 64 + Double(index) * 17) }
    }.lines()
    #expect(lines == ["Ada Example"] + main + aside.map(\.0))
  }

  @Test func keepsARailOfHeadingsWithItsRows() throws {
    let lines = try SyntheticPDF { page in
      for (index, heading) in ["Profile", "Experience", "Education"].enumerated() {
        let y = 100 + Double(index) * 70
        page.text(heading, x: 50, y: y, size: 11, font: .bold)
        page.flow(
          ["The first row of the section", "and a second one that is rather longer than the first", "and a third"],
          x: 160,
          y: y, leading: 13)
      }
    }.lines()
    #expect(
      lines
        == ["Profile", "Experience", "Education"].flatMap {
          [
            "\($0)\tThe first row of the section", "and a second one that is rather longer than the first",
            "and a third",
          ]
        })
  }

  @Test func readsASidebarOnTheSameGrid() throws {
    let lines = try SyntheticPDF { page in
      page.text("Skills", x: 40, y: 100, size: 10, font: .bold)
      page.flow(["Welding", "Casting", "Pumps", "Valves", "Turbines", "Boilers"], x: 40, y: 114)
      page.flow(main, x: 200, y: 100)
    }.lines()
    #expect(lines == ["Skills", "Welding", "Casting", "Pumps", "Valves", "Turbines", "Boilers"] + main)
  }

  @Test func leavesAWideSpaceInJustifiedTextAlone() throws {
    let lines = try SyntheticPDF { page in
      page.flow(["Dates", "2020 - 2022", "2018 - 2020"], x: 480, y: 100, leading: 40)
      for (index, y) in [100.0, 140, 180].enumerated() {
        page.text("Engineer \(index)", x: 50, y: y, font: .bold)
        page.text("\u{95} Designed pumps for the yards and", x: 50, y: y + 13)
        page.text("sold them all over", x: 214, y: y + 13)
      }
    }.lines()
    #expect(
      lines.filter { $0.hasPrefix("Designed") }
        == Array(repeating: "Designed pumps for the yards and sold them all over", count: 3))
  }

  @Test func keepsHeadingsAndDatesThatStandBetweenTheRows() throws {
    let sections = ["Profile", "Career", "Schools", "Talks", "Prizes"]
    let lines = try SyntheticPDF { page in
      for (index, heading) in sections.enumerated() {
        let y = 100 + Double(index) * 70
        page.text(heading, x: 50, y: y, font: .bold)
        page.text("201\(index)", x: 60, y: y + 18, font: .italic)
        page.flow(["A row of the section in the wide column", "and a second one"], x: 160, y: y + 18, leading: 13)
      }
    }.lines()
    #expect(
      lines
        == sections.enumerated().flatMap {
          [$1, "201\($0)\tA row of the section in the wide column", "and a second one"]
        })
  }

  @Test func keepsTwoDatesWithTheirRows() throws {
    let lines = try SyntheticPDF { page in
      page.text("Licences", x: 50, y: 100, size: 13, font: .bold)
      for (index, name) in ["Forklift licence", "Crane licence"].enumerated() {
        page.text(name, x: 56, y: 124 + Double(index) * 25)
        // A size smaller, as fonts differ in height.
        page.text("20\(index)8", x: 530, y: 124 + Double(index) * 25, size: 8, font: .italic)
      }
      page.flow(["Languages", "English", "Norwegian"], x: 50, y: 200)
    }.lines()
    #expect(
      lines == ["Licences", "Forklift licence\t2008", "Crane licence\t2018", "Languages", "English", "Norwegian"])
  }
}
