/// A text cut at its line ends and form feeds.
struct TextLines {
  /// Pages of raw lines, without line ends.
  private(set) var pages: [[Substring]] = [[]]

  init(_ text: String) {
    var start = text.startIndex
    var index = start
    let scalars = text.unicodeScalars
    while index < scalars.endIndex {
      let scalar = scalars[index]
      switch scalar {
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{0B}", "\u{0C}":
        pages[pages.count - 1].append(Substring(scalars[start..<index]))
        index = scalars.index(after: index)
        if scalar == "\r", index < scalars.endIndex, scalars[index] == "\n" { index = scalars.index(after: index) }
        if scalar == "\u{0C}" { pages.append([]) }
        start = index
      default:
        index = scalars.index(after: index)
      }
    }
    if start < scalars.endIndex { pages[pages.count - 1].append(Substring(scalars[start...])) }
  }
}
