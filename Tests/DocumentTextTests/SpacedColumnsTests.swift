import ResumeModel
import Testing

@testable import DocumentText

@Suite struct SpacedColumnsTests {
  private func lines(_ text: String) throws -> [Line] {
    try PlainTextReader.read(DocumentBytes(Array(text.utf8)), options: ReadingOptions()).pages[0].lines
  }

  @Test func columnsAreReadOneByOne() throws {
    let lines = try lines(
      """
      Dana Whitfield, Engineer, dana.whitfield@example.com, Oakland

      Contact                    Work history
      +1 202 555 0143            Kestrel Motors                 2019 - 2022
      Oakland                    Site Engineer
                                  • Led a team of four
      Skills                      • Built a line
      Swift                      Lidl                           2016 - 2019
      SQL                        Engineer
      Welding
                                 Education
      Languages                  University of Leeds
      English                    BSc Physics
      """)
    #expect(
      lines.map(\.text) == [
        "Dana Whitfield, Engineer, dana.whitfield@example.com, Oakland", "Contact", "+1 202 555 0143", "Oakland",
        "Skills",
        "Swift", "SQL", "Welding", "Languages", "English", "Work history", "Kestrel Motors\t2019 - 2022",
        "Site Engineer",
        "Led a team of four", "Built a line", "Lidl\t2016 - 2019", "Engineer", "Education", "University of Leeds",
        "BSc Physics",
      ])
    #expect(lines.map(\.region) == [0] + [Int](repeating: 1, count: 9) + [Int](repeating: 2, count: 10))
    #expect(lines.filter { $0.bullet != nil }.count == 2)
  }

  /// A margin with details of contact beside the name is read last, and goes on below where the other column ends.
  @Test func aMarginIsReadAfterTheName() throws {
    let lines = try lines(
      """
      Contact                    Dana Whitfield
      dana@example.com           Site Engineer
      Oakland
                                 Work history
      Skills                     Kestrel Motors
      Swift                      Site Engineer
      SQL                        Lidl
      Welding                    Education
                                 University of Leeds
      Languages                  BSc Physics
      English
      German
      """)
    #expect(
      lines.map(\.text) == [
        "Dana Whitfield", "Site Engineer", "Work history", "Kestrel Motors", "Site Engineer", "Lidl", "Education",
        "University of Leeds", "BSc Physics", "Contact", "dana@example.com", "Oakland", "Skills", "Swift", "SQL",
        "Welding",
        "Languages", "English", "German",
      ])
  }

  @Test(arguments: [
    // Dates beside entries.
    """
    2019 - 2022     Kestrel Motors
                    Site Engineer
                    Led a team
    2016 - 2019     Lidl
                    Engineer
                    Built a line
    2014 - 2016     Aldi
                    Trainee
                    Sold things
    2012 - 2014     Tesco
                    Trainee
    """,
    // A form.
    """
    Given name          Dana
    Family name         Whitfield
    Town                Oakland
    Telephone           +1 202 555 0143
    E-mail              dana@example.com
    Position            Site Engineer
    Employer            Kestrel Motors
    Since               2019
    Driving licence     B
    """,
    // A rail of headings.
    """
    Work          Kestrel Motors, Site Engineer
                  Led a team
                  Built a line
    Education     University of Leeds
                  BSc Physics
                  With honours
    Skills        Swift, SQL
                  Welding
    Languages     English
                  German
    Interests     Chess
                  Rowing
    """,
  ])
  func rowsStayRows(_ text: String) throws {
    let count = text.split(separator: "\n").count
    let lines = try lines(text)
    #expect(lines.count == count)
    #expect(Set(lines.map(\.region)) == [0])
  }

  @Test func drawnTables() throws {
    let lines = try lines(
      """
      ┌─────────┬──────┐
      │ Kestrel │ 2019 │
      ├─────────┼──────┤
      │ Lidl    │ 2016 │
      └─────────┴──────┘
      +---------+------+
      | Aldi    | 2014 |
      +---------+------+
      C | C++ | Rust
      """)
    #expect(lines.map(\.text) == ["Kestrel\t2019", "Lidl\t2016", "Aldi\t2014", "C | C++ | Rust"])
  }
}
