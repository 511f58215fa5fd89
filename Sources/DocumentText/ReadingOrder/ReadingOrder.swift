import ResumeModel

/// Puts what is drawn on a page into the order a person reads it in.
enum ReadingOrder {
  /// The page's lines, region by region.
  static func lines(of ink: PageInk) -> [Line] {
    guard !ink.isMirrored, ink.readsRightToLeft else { return ordered(ink) }
    var ink = ink
    ink.mirror()
    return ordered(ink).map { $0.mirrored(in: ink.width) }
  }

  /// The same for what stands about on the page: what is set apart on one line is a line of its own.
  static func pieces(of ink: PageInk) -> [Line] {
    let builder = LineBuilder(ink: ink)
    return FragmentFinder.fragments(of: ink).flatMap { builder.lines(of: [$0], region: 0) }
  }

  private static func ordered(_ ink: PageInk) -> [Line] {
    var fragments = FragmentFinder.fragments(of: ink)
    let builder = LineBuilder(ink: ink)
    let em = ColumnFinder.em(of: fragments)
    var lines: [Line] = []
    var number = 0
    func add(_ fragments: [Fragment]) {
      for region in ColumnFinder.regions(of: fragments, ink: ink) {
        lines.append(contentsOf: builder.lines(of: region, region: number))
        number += 1
      }
    }
    while let table = HeadedTable.first(of: fragments, ink: ink, em: em) {
      add(table.above)
      lines += table.lines(builder, region: number)
      number += 1
      fragments = table.below
    }
    add(fragments)
    return lines
  }
}
