import Testing

@testable import CommandKit

/// What a stranger wrote is shown, and drives nothing.
@Suite struct TerminalTextTests {
  @Test(arguments: [
    ("plain é 東京 😀", "plain é 東京 😀"), ("a\nb", "a b"), ("a\u{1b}[2Jb", "a [2Jb"), ("a\u{9b}31mb", "a 31mb"),
    ("cv\u{202e}fdp.exe", "cv fdp.exe"), ("a\u{2066}b\u{2069}", "a b "), ("a\u{2028}b", "a b"),
    ("a\u{7f}b\u{0}", "a b "),
  ])
  func aLineStaysOne(_ text: String, shown: String) { #expect(text.singleLine == shown) }

  @Test func jsonHoldsTheValueAndNoControl() throws {
    let text = "a\u{1b}\u{9b}31m\u{202e}\u{2066}\u{7f}\u{2028}é\u{0}"
    let line = try JSON.line([text])
    #expect(line == #"["a\u001b\u009b31m\u202e\u2066\u007f\u2028é\u0000"]"#)
    #expect(try JSON.decode([String].self, from: Array(line.utf8)) == [text])
  }
}
