import ResumeModel

/// Divides a page in regions, each one flow from its top to its bottom.
///
/// A gutter is white that runs down between two sides of text. It parts columns where the rows of both sides clash; where
/// they share base lines, the narrow side holds dates or labels and stays with its rows. The best gutter cuts the region
/// in what is above it (a header band), its two sides and what is below, and each of these is searched in turn.
/// Source: recursive cuts after Nagy and Seth 1984, on white space as in Breuel 2002, "Two geometric algorithms for
/// layout analysis".
struct ColumnFinder {
  private let ink: PageInk
  private let em: Double
  private var regions: [[Fragment]] = []
  /// Deepest nesting that a page can mean.
  private static let deepest = 8
  /// Gutters looked at per region.
  private static let candidates = 12

  /// In reading order.
  static func regions(of fragments: [Fragment], ink: PageInk) -> [[Fragment]] {
    var finder = ColumnFinder(fragments, ink)
    var pieces = fragments.map { LayoutPiece($0, ink: ink) }
    pieces.sort { $0.box.y0 != $1.box.y0 ? $0.box.y0 < $1.box.y0 : $0.box.x0 < $1.box.x0 }
    finder.divide(pieces, depth: 0)
    return finder.regions
  }

  private init(_ fragments: [Fragment], _ ink: PageInk) {
    self.ink = ink
    em = Self.em(of: fragments)
  }

  /// The size that most glyphs have.
  static func em(of fragments: [Fragment]) -> Double {
    var sizes = fragments.map { (size: $0.size, length: $0.length) }
    sizes.sort { $0.size < $1.size }
    var left = sizes.reduce(0) { $0 + $1.length } / 2
    return max(
      sizes.first {
        left -= $0.length
        return left <= 0
      }?.size ?? 10, 4)
  }

  /// - Parameter pieces: By height.
  private mutating func divide(_ all: [LayoutPiece], depth: Int) {
    guard !all.isEmpty else { return }
    var pieces = all
    if depth < Self.deepest, pieces.count >= 5 {
      var cells: [Double] = []
      for gutter in GutterSearch.candidates(pieces, em: em).prefix(Self.candidates) {
        switch gutter.kind(pieces, em: em) {
        case .columns:
          cut(pieces, at: gutter, depth: depth)
          return
        case .cells: cells.append(gutter.x)
        case .none: break
        }
      }
      for x in cells { pieces = pieces.flatMap { $0.parted(at: x, ink: ink) } }
    }
    regions.append(pieces.map(\.fragment))
  }

  private mutating func cut(_ pieces: [LayoutPiece], at gutter: Gutter, depth: Int) {
    let start = bandEnd(pieces, gutter)
    let end = min(max(start, tailStart(pieces, gutter)), nextBand(pieces, gutter, from: start))
    let sides = pieces[start..<end].flatMap { $0.parted(at: gutter.x, ink: ink) }
    divide(Array(pieces[..<start]), depth: depth + 1)
    divide(sides.filter { $0.box.x0 < gutter.x - 2 }, depth: depth + 1)
    divide(sides.filter { $0.box.x0 >= gutter.x - 2 }, depth: depth + 1)
    divide(Array(pieces[end...]), depth: depth + 1)
  }

  /// Where the columns really begin: what stands alone above them, set off by white, is a header though it is too short
  /// to cross the gutter.
  private func bandEnd(_ pieces: [LayoutPiece], _ gutter: Gutter) -> Int {
    let range = gutter.pieces
    func isLeft(_ index: Int) -> Bool { pieces[index].box.x0 < gutter.x - 2 }
    let lead = isLeft(range.lowerBound)
    guard let turn = range.first(where: { isLeft($0) != lead }) else { return range.lowerBound }
    let top = pieces[turn].box.y0
    var bottom = -Double.infinity
    var end = range.lowerBound
    for index in range {
      let box = pieces[index].box
      if box.y0 > top + 0.5 * em { break }
      if index > range.lowerBound, box.y0 - bottom > 1.0 * em { end = index }
      bottom = max(bottom, box.y1)
    }
    if let top = gutter.columnTop(pieces, em: em), let first = range.first(where: { pieces[$0].box.y0 >= top - 1 }) {
      return max(end, first)
    }
    return end
  }

  /// Where a heading over both columns stands alone at the left, as the one above them does, and both begin anew on one
  /// line beneath it: cards side by side, section by section.
  private func nextBand(_ pieces: [LayoutPiece], _ gutter: Gutter, from start: Int) -> Int {
    let range = gutter.pieces.clamped(to: start..<pieces.count)
    guard let above = pieces[..<start].last(where: { $0.traits.contains(.hasLetters) }) else { return pieces.count }
    func isLeft(_ index: Int) -> Bool { pieces[index].box.x0 < gutter.x - 2 }
    for index in range.dropFirst(2) where isLeft(index) && pieces[index].style == above.style {
      let head = pieces[index]
      guard abs(head.size - above.size) < 0.1, abs(head.box.x0 - above.box.x0) < 2, head.length <= 40,
        !range.contains(where: { !isLeft($0) && pieces[$0].box.y0 < head.box.y1 && pieces[$0].box.y1 > head.box.y0 }),
        range.contains(where: { !isLeft($0) && pieces[$0].box.y1 <= head.box.y0 + 1 }),
        let left = range.first(where: { isLeft($0) && pieces[$0].box.y0 >= head.box.y1 - 1 }),
        let right = range.first(where: { !isLeft($0) && pieces[$0].box.y0 >= head.box.y1 - 1 }),
        abs(pieces[left].box.y0 - pieces[right].box.y0) < 0.3 * em, pieces[right].style != head.style
      else { continue }
      return index
    }
    return pieces.count
  }

  /// Where the columns really end: what stands on one side alone beneath them, before something that crosses the gutter,
  /// belongs to what follows from its first heading on.
  private func tailStart(_ pieces: [LayoutPiece], _ gutter: Gutter) -> Int {
    let range = gutter.pieces
    guard range.upperBound < pieces.count else { return range.upperBound }
    func isLeft(_ index: Int) -> Bool { pieces[index].box.x0 < gutter.x - 2 }
    guard let last = range.last, let turn = range.last(where: { isLeft($0) != isLeft(last) }) else {
      return range.upperBound
    }
    var bottom = pieces[...turn].reduce(0) { max($0, $1.box.y1) }
    var starts: [Int] = []
    for index in turn + 1..<range.upperBound {
      let box = pieces[index].box
      if box.y0 - bottom > 1.0 * em { starts.append(index) }
      bottom = max(bottom, box.y1)
    }
    // Set larger than the other blocks' first lines; the first of equals.
    return starts.max { pieces[$0].size != pieces[$1].size ? pieces[$0].size < pieces[$1].size : $0 > $1 }
      ?? range.upperBound
  }
}
