/// A page as a person sees it.
public struct PageImage: Hashable, Sendable {
  /// From 1.
  public var page: Int
  public var png: [UInt8]

  public init(page: Int, png: [UInt8]) {
    self.page = page
    self.png = png
  }

  /// Pixels along the longer side: 137 to the inch of an A4 page, at which small print can be read.
  static let longestSide = 1600.0
  /// A resume that has more is not looked at page by page.
  static let maximumCount = 20
  /// CPU seconds that all of a document's images may take: the rest of it must be read in time too.
  static let maximumSeconds = 5.0
}
