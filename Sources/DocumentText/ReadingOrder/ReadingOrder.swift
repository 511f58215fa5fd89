import ResumeModel

/// Puts what is drawn on a page into the order a person reads it in.
enum ReadingOrder {
  /// The page's lines, region by region.
  static func lines(of ink: PageInk) -> [Line] {
    let fragments = FragmentFinder.fragments(of: ink)
    let builder = LineBuilder(ink: ink)
    var lines: [Line] = []
    for (number, region) in ColumnFinder.regions(of: fragments, ink: ink).enumerated() {
      lines.append(contentsOf: builder.lines(of: region, region: number))
    }
    return lines
  }
}
