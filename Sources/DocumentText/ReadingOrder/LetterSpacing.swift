import ResumeModel

/// Joins the letters of words set with space between all letters ("W O R K  H I S T O R Y", "B ro a d w a y").
enum LetterSpacing {
  /// Words from `start` on are one line of the page's stream.
  static func join(_ ink: inout PageInk, from start: Int) {
    findTracking(&ink, from: start)
    joinInitials(&ink, from: start)
    guard ink.words.count - start >= 4 else { return }
    var first = start
    var joined: [InkWord] = []
    var isChanged = false
    while first < ink.words.count {
      var end = first + 1
      while end < ink.words.count, continues(ink.words[end - 1], ink.words[end], ink) { end += 1 }
      if let gap = letterGap(ink.words[first..<end]) {
        // The letters' own space is the same everywhere.
        let limit = gap * 1.5 + 0.1 * ink.styles[ink.words[first].style].size
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
            joined[last].tracking = gap
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

  /// The usual gap between letters of one word in points, or nil where the words are set as usual.
  private static func letterGap(_ words: ArraySlice<InkWord>) -> Double? {
    guard words.count >= 4 else { return nil }
    let letters = words.reduce(0) { $0 + $1.length }
    guard 10 * letters <= 16 * words.count else { return nil }
    var gaps: [Double] = []
    gaps.reserveCapacity(words.count - 1)
    for index in words.indices.dropFirst() { gaps.append(words[index].box.x0 - words[index - 1].box.x1) }
    gaps.sort()
    // Most gaps are those within words.
    return max(gaps[(gaps.count - 1) / 2], 0)
  }
}

extension LetterSpacing {
  /// Ems that capitals take on average, and the least space between them that is meant.
  private static let capital = 0.68
  private static let leastTracking = 0.15

  /// Poppler joins the letters of capitals set wide: their words are wider than such words are.
  private static func findTracking(_ ink: inout PageInk, from start: Int) {
    for index in ink.words.indices[start...] where ink.words[index].length >= 3 {
      let word = ink.words[index]
      let em = ink.styles[word.style].size
      let tracking = word.box.width / Double(word.length) - capital * em
      guard tracking > leastTracking * em, tracking < em,
        ink.text[word.start..<word.end].allSatisfy({ $0 >= 0x80 || (0x41...0x5A).contains($0) || $0 == 0x26 })
      else { continue }
      ink.words[index].tracking = tracking
    }
  }

  /// Puts a lone capital that poppler left out ("E DUCATION") back before the word that it begins.
  private static func joinInitials(_ ink: inout PageInk, from start: Int) {
    for index in ink.words.indices[start...].dropLast().reversed() where ink.words[index].length == 1 {
      let (initial, word) = (ink.words[index], ink.words[index + 1])
      let em = ink.styles[word.style].size
      guard word.tracking > 0, initial.style == word.style, initial.end == word.start,
        (0x41...0x5A).contains(ink.text[initial.start]), initial.box.x0 < word.box.x0,
        word.box.x0 - initial.box.x1 < word.tracking + 0.2 * em
      else { continue }
      ink.words[index].end = word.end
      ink.words[index].length += word.length
      ink.words[index].box = initial.box.union(word.box)
      ink.words[index].tracking = word.tracking
      ink.words.remove(at: index + 1)
    }
  }
}
