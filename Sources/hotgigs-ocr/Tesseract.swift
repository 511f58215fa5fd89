import CTesseract
import DocumentText
import Glibc

/// A recogniser of one language.
final class Tesseract {
  private let handle: OpaquePointer

  /// How it takes a picture apart before it reads.
  enum Layout: UInt32 {
    /// As a page: columns, paragraphs, lines.
    case page = 3
    case column = 4
    case block = 6
    /// Words wherever they are, in no order.
    case scattered = 11
  }

  /// - Parameter language: By tesseract's names, several joined by +.
  /// - Returns: Nil where it has no data for it.
  init?(language: String) {
    guard let handle = TessBaseAPICreate() else { return nil }
    guard TessBaseAPIInit3(handle, nil, language) == 0 else {
      TessBaseAPIDelete(handle)
      return nil
    }
    self.handle = handle
  }

  deinit {
    TessBaseAPIEnd(handle)
    TessBaseAPIDelete(handle)
  }

  /// Where it found its data; nil where it does not say.
  var dataFolder: String? { TessBaseAPIGetDatapath(handle).map { String(cString: $0) } }

  /// The words of a picture, line by line.
  ///
  /// - Parameter end: What is not read by then is left out.
  /// - Returns: Boxes and base lines in pixels of the picture; whether all of it was read.
  func words(
    of picture: Picture, as layout: Layout, until end: ContinuousClock.Instant
  ) -> (words: [TesseractWord], isWhole: Bool) {
    let left = ContinuousClock.now.duration(to: end)
    guard left > .zero, let monitor = TessMonitorCreate() else { return ([], false) }
    defer { TessMonitorDelete(monitor) }
    TessMonitorSetDeadlineMSecs(
      monitor, CInt(clamping: left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000))
    TessBaseAPISetPageSegMode(handle, TessPageSegMode(layout.rawValue))
    TessBaseAPISetImage2(handle, picture.pix)
    TessBaseAPISetSourceResolution(handle, CInt(Self.resolution))
    let isWhole = TessBaseAPIRecognize(handle, monitor) == 0
    defer { TessBaseAPIClear(handle) }
    guard let results = TessBaseAPIGetIterator(handle) else { return ([], isWhole) }
    defer { TessResultIteratorDelete(results) }
    let page = TessResultIteratorGetPageIterator(results)
    var words: [TesseractWord] = []
    var line = -1
    repeat {
      if TessPageIteratorIsAtBeginningOf(page, RIL_TEXTLINE) != 0 { line += 1 }
      guard let text = TessResultIteratorGetUTF8Text(results, RIL_WORD) else { continue }
      defer { TessDeleteText(text) }
      var (left, top, right, bottom): (CInt, CInt, CInt, CInt) = (0, 0, 0, 0)
      guard TessPageIteratorBoundingBox(page, RIL_WORD, &left, &top, &right, &bottom) != 0 else { continue }
      var (x0, y0, x1, y1): (CInt, CInt, CInt, CInt) = (0, bottom, 0, bottom)
      TessPageIteratorBaseline(page, RIL_WORD, &x0, &y0, &x1, &y1)
      words.append(
        TesseractWord(
          text: String(cString: text), confidence: Double(TessResultIteratorConfidence(results, RIL_WORD)) / 100,
          left: Int(left), top: Int(top), right: Int(right), bottom: Int(bottom), baseLine: Double(y0 + y1) / 2,
          line: max(line, 0)))
    } while TessResultIteratorNext(results, RIL_WORD) != 0 && words.count < Self.mostWords
    return (words, isWhole)
  }

  /// Pixels to the inch that a page's picture has; see ``PageDrawing``.
  private static let resolution = 300
  /// More than any page holds.
  private static let mostWords = 20_000
}

/// A word as tesseract gives it.
struct TesseractWord {
  var text: String
  /// 0…1.
  var confidence: Double
  /// Pixels, around its ink.
  var left, top, right, bottom: Int
  /// Pixels from the top, where it is halfway across.
  var baseLine: Double
  /// Which line of the picture it is in, from 0.
  var line: Int
}
