import DocumentText
import ResumeModel
import Testing

@Suite struct PDFVisibilityTests {
  @Test func keepsHiddenTextApart() throws {
    let document = try SyntheticPDF { page in
      page.text("Ada Example", x: 50, y: 60, size: 18)
      page.text("Kubernetes Terraform Rust", x: 50, y: 90, color: 0xFFFFFF)
      page.text("Haskell Erlang", x: 50, y: 120, size: 1)
      page.text("Built pumps", x: 50, y: 150)
    }.read()
    #expect(document.text == "Ada Example\nBuilt pumps")
    #expect(document.pages[0].hidden.map(\.text) == ["Kubernetes Terraform Rust", "Haskell Erlang"])
    #expect(document.warnings.map(\.code) == [.hiddenText])
  }

  @Test func keepsTextThatIsNotDrawnApart() throws {
    let document = try SyntheticPDF { page in
      page.text("Ada Example", x: 50, y: 60, size: 18)
      page.flow(["Built pumps for ships", "and ports in Oslo"], x: 50, y: 90)
      page.text("Kubernetes Terraform Rust", x: 50, y: 150, mode: 3)
      page.text("Sold pumps", x: 50, y: 180)
    }.read()
    #expect(document.text == "Ada Example\nBuilt pumps for ships\nand ports in Oslo\nSold pumps")
    #expect(document.pages[0].hidden.map(\.text) == ["Kubernetes Terraform Rust"])
    #expect(document.warnings.map(\.code) == [.hiddenText])
  }

  @Test func keepsTheTextBeneathAScan() throws {
    let document = try SyntheticPDF { page in
      page.rectangle(x: 0, y: 0, width: 600, height: 800, color: 0xF0F0F0)
      page.flow(["Ada Example", "Engineer in Oslo"], x: 50, y: 60, mode: 3)
    }.read()
    #expect(document.text == "Ada Example\nEngineer in Oslo")
    #expect(document.warnings.isEmpty)
  }

  @Test func readsWhiteTextOnADarkGround() throws {
    let document = try SyntheticPDF { page in
      page.rectangle(x: 0, y: 0, width: 200, height: 800, color: 0x203040)
      page.text("Ada Example", x: 30, y: 60, color: 0xFFFFFF)
      page.text("ADA ON PAPER", x: 300, y: 60, color: 0xFFFFFF)
    }.read()
    #expect(document.text == "Ada Example")
    #expect(document.pages[0].hidden.map(\.text) == ["ADA ON PAPER"])
  }

  @Test func readsWhiteTextOnDarkGroundsFarApart() throws {
    let document = try SyntheticPDF { page in
      page.rectangle(x: 10, y: 40, width: 200, height: 30, color: 0x203040)
      page.text("Ada Example", x: 30, y: 60, color: 0xFFFFFF)
      page.flow(["Built pumps", "Sold pumps"], x: 30, y: 300)
      page.rectangle(x: 380, y: 740, width: 200, height: 30, color: 0x203040)
      page.text("Oslo", x: 400, y: 760, color: 0xFFFFFF)
      page.text("Kubernetes", x: 30, y: 760, color: 0xFFFFFF)
    }.read()
    #expect(document.text == "Ada Example\nBuilt pumps\nSold pumps\nOslo")
    #expect(document.pages[0].hidden.map(\.text) == ["Kubernetes"])
  }

  @Test func dropsIconsAndKeepsTheirLinks() throws {
    let page = try SyntheticPDF { page in
      page.text("\u{28}", x: 50, y: 100, font: .dingbats)
      page.text("+47 22 00 00 00", x: 70, y: 100)
      page.text("\u{41}", x: 200, y: 100, font: .dingbats)
      page.link("https://example.org/ada", x: 198, y: 90, width: 14, height: 14)
    }.read().pages[0]
    #expect(page.lines.map(\.text) == ["+47 22 00 00 00"])
    #expect(page.links.map(\.target) == ["https://example.org/ada"])
  }

  @Test func readsFormValuesInTheirPlace() throws {
    let lines = try SyntheticPDF { page in
      page.text("Name:", x: 50, y: 100)
      page.field("Ada Example", x: 90, y: 90, width: 150, height: 14)
      page.text("City:", x: 50, y: 120)
      page.field("Oslo", x: 90, y: 110, width: 150, height: 14)
    }.lines()
    #expect(lines.map { $0.split(separator: "\t").joined(separator: " ") } == ["Name: Ada Example", "City: Oslo"])
  }

  @Test(arguments: [0, 90, 180, 270])
  func readsAPageThatIsTurned(rotation: Int) throws {
    var page = SyntheticPDF.Page(rotation: rotation)
    page.flow(["First line", "Second line"], x: 50, y: 100)
    let read = try SyntheticPDF(page).read().pages[0]
    #expect(read.lines.map(\.text) == ["First line", "Second line"])
    #expect(read.width == (rotation % 180 == 0 ? 600 : 800))
  }

  @Test func readsTextThatRunsUpwards() throws {
    let page = try SyntheticPDF { page in
      page.upright("Curriculum Vitae", x: 30, y: 300)
      page.flow(["Ada Example", "Engineer in Oslo"], x: 80, y: 100)
    }.read().pages[0]
    #expect(page.lines.map(\.text) == ["Ada Example", "Engineer in Oslo", "Curriculum Vitae"])
    #expect(page.lines.map(\.region) == [0, 0, 1])
    let box = try #require(page.lines[2].box)
    #expect(box.height > box.width && abs(box.y1 - 300) < 1)
  }

  @Test func readsAPageSetSideways() throws {
    let page = try SyntheticPDF { page in
      page.upright("Ada Example", x: 60, y: 700)
      page.upright("Engineer in Oslo", x: 75, y: 700)
    }.read().pages[0]
    #expect(page.lines.map(\.text) == ["Ada Example", "Engineer in Oslo"])
  }

  @Test func putsHeadingsSetUprightBeforeTheirSections() throws {
    let lines = try SyntheticPDF { page in
      for (index, heading) in ["Work", "School"].enumerated() {
        let y = 100 + Double(index) * 100
        page.upright(heading, x: 30, y: y + 40)
        page.flow(["First of \(heading)", "Second of \(heading)", "Third of \(heading)"], x: 80, y: y)
      }
    }.lines()
    #expect(lines == ["Work", "School"].flatMap { [$0, "First of \($0)", "Second of \($0)", "Third of \($0)"] })
  }

  @Test func readsHeadingsSetLetterBeneathLetter() throws {
    let lines = try SyntheticPDF { page in
      for (index, heading) in ["WORK", "STUDY"].enumerated() {
        let y = 100 + Double(index) * 100
        for (row, letter) in heading.enumerated() {
          page.text(String(letter), x: 30 - (letter == "W" ? 1 : 0), y: y + Double(row) * 11, size: 12, font: .bold)
        }
        page.flow(["First of \(heading)", "Second of \(heading)", "Third of \(heading)"], x: 80, y: y)
      }
    }.lines()
    #expect(lines == ["WORK", "STUDY"].flatMap { [$0, "First of \($0)", "Second of \($0)", "Third of \($0)"] })
  }

  @Test func leavesAColumnOfGradesInItsRows() throws {
    let subjects = ["Maths", "Physics", "Art", "English", "Sport"]
    let lines = try SyntheticPDF { page in
      for (index, subject) in subjects.enumerated() {
        page.text(subject, x: 50, y: 100 + Double(index) * 14)
        page.text("A", x: 200, y: 100 + Double(index) * 14)
      }
    }.lines()
    #expect(lines == subjects.map { "\($0)\tA" })
  }
}
