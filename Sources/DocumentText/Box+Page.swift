import ResumeModel

extension Box {
  /// Points; nothing farther from its corner is on any page.
  private static let farthest: Double = 100_000

  /// The box between two corners, whichever they are; nil where it is on no page. Files say of places what they like, and
  /// arithmetic with what is beyond all pages, or no number, ends nowhere good.
  init?(onPageFrom x0: Double, _ y0: Double, to x1: Double, _ y1: Double) {
    // Not a number is not less.
    guard abs(x0) < Self.farthest, abs(x1) < Self.farthest, abs(y0) < Self.farthest, abs(y1) < Self.farthest else {
      return nil
    }
    self.init(x0: min(x0, x1), y0: min(y0, y1), x1: max(x0, x1), y1: max(y0, y1))
  }

  /// A page's width or height as a file says it: 0 for what is none.
  static func extent(_ points: Double) -> Double { points > 0 ? min(points, farthest) : 0 }
}
