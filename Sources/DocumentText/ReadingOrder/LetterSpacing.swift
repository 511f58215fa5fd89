import ResumeModel

/// Joins the letters of words set with space between all letters ("W O R K  H I S T O R Y", "B ro a d w a y").
enum LetterSpacing {
  /// Words from `start` on are one line of the page's stream.
  static func join(_ ink: inout PageInk, from start: Int) {
    guard ink.words.count - start >= 4 else { return }
    var first = start
    var joined: [InkWord] = []
    var isChanged = false
    while first < ink.words.count {
      var end = first + 1
      while end < ink.words.count, continues(ink.words[end - 1], ink.words[end], ink) { end += 1 }
      if let limit = letterGapLimit(ink.words[first..<end], em: ink.styles[ink.words[first].style].size) {
        if !isChanged { joined.append(contentsOf: ink.words[start..<first]) }
        isChanged = true
        joined.append(ink.words[first])
        for word in ink.words[first + 1..<end] {
          let last = joined.count - 1
          if word.box.x0 - joined[last].box.x1 > limit {
            joined.append(word)
          } else {
            joined[last].end = word.end
            joined[last].length += word.length
            joined[last].box = joined[last].box.union(word.box)
          }
        }
      } else if isChanged {
        joined.append(contentsOf: ink.words[first..<end])
      }
      first = end
    }
    if isChanged { ink.words.replaceSubrange(start..., with: joined) }
  }

  private static func continues(_ word: InkWord, _ next: InkWord, _ ink: PageInk) -> Bool {
    next.style == word.style && next.kind == .text && word.kind == .text && next.start == word.end
      && next.box.x0 > word.box.x0 && next.box.x0 - word.box.x1 < 2 * ink.styles[word.style].size
  }

  /// The widest gap between letters of one word in points, or nil where the words are set as usual.
  private static func letterGapLimit(_ words: ArraySlice<InkWord>, em: Double) -> Double? {
    guard words.count >= 4 else { return nil }
    let letters = words.reduce(0) { $0 + $1.length }
    guard 10 * letters <= 16 * words.count else { return nil }
    var gaps: [Double] = []
    gaps.reserveCapacity(words.count - 1)
    for index in words.indices.dropFirst() { gaps.append(words[index].box.x0 - words[index - 1].box.x1) }
    gaps.sort()
    // Most gaps are those within words, and the letters' own space is the same everywhere.
    return max(gaps[(gaps.count - 1) / 2], 0) * 1.5 + 0.1 * em
  }
}
