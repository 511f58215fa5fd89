import ResumeModel

/// Finds words that no reader of the page sees.
enum HiddenText {
  /// Points; what is set smaller is not read.
  private static let leastSize = 2.0
  /// Every channel at least this light: on white paper nobody sees it.
  private static let light: UInt32 = 0xEA

  /// Takes hidden words out of the page's ink.
  ///
  /// - Parameter rendering: The page's picture, asked for only where light text is found, since white text on a dark
  ///   ground is seen.
  /// - Returns: The same page with the hidden words alone, or nil where there are none.
  static func take(from ink: inout PageInk, rendering: () -> PageRendering?) -> PageInk? {
    let isLight = ink.styles.map { style in
      [style.color >> 16, style.color >> 8, style.color].allSatisfy { $0 & 0xFF >= light }
    }
    let isSmall = ink.styles.map { $0.size < leastSize }
    var picture: PageRendering??
    var hidden: [Int] = []
    for (index, word) in ink.words.enumerated() {
      if isLight[word.style] {
        if picture == nil { picture = .some(rendering()) }
        if let drawn = picture ?? nil, drawn.isBlank(word.box) { hidden.append(index) }
      } else if isSmall[word.style] && word.box.height < 2 * leastSize || word.box.x1 < 0 || word.box.y1 < 0
        || word.box.x0 > ink.width || word.box.y0 > ink.height
      {
        hidden.append(index)
      }
    }
    guard !hidden.isEmpty else { return nil }
    var alone = ink
    alone.words = hidden.map { ink.words[$0] }
    var seen: [InkWord] = []
    var next = hidden[...]
    for (index, word) in ink.words.enumerated() {
      if next.first == index {
        next.removeFirst()
        continue
      }
      seen.append(word)
      // What it was glued to is gone.
      if index > 0, hidden.contains(index - 1) { seen[seen.count - 1].isSpaced = true }
    }
    ink.words = seen
    return alone
  }
}
