import ResumeModel

/// Puts what is drawn on a page into the order a person reads it in.
enum ReadingOrder {
  /// The page's lines, region by region.
  static func lines(of ink: PageInk) -> [Line] {
    let fragments = FragmentFinder.fragments(of: ink)
    return LineBuilder(ink: ink).lines(of: fragments, region: 0)
  }
}
