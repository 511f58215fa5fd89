import ResumeModel

/// Finds words set letter beneath letter, as headings in a margin are.
enum StackedLetters {
  /// Letters of such a word at least.
  private static let fewest = 4
  /// Lone capitals on a page at most: more are no headings.
  private static let most = 400

  /// Takes the words out of the page's ink.
  ///
  /// - Returns: Each as a line of its own.
  static func take(from ink: inout PageInk) -> [Line] {
    let letters = ink.words.indices.filter { isCapital(ink.words[$0], ink) }
    guard (fewest...most).contains(letters.count) else { return [] }
    let order = letters.sorted {
      let (a, b) = (ink.words[$0].box, ink.words[$1].box)
      return a.y0 != b.y0 ? a.y0 < b.y0 : a.x0 < b.x0
    }
    var runs: [[Int]] = []
    for index in order {
      if let run = runs.lastIndex(where: { continues($0, index, ink) }) {
        runs[run].append(index)
      } else {
        runs.append([index])
      }
    }
    // Grades in a table have one height with what they are given for.
    let words = runs.filter { $0.count >= fewest && !stand($0, inRowsOf: ink) }
    guard !words.isEmpty else { return [] }
    let lines = words.map { line($0, ink) }
    let taken = Set(words.joined())
    ink.words = ink.words.indices.filter { !taken.contains($0) }.map { ink.words[$0] }
    return lines
  }

  private static func isCapital(_ word: InkWord, _ ink: PageInk) -> Bool {
    guard word.length == 1, word.kind == .text, let first = ink.text[word.start..<word.end].first else { return false }
    return (0x41...0x5A).contains(first) || first == 0xC3 || first == 0xC4 || first == 0xC5
  }

  private static func continues(_ run: [Int], _ index: Int, _ ink: PageInk) -> Bool {
    let (last, word) = (ink.words[run[run.count - 1]], ink.words[index])
    let em = ink.styles[word.style].size
    let step = word.box.y0 - last.box.y0
    guard last.style == word.style, abs(last.box.midX - word.box.midX) < 0.25 * em, (0.7 * em...2.2 * em).contains(step)
    else { return false }
    guard run.count > 1 else { return true }
    return abs(step - (last.box.y0 - ink.words[run[run.count - 2]].box.y0)) < 0.1 * em
  }

  /// Whether each letter shares its height with a word.
  private static func stand(_ run: [Int], inRowsOf ink: PageInk) -> Bool {
    run.allSatisfy { letter in
      let box = ink.words[letter].box
      return ink.words.contains { $0.length > 1 && abs($0.box.y1 - box.y1) < 0.15 * box.height }
    }
  }

  private static func line(_ run: [Int], _ ink: PageInk) -> Line {
    let words = run.map { ink.words[$0] }
    let text = String(decoding: words.flatMap { ink.text[$0.start..<$0.end] }, as: UTF8.self)
    let box = words.dropFirst().reduce(words[0].box) { $0.union($1.box) }
    return Line(spans: [Span(text: text, style: ink.styles[words[0].style], box: box)], box: box, indent: box.x0)
  }
}
