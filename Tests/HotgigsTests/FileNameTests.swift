import CommandKit
import Testing

@Suite struct FileNameTests {
  /// Also with a mark upon it a slash parts folders.
  @Test(arguments: [
    ("cv.pdf", "cv.pdf"), ("a/b.pdf", "a_b.pdf"), ("../\u{301}x/\u{20DD}y", ".._\u{301}x_\u{20DD}y"),
    ("a\nb\u{202E}", "a b "),
  ])
  func leadsNowhere(_ name: String, file: String) {
    #expect(name.fileName(maximumBytes: 180) == file)
  }

  @Test func endsWithAWholeCharacter() {
    #expect("äöü".fileName(maximumBytes: 5) == "äö")
  }
}
