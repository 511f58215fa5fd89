import ResumeModel

/// Finds words that no reader of the page sees.
enum HiddenText {
  /// Points; what is set smaller is not read.
  private static let leastSize = 2.0
  /// Every channel at least this light: on white paper nobody sees it.
  private static let light: UInt32 = 0xEA

  /// Takes hidden words out of the page's ink.
  ///
  /// - Parameters:
  ///   - isSuspect: Whether some text of the file may not be drawn at all (``ContentSigns``).
  ///   - rendering: The page's picture, asked for only on suspicion: where light text is found, since white text on a
  ///     dark ground is seen, and where text may not be drawn. Only the given part of it must be drawn; nil is all of it.
  /// - Returns: The same page with the hidden words alone, or nil where there are none.
  static func take(from ink: inout PageInk, isSuspect: Bool, rendering: (Box?) -> PageRendering?) -> PageInk? {
    let isLight = ink.styles.map { style in
      [style.color >> 16, style.color >> 8, style.color].allSatisfy { $0 & 0xFF >= light }
    }
    let isSmall = ink.styles.map { $0.size < leastSize }
    let lightWords = ink.words.filter { isLight[$0.style] }.map(\.box)
    var picture: PageRendering?
    if isSuspect {
      picture = rendering(nil)
    } else if let first = lightWords.first {
      picture = rendering(lightWords.dropFirst().reduce(first) { $0.union($1) })
    }
    var isHidden = Array(repeating: false, count: ink.words.count)
    for (index, word) in ink.words.enumerated() {
      if isLight[word.style] {
        isHidden[index] = picture?.hides(Int(light), in: word.box) ?? false
      } else {
        isHidden[index] =
          isSmall[word.style] && word.box.height < 2 * leastSize || word.box.x1 < 0 || word.box.y1 < 0
          || word.box.x0 > ink.width || word.box.y0 > ink.height
      }
    }
    if isSuspect, let picture { findUndrawn(ink, picture, &isHidden) }
    guard isHidden.contains(true) else { return nil }
    var alone = ink
    alone.words = zip(ink.words, isHidden).filter(\.1).map(\.0)
    // What was glued to a hidden word stands alone now.
    for index in ink.words.indices.dropFirst() where isHidden[index - 1] { ink.words[index].isSpaced = true }
    ink.words = zip(ink.words, isHidden).filter { !$0.1 }.map(\.0)
    return alone
  }

  /// Marks the words of stretches that no ink is drawn at. Where that is nearly all of the page, its fonts cannot be drawn
  /// here, or it is a scan's text over a pale picture: the only text there is.
  private static func findUndrawn(_ ink: PageInk, _ picture: PageRendering, _ isHidden: inout [Bool]) {
    var undrawn: [Int] = []
    var start = 0
    while start < ink.words.count {
      var end = start + 1
      while end < ink.words.count, ink.words[end].streamLine == ink.words[start].streamLine,
        ink.words[end].style == ink.words[start].style
      {
        end += 1
      }
      let stretch = ink.words[start..<end]
      if stretch.reduce(0, { $0 + $1.length }) > 2, !stretch.contains(where: { picture.shows($0.box) }) {
        undrawn.append(contentsOf: start..<end)
      }
      start = end
    }
    guard undrawn.count * 10 < ink.words.count * 9 else { return }
    for index in undrawn { isHidden[index] = true }
  }
}
