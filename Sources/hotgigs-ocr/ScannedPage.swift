import CTesseract
import DocumentText
import ResumeModel

/// A page's picture, in shades of grey, and the extent of the page it is of.
struct ScannedPage {
  let picture: Picture
  /// From 1.
  let number: Int
  /// Points.
  let width, height: Double

  /// Draws a PDF's page, or decodes a picture file's.
  ///
  /// - Throws: ``ExtractionError``, `limit_exceeded` before anything is decoded.
  init(_ bytes: DocumentBytes, number: Int, options: ReadingOptions) throws(ExtractionError) {
    self.number = number
    guard let file = try PictureFile(bytes, options: options) else {
      let drawn = try PageDrawing.ofPDF(bytes, page: number, options: options)
      guard let picture = Picture(grey: drawn) else { throw Self.noMemory }
      self.picture = picture
      (width, height) = (drawn.pageWidth, drawn.pageHeight)
      return
    }
    guard let decoded = Self.decode(bytes, file, number: number) else {
      throw ExtractionError(.corrupt, "the picture is damaged beyond reading; open it in a viewer and save it again")
    }
    guard let grey = Picture(pixConvertTo8(decoded.pix, 0))?.withSquarePixels(),
      let upright = grey.turned(exif: file.orientation), let scaled = upright.scaledForRecognition()
    else { throw Self.noMemory }
    // A picture's own resolution says little (a photo's is made up): its page is taken to be as wide as A4.
    let scale = Self.pageWidth / Double(min(upright.width, upright.height))
    (width, height) = (Double(upright.width) * scale, Double(upright.height) * scale)
    picture = scaled
  }

  /// Points.
  private static let pageWidth = 595.0

  private static let noMemory = ExtractionError(
    .limitExceeded, "the page's picture takes more memory than a page can need")

  private static func decode(_ bytes: DocumentBytes, _ file: PictureFile, number: Int) -> Picture? {
    let decoded = bytes.bytes.withUnsafeBufferPointer { data in
      file.format == .tiff
        ? pixReadMemTiff(data.baseAddress, data.count, CInt(number - 1)) : pixReadMem(data.baseAddress, data.count)
    }
    return Picture(decoded)?.withoutTransparency()
  }
}
