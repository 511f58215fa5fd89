import ResumeModel

/// White that runs down a region with text on both sides of it.
struct Gutter {
  /// Where the right side begins, points.
  var x: Double
  /// Points.
  var width: Double
  /// The pieces it parts, as a range of the region's pieces by height.
  var pieces: Range<Int>
  /// Pieces on each side.
  var left, right: Int
  /// Share of the right side's pieces that begin right at it, or share their right edge, 0…1.
  var support: Double

  /// Greater for longer, wider gutters with a cleaner edge; width beyond what parts any two columns counts no more.
  func score(em: Double) -> Double {
    Double(min(left, right)) * min(width / em, 2.5) * (0.4 + support)
  }
}

/// Finds the gutters of one region.
struct GutterSearch {
  /// By height.
  private let pieces: [LayoutPiece]
  private let em: Double
  /// Of each piece, the index of the one just left of it on its line, or -1.
  private let neighbours: [Int]
  /// The region's right edge.
  private let margin: Double
  /// Of each piece, whether its right edge is that of two others at least.
  private let endsWithOthers: [Bool]
  private var found: [Gutter] = []

  /// Least white of a gutter, in ems; less than a word space stands only where a column of words begins at it.
  static let leastWidth = 0.35
  /// Stretches looked at in one region: more than any page needs.
  private static let most = 2000
  /// Glyphs of a note at a line's end at most: a date, a place.
  private static let longestNote = 40
  /// Lines of a note at most, unless it is a list of dates: a place over its dates.
  private static let largestNote = 3
  /// Notes in a row, without text at the gutter between them, that part one stretch in two.
  private static let partingNotes = 3

  /// Every stretch of white that something begins at the right of, best first.
  static func candidates(_ pieces: [LayoutPiece], em: Double) -> [Gutter] {
    guard let leftEdge = pieces.map(\.box.x0).min() else { return [] }
    var search = GutterSearch(pieces, em: em)
    var edges = pieces.map(\.box.x0).filter { $0 > leftEdge + 2 * em }
    edges.sort()
    var last = -Double.infinity
    for edge in edges where edge - last > 2 {
      guard search.found.count < most else { break }
      last = edge
      search.sweep(edge)
    }
    return search.found.sorted {
      let (a, b) = ($0.score(em: em), $1.score(em: em))
      return a != b ? a > b : $0.x < $1.x
    }
  }

  private init(_ pieces: [LayoutPiece], em: Double) {
    self.pieces = pieces
    self.em = em
    margin = pieces.reduce(0) { max($0, $1.box.x1) }
    let ends = pieces.map(\.box.x1).sorted()
    endsWithOthers = pieces.map { piece in
      // The first that is no farther left; two more must follow close.
      var (low, high) = (0, ends.count)
      while low < high {
        let middle = (low + high) / 2
        if ends[middle] < piece.box.x1 - 0.5 { low = middle + 1 } else { high = middle }
      }
      return low + 2 < ends.count && ends[low + 2] <= piece.box.x1 + 0.5
    }
    neighbours = pieces.indices.map { index in
      let piece = pieces[index]
      var best = -1
      func consider(_ other: Int) {
        let box = pieces[other].box
        guard box.x1 <= piece.box.x0, best < 0 || box.x1 > pieces[best].box.x1, piece.isOnLine(of: pieces[other])
        else { return }
        best = other
      }
      // Pieces on one line begin at about the same height.
      for other in pieces[..<index].indices.reversed().prefix(24) {
        guard piece.box.y0 - pieces[other].box.y0 < 2 * em else { break }
        consider(other)
      }
      for other in pieces[(index + 1)...].indices.prefix(24) {
        guard pieces[other].box.y0 - piece.box.y0 < 2 * em else { break }
        consider(other)
      }
      return best
    }
  }

  /// Adds the stretches of the line at `x` that no piece crosses.
  private mutating func sweep(_ x: Double) {
    var start = 0
    for index in pieces.indices where crosses(index, x) {
      addSegments(start..<index, x)
      start = index + 1
    }
    addSegments(start..<pieces.count, x)
  }

  private func crosses(_ index: Int, _ x: Double) -> Bool {
    let box = pieces[index].box
    return box.x0 < x - 2 && box.x1 > x - Self.leastWidth * em && pieces[index].seam(at: x) == nil
  }

