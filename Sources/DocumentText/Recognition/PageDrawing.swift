import ResumeModel

/// A page drawn for recognition, in shades of grey.
public struct PageDrawing: Sendable {
  /// Pixels.
  public var width, height: Int
  /// One byte a pixel, row by row: 0 is black.
  public var pixels: [UInt8]
  /// Of the page, points.
  public var pageWidth, pageHeight: Double

  /// Pixels along the shorter side of a page: A4 at 300 to the inch, whatever size the file says that its page has. Letters
  /// of 10 pt are then as high as the recogniser's training has them.
  static let shortSide = 2480.0
  /// Pixels in all: a page of absurd proportions is drawn coarser.
  static let most = 25_000_000.0

  /// By how much a page or picture of this extent is enlarged for recognition.
  public static func scale(width: Double, height: Double) -> Double {
    let (width, height) = (max(width, 1), max(height, 1))
    return min(shortSide / min(width, height), (most / (width * height)).squareRoot())
  }

  /// Draws a page of a PDF.
  ///
  /// - Parameter number: From 1.
  /// - Throws: ``ExtractionError``, as a reader of the document would.
  public static func ofPDF(
    _ bytes: DocumentBytes, page number: Int, options: ReadingOptions
  ) throws(ExtractionError) -> PageDrawing {
    let file = try PopplerFile(bytes.bytes, password: options.password)
    guard number >= 1, number <= file.pageCount, let page = file.page(number - 1) else {
      throw ExtractionError(.corrupt, "the PDF has no page \(number)")
    }
    guard let picture = page.picture() else {
      throw ExtractionError(.corrupt, "page \(number) of the PDF can't be drawn")
    }
    return picture
  }
}
