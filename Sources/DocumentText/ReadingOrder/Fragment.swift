import ResumeModel

/// Words that stand side by side with no more than word spaces between them: the smallest piece that is ordered.
struct Fragment {
  /// Indices into the page's words, from the left.
  var words: [Int]
  var box: Box
  /// Font size of its longest word, in points.
  var size: Double
  /// Glyphs.
  var length: Int
  /// Where it goes on beneath itself: cells that wrap, taken together with their row.
  var wraps: [Wrap] = []

  /// A place in ``words`` from which on they are drawn on a lower line.
  struct Wrap {
    var place: Int
    /// A cell of its own rather than the rest of one.
    var isSetOff: Bool
  }

  init(words: [Int], box: Box, size: Double, length: Int) {
    (self.words, self.box, self.size, self.length) = (words, box, size, length)
  }

  init(words: [Int], ink: PageInk) {
    let longest = words.max { ink.words[$0].length < ink.words[$1].length } ?? words[0]
    self.init(
      words: words, box: words.dropFirst().reduce(ink.words[words[0]].box) { $0.union(ink.words[$1].box) },
      size: ink.styles[ink.words[longest].style].size, length: words.reduce(0) { $0 + ink.words[$1].length })
  }

  /// How much of the lesser height two boxes share, 0…1.
  static func overlap(_ a: Box, _ b: Box) -> Double {
    let shared = min(a.y1, b.y1) - max(a.y0, b.y0)
    return shared <= 0 ? 0 : shared / max(min(a.height, b.height), 0.01)
  }
}

/// Finds a page's fragments by geometry alone.
struct FragmentFinder {
  private var fragments: [Fragment] = []
  /// Fragments by height on the page, so that a word meets only those near it: one list per 16 points.
  private var shelves: [[Int]]
  private static let shelfHeight = 16.0

  /// White between two fragments, in ems: more than a word space, though the line be justified.
  static let gap = 1.0

  static func fragments(of ink: PageInk) -> [Fragment] {
    var finder = FragmentFinder(ink)
    // From the left: a word's neighbour is placed before it.
    let order = ink.words.indices.sorted {
      let (a, b) = (ink.words[$0].box.x0, ink.words[$1].box.x0)
      return a != b ? a < b : $0 < $1
    }
    for index in order where ink.words[index].kind != .icon { finder.place(index, ink) }
    if ink.isMirrored { for index in finder.fragments.indices { ink.turnLatin(&finder.fragments[index].words) } }
    return finder.fragments
  }

  private init(_ ink: PageInk) {
    shelves = Array(repeating: [], count: Int(min(max(ink.height, 0), 20_000) / Self.shelfHeight) + 2)
    fragments.reserveCapacity(ink.words.count / 4)
  }

  private func shelf(_ y: Double) -> Int {
    y > 0 ? Int(min(y / Self.shelfHeight, Double(shelves.count - 1))) : 0
  }

  private mutating func place(_ index: Int, _ ink: PageInk) {
    let word = ink.words[index]
    let size = ink.styles[word.style].size
    var best = -1
    var bestOverlap = 0.5
    for shelf in shelf(word.box.y0)...shelf(word.box.y1) {
      for candidate in shelves[shelf] {
        let fragment = fragments[candidate]
        let em = max(min(size, fragment.size), 0.3 * max(size, fragment.size))
        let gap = word.box.x0 - fragment.box.x1
        let last = ink.words[fragment.words[fragment.words.count - 1]]
        // Where letters are set wide, the space between words has the letters' own on both its sides.
        let spacing = last.style == word.style ? 2 * max(last.tracking, word.tracking) : 0
        guard gap <= Self.gap * em + spacing, gap > -0.6 * em else { continue }
        let overlap = Fragment.overlap(last.box, word.box)
        if overlap > bestOverlap { (best, bestOverlap) = (candidate, overlap) }
      }
    }
    guard best >= 0 else {
      fragments.append(Fragment(words: [index], box: word.box, size: size, length: word.length))
      enter(fragments.count - 1, word.box)
      return
    }
    if isDouble(index, in: fragments[best], ink) { return }
    if word.length > ink.words[fragments[best].words[0]].length { fragments[best].size = size }
    fragments[best].words.append(index)
    fragments[best].length += word.length
    let before = fragments[best].box
    fragments[best].box = before.union(word.box)
    if shelf(fragments[best].box.y0) < shelf(before.y0) || shelf(fragments[best].box.y1) > shelf(before.y1) {
      enter(best, fragments[best].box)
    }
  }

  private mutating func enter(_ fragment: Int, _ box: Box) {
    for shelf in shelf(box.y0)...shelf(box.y1) where shelves[shelf].last != fragment { shelves[shelf].append(fragment) }
  }

  /// Bold or a shadow made by drawing the word again, slightly displaced.
  private func isDouble(_ index: Int, in fragment: Fragment, _ ink: PageInk) -> Bool {
    let word = ink.words[index]
    let limit = 0.12 * ink.styles[word.style].size
    for other in fragment.words.suffix(3).lazy.map({ ink.words[$0] })
    where abs(other.box.x0 - word.box.x0) < limit && abs(other.box.y0 - word.box.y0) < limit
      && ink.text[other.start..<other.end].elementsEqual(ink.text[word.start..<word.end])
    {
      return true
    }
    return false
  }
}
