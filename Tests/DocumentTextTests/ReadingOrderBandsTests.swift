import DocumentText
import Testing

/// Columns that end where a page goes on without them, and rows that only look like columns.
@Suite struct ReadingOrderBandsTests {
  private func entry(_ page: inout SyntheticPDF.Page, _ number: Int, y: Double) {
    page.text("Engineer \(number)", x: 50, y: y, font: .bold)
    // Helvetica's widths: all end at 550.
    page.text("2012 - 2014", x: 550 - 53.9, y: y)
    page.text("Northwind Labs", x: 50, y: y + 13)
    page.text(
      "\u{95} Designed pumps for ships and ports and sold them to yards in nine countries over the world", x: 55,
      y: y + 26)
  }

  private func lines(ofEntry number: Int) -> [String] {
    [
      "Engineer \(number)\t2012 - 2014", "Northwind Labs",
      "Designed pumps for ships and ports and sold them to yards in nine countries over the world",
    ]
  }

  @Test func endsColumnsBeforeRowsWithDatesAtTheRight() throws {
    let contact = ["ada@example.com", "+47 22 00 00 00", "Long Street 5, Oslo", "example.com/ada"]
    let lines = try SyntheticPDF { page in
      page.text("Profile", x: 50, y: 100, size: 14, font: .bold)
      page.flow(
        ["An engineer who has built pumps", "for twenty years in five countries", "and goes on"], x: 50, y: 118)
      page.text("Contact", x: 380, y: 100, size: 14, font: .bold)
      page.flow(contact, x: 380, y: 118, leading: 13)
      page.text("Experience", x: 50, y: 200, size: 14, font: .bold)
      for number in 0..<3 { entry(&page, number, y: 220 + Double(number) * 50) }
    }.lines()
    #expect(
      lines == [
        "Profile", "An engineer who has built pumps", "for twenty years in five countries", "and goes on", "Contact",
      ] + contact + ["Experience"] + (0..<3).flatMap(self.lines(ofEntry:)))
  }

  @Test func beginsColumnsAfterRowsWithDatesAtTheRight() throws {
    let referees = (0..<3).map { ["Referee \($0)", "Head of Yard", "r\($0)@example.org"] }
    let lines = try SyntheticPDF { page in
      page.text("Experience", x: 50, y: 80, size: 14, font: .bold)
      for number in 0..<3 { entry(&page, number, y: 100 + Double(number) * 50) }
      page.text("References", x: 50, y: 270, size: 14, font: .bold)
      for (index, referee) in referees.enumerated() {
        let x = 50 + Double(index) * 180
        page.text(referee[0], x: x, y: 290, font: .bold)
        page.flow(Array(referee.dropFirst()), x: x, y: 303, leading: 13)
      }
    }.lines()
    #expect(
      lines == ["Experience"] + (0..<3).flatMap(self.lines(ofEntry:)) + ["References"] + referees.flatMap { $0 })
  }

  @Test func readsEntriesSideBySideOneAfterTheOther() throws {
    let lines = try SyntheticPDF { page in
      page.text("Education", x: 50, y: 80, size: 14, font: .bold)
      for (index, school) in ["Oslo", "Bergen"].enumerated() {
        let x = 50 + Double(index) * 260
        page.text("Master of \(school)", x: x, y: 100, font: .bold)
        page.text("University of \(school)", x: x, y: 113)
        page.text("2010 - 2012", x: x, y: 126, font: .italic)
      }
      page.text(
        "A full line of text that stands beneath all of it and reaches right over the whole page", x: 50, y: 150)
    }.lines()
    #expect(
      lines == [
        "Education", "Master of Oslo", "University of Oslo", "2010 - 2012", "Master of Bergen", "University of Bergen",
        "2010 - 2012", "A full line of text that stands beneath all of it and reaches right over the whole page",
      ])
  }

  @Test func readsATableRowByRow() throws {
    let rows = [
      ("2019 - 2024", "Northwind", "Engineer", "Designed pumps for ships, ports and yards"),
      ("2014 - 2019", "Contoso", "Clerk", "Kept the books of the pump works in Oslo"),
      ("2010 - 2014", "Fabrikam", "Trainee", "Learnt all about pumps and what they do"),
    ]
    let lines = try SyntheticPDF { page in
      for (index, row) in rows.enumerated() {
        let y = 100 + Double(index) * 40
        page.text(row.0, x: 50, y: y)
        page.flow([row.1, "Limited"], x: 130, y: y, leading: 12)
        page.text(row.2, x: 220, y: y)
        page.flow([row.3, "and more of that kind"], x: 300, y: y, leading: 12)
      }
    }.lines()
    #expect(lines == rows.map { "\($0.0)\t\($0.1) Limited\t\($0.2)\t\($0.3) and more of that kind" })
  }

  @Test func readsAShortColumnOnTheSameGrid() throws {
    let lines = try SyntheticPDF { page in
      page.text("Skills", x: 50, y: 100, size: 13, font: .bold)
      page.flow(["Welding", "Casting"], x: 50, y: 116)
      page.text("Education", x: 300, y: 100, size: 13, font: .bold)
      page.flow(["University of Oslo", "Physics"], x: 300, y: 116)
    }.lines()
    #expect(lines == ["Skills", "Welding", "Casting", "Education", "University of Oslo", "Physics"])
  }

  @Test func readsItemsInAGridOneByOne() throws {
    let lines = try SyntheticPDF { page in
      page.text("Skills", x: 50, y: 100, size: 13, font: .bold)
      for row in 0..<2 {
        for column in 0..<3 {
          page.text("\u{95} Skill \(row)\(column)", x: 50 + Double(column) * 170, y: 116 + Double(row) * 13)
        }
      }
      page.text(
        "A full line of text that stands beneath all of it and reaches right over the whole page", x: 50, y: 160)
    }.read().pages[0].lines
    #expect(
      lines.dropFirst().dropLast().map(\.text) == [
        "Skill 00", "Skill 01", "Skill 02", "Skill 10", "Skill 11", "Skill 12",
      ])
    #expect(lines.dropFirst().dropLast().allSatisfy { $0.bullet == "•" })
  }

  @Test func keepsLevelsWithTheirSkills() throws {
    let skills = ["Welding", "Casting", "Pumps", "Valves", "Turbines"]
    let lines = try SyntheticPDF { page in
      for (index, skill) in skills.enumerated() {
        page.text(skill, x: 50, y: 100 + Double(index) * 14)
        page.text("\(70 + index)%", x: 180, y: 100 + Double(index) * 14)
      }
    }.lines()
    #expect(lines == skills.enumerated().map { "\($1)\t\(70 + $0)%" })
  }

  @Test func takesWhatStandsInTheGutterToItsEntry() throws {
    let lines = try SyntheticPDF { page in
      for index in 0..<3 {
        let y = 100 + Double(index) * 70
        page.text("201\(index) - 201\(index + 1)", x: 50, y: y)
        page.text("Northwind \(index)", x: 50, y: y + 13, font: .bold)
        page.text("Engineer \(index)", x: 180, y: y, font: .bold)
        page.text("\u{95} Designed pumps for ships and ports", x: 186, y: y + 13)
        page.text("\u{95} Sold them to yards", x: 186, y: y + 26)
      }
    }.lines()
    #expect(
      lines
        == (0..<3).flatMap {
          [
            "201\($0) - 201\($0 + 1)\tNorthwind \($0)\tEngineer \($0)", "Designed pumps for ships and ports",
            "Sold them to yards",
          ]
        })
  }

  @Test func joinsAHeadingInTheMarginThatGoesOnBeneath() throws {
    let lines = try SyntheticPDF { page in
      for (index, heading) in [["PERSONAL", "PROFILE"], ["OTHER", "WORK"]].enumerated() {
        page.flow(heading, x: 50, y: 100 + Double(index) * 60, leading: 13, font: .bold)
        page.flow(
          ["Has built pumps for ships and ports in nine countries over the world and also", "goes on doing so"], x: 160,
          y: 100 + Double(index) * 60, leading: 13)
      }
    }.lines()
    #expect(
      lines
        == ["PERSONAL PROFILE", "OTHER WORK"].flatMap {
          [
            "\($0)\tHas built pumps for ships and ports in nine countries over the world and also", "goes on doing so",
          ]
        })
  }

  @Test func joinsAShortHeadingInTheMarginToo() throws {
    let rest = ["Oslo, 2020", "On pumps", "Bachelor", "Bergen, 2017", "On valves"]
    let lines = try SyntheticPDF { page in
      for (index, heading) in [["HIGHER", "EDUCATION"], ["OTHER", "WORK"]].enumerated() {
        let y = 100 + Double(index) * 90
        page.flow(heading, x: 50, y: y, leading: 12, font: .bold)
        page.flow(["Master of Science"] + rest, x: 160, y: y, leading: 12)
      }
    }.lines()
    #expect(lines == ["HIGHER EDUCATION", "OTHER WORK"].flatMap { ["\($0)\tMaster of Science"] + rest })
  }

  @Test func keepsLabelsOfAFewRowsApart() throws {
    let lines = try SyntheticPDF { page in
      page.flow(["Skills", "Has built pumps", "for ships and ports", "in nine countries"], x: 50, y: 60, leading: 12)
      page.flow(["Tools", "Methods", "Other"], x: 50, y: 120, leading: 12, font: .bold)
      page.flow(["welding", "casting", "drawing"], x: 160, y: 120, leading: 12)
      page.flow(["Work", "Northwind Labs", "Engineer", "Designed pumps", "Sold pumps"], x: 50, y: 180, leading: 12)
    }.lines()
    #expect(lines[4..<7] == ["Tools\twelding", "Methods\tcasting", "Other\tdrawing"])
  }

  @Test(arguments: [
    ("sep", "2023-Actual"), ("jul 2019-ago", "2023"), ("May 2022 until", "June 2023"), ("from July,", "2020 to now"),
  ])
  func joinsADateBrokenInTheGutter(first: String, rest: String) throws {
    let lines = try SyntheticPDF { page in
      for index in 0..<3 {
        page.flow([first, rest], x: 50, y: 100 + Double(index) * 60, leading: 12)
        page.flow(["Engineer", "Northwind Labs", "Designed pumps"], x: 140, y: 100 + Double(index) * 60, leading: 12)
      }
    }.lines()
    #expect(lines == (0..<3).flatMap { _ in ["\(first) \(rest)\tEngineer", "Northwind Labs", "Designed pumps"] })
  }
}
