import CTesseract

/// Measures how thick a word's strokes are: what is left of bold when no font is known.
final class Strokes {
  private let ink: Picture
  private let core: Picture
  private let table: UnsafeMutablePointer<CInt>

  /// - Parameter ink: One bit a pixel, set where there is ink.
  init?(ink: Picture) {
    guard let core = Picture(pixErodeBrick(nil, ink.pix, 3, 3)), let table = makePixelSumTab8() else { return nil }
    (self.ink, self.core, self.table) = (ink, core, table)
  }

  deinit { lept_free(table) }

  /// Pixels across a stroke, on the average; nil where there is no ink.
  ///
  /// A stroke of width w and length l covers w·l, and w-2 of it are left when a pixel is taken off all around.
  func width(left: Int, top: Int, right: Int, bottom: Int) -> Double? {
    guard let box = boxCreate(CInt(left), CInt(top), CInt(right - left), CInt(bottom - top)) else { return nil }
    var freed: UnsafeMutablePointer<Box>? = box
    defer { boxDestroy(&freed) }
    var (whole, inner): (CInt, CInt) = (0, 0)
    guard pixCountPixelsInRect(ink.pix, box, &whole, table) == 0,
      pixCountPixelsInRect(core.pix, box, &inner, table) == 0, whole > inner
    else { return nil }
    return 2 * Double(whole) / Double(whole - inner)
  }
}
