/// Which of a document's styles are headings.
enum HeadingStyle {
  /// "heading 1" … "heading 9" and "Title" are Word's names in any of its languages.
  static func level(named name: String) -> Int? {
    let name = name.lowercased()
    if name == "title" { return 1 }
    guard name.hasPrefix("heading "), let level = Int(name.dropFirst(8)), (1...9).contains(level) else { return nil }
    return level
  }

  /// - Parameter level: from 0; 9 is body text.
  static func level(outline level: Int) -> Int? { (0...8).contains(level) ? level + 1 : nil }
}
