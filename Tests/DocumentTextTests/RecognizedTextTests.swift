import ResumeModel
import Testing

@testable import DocumentText

/// What is put right in recognised words, and what is left as it was read.
@Suite struct RecognizedTextTests {
  /// Words on one line, `gap` ems apart.
  private func repaired(_ words: [String], gap: Double) -> [String] {
    var x = 0.0
    let line = words.map { text in
      defer { x += 5 * Double(text.count) + 10 * gap }
      return RecognizedWord(
        text: text, confidence: 0.9, box: Box(x0: x, y0: 0, x1: x + 5 * Double(text.count), y1: 11), size: 10, line: 0)
    }
    return RecognizedText.repaired(line).map(\.text)
  }

  @Test(arguments: [
    ("ada©example.com", "ada@example.com"), ("ada.b@example,co,uk", "ada.b@example.co.uk"),
    ("ada(@example.com", "ada@example.com"), ("ada@example.corn", "ada@example.com"),
    ("Iinkedln.com/in/ada", "linkedin.com/in/ada"),
    ("https://www.Iinkedin.com/in/ada", "https://www.linkedin.com/in/ada"),
    ("2O19", "2019"), ("20l9", "2019"),
  ])
  func putsRightWhatAnAddressProves(_ read: String, _ meant: String) {
    #expect(repaired([read], gap: 0.3) == [meant])
  }

  @Test(arguments: [
    "©2019", "Example©", "R©D", "lSO", "1O1", "B2B", "SOLID", "2D", "Clarity,com", "linkedin.com/in/Iris",
    "ada@example.com",
    "5OOO", "Oslo,", "12B4",
  ])
  func leavesAllElse(_ text: String) {
    #expect(repaired([text], gap: 0.3) == [text])
  }

  @Test(arguments: [
    (["20,000", "m?"], ["20,000", "m²"]), (["Where", "am?"], ["Where", "am?"]), (["of", "m?"], ["of", "m?"]),
  ])
  func putsRightASquareBehindANumber(_ words: [String], _ meant: [String]) {
    #expect(repaired(words, gap: 0.3) == meant)
  }

  @Test(arguments: [
    (["ada@", "example.com"], 0.3, ["ada@example.com"]), (["ada", "@example.com"], 0.3, ["ada@example.com"]),
    (["ada.", "b@example.com"], 0.1, ["ada.b@example.com"]), (["ada@example.", "com"], 0.1, ["ada@example.com"]),
    (["ada@example", ".com"], 0.1, ["ada@example.com"]),
    (["mail", "ada@example.com"], 0.1, ["mail", "ada@example.com"]),
    (["here.", "ada@example.com"], 0.3, ["here.", "ada@example.com"]), (["the", "end."], 0.1, ["the", "end."]),
    (["ada@example.com", "|", "Oslo"], 0.1, ["ada@example.com", "|", "Oslo"]), (["at", "@ada"], 0.3, ["at", "@ada"]),
  ])
  func joinsAnAddressThatIsTorn(_ words: [String], gap: Double, _ joined: [String]) {
    #expect(repaired(words, gap: gap) == joined)
  }
}
