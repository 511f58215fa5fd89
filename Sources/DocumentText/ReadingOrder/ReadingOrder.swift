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
    let fragments = FragmentFinder.fragments(of: ink)
    let builder = LineBuilder(ink: ink)
    var lines: [Line] = []
    for (number, region) in ColumnFinder.regions(of: fragments, ink: ink).enumerated() {
      lines.append(contentsOf: builder.lines(of: region, region: number))
    }
    return lines
  }
}