  /// Adds a stretch without the lines at its ends that only end in a note ("Engineer … 2020 – 2022"): these reach over the
  /// gutter, though nothing is drawn on it. Several of them in a row part the stretch in two.
  private mutating func addSegments(_ range: Range<Int>, _ x: Double) {
    let blocks = blocks(range, x)
    guard blocks.contains(where: \.areNotes), blocks.contains(where: { !$0.areNotes }) else {
      add(range, x)
      return
    }
    var start = range.lowerBound
    var notes: [Block] = []
    var hasText = false
    for block in blocks {
      if block.areNotes {
        notes.append(block)
        continue
      }
      if let first = notes.first, let last = notes.last, standApart(notes, isInside: hasText) {
        if hasText { add(start..<max(start, first.lines.lowerBound), x) }
        start = last.lines.upperBound
      }
      notes = []
      hasText = true
    }
    let end = standApart(notes, isInside: false) ? notes[0].lines.lowerBound : range.upperBound
    add(start..<max(start, end), x)
  }

  /// Whether notes in a row are no part of a column at the gutter, where they begin farther to the right.
  private func standApart(_ notes: [Block], isInside: Bool) -> Bool {
    (!isInside || notes.count >= Self.partingNotes) && notes.contains { !$0.isAtEdge }
  }

  /// Pieces close beneath each other at the right of a gutter.
  private struct Block {
    /// All its pieces end lines that begin at the left of the gutter.
    var areNotes: Bool
    /// Each holds a year.
    var areDates: Bool
    /// One of them begins at the gutter.
    var isAtEdge: Bool
    /// Their lines' pieces.
    var lines: Range<Int>
    var pieces = 1
    var bottom: Double
  }

  private func blocks(_ range: Range<Int>, _ x: Double) -> [Block] {
    var blocks: [Block] = []
    for index in range where pieces[index].box.x0 >= x - 2 || pieces[index].seam(at: x) != nil {
      let isNote = isNote(index, x)
      let box = pieces[index].box
      let ends = isNote ? [index, neighbours[index]] : [index, index]
      let lines = min(ends[0], ends[1])..<max(ends[0], ends[1]) + 1
      if let last = blocks.indices.last, box.y0 - blocks[last].bottom < 0.9 * em {
        let all = blocks[last].lines
        blocks[last].pieces += 1
        blocks[last].isAtEdge = blocks[last].isAtEdge || box.x0 < x + 2 * em
        blocks[last].areDates = blocks[last].areDates && pieces[index].traits.contains(.hasYear)
        blocks[last].areNotes =
          blocks[last].areNotes && isNote && (blocks[last].areDates || blocks[last].pieces <= Self.largestNote)
        blocks[last].lines =
          min(all.lowerBound, lines.lowerBound)..<min(max(all.upperBound, lines.upperBound), range.upperBound)
        blocks[last].bottom = max(blocks[last].bottom, box.y1)
      } else {
        blocks.append(
          Block(
            areNotes: isNote, areDates: pieces[index].traits.contains(.hasYear), isAtEdge: box.x0 < x + 2 * em,
            lines: lines, bottom: box.y1))
      }
    }
    return blocks
  }

  private func isNote(_ index: Int, _ x: Double) -> Bool {
    let piece = pieces[index]
    return piece.box.x0 >= x - 2 && piece.length <= Self.longestNote
      && (piece.box.x1 > margin - 1.5 * em || endsWithOthers[index])
      && neighbours[index] >= 0 && pieces[neighbours[index]].box.x1 <= x - Self.leastWidth * em
  }

  private mutating func add(_ range: Range<Int>, _ x: Double) {
    var left = 0
    var right = 0
    var atEdge = 0
    var reach = -Double.infinity
    var edge = 0.0
    for piece in pieces[range] {
      if piece.box.x0 >= x - 2 {
        right += 1
        // A list's items are set in from their heading.
        if piece.box.x0 < x + 2 * em { atEdge += 1 }
        edge = max(edge, piece.box.x1)
      } else if let seam = piece.box.x1 > x - Self.leastWidth * em ? piece.seam(at: x) : nil {
        left += 1
        right += 1
        atEdge += 1
        reach = max(reach, seam.start)
        edge = max(edge, piece.box.x1)
      } else {
        left += 1
        reach = max(reach, piece.box.x1)
      }
    }
    guard range.count >= 4, left >= 2, right >= 2, x - reach >= Self.leastWidth * em else { return }
    // A column may be set to its right edge instead.
    let atRight = pieces[range].count { $0.box.x0 >= x - 2 && $0.box.x1 > edge - 0.5 * em }
    found.append(
      Gutter(
        x: x, width: x - reach, pieces: range, left: left, right: right,
        support: Double(max(atEdge, atRight)) / Double(right)))
  }
}
