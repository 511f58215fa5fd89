import CTesseract

extension Picture {
  /// With light text on dark ground (a sidebar, a heading's bar, a head band) turned to dark text on light: tesseract misses
  /// or garbles it otherwise.
  ///
  /// A dark ground is one connected shape with the letters as its holes; a letter has two at most.
  func withDarkRegionsInverted() -> Picture? {
    guard let dark = Picture(pixThresholdToBinary(pix, CInt(DarkRegion.limit(forPaper: paperLevel)))),
      let large = Picture(
        pixSelectBySize(
          dark.pix, CInt(DarkRegion.leastWidth), CInt(DarkRegion.leastHeight), 8, CInt(L_SELECT_IF_BOTH),
          CInt(L_SELECT_IF_GTE), nil))
    else { return nil }
    var shapes: UnsafeMutablePointer<Pixa>?
    var boxes = pixConnComp(large.pix, &shapes, 8)
    defer {
      boxaDestroy(&boxes)
      pixaDestroy(&shapes)
    }
    var result: Picture?
    for index in 0..<min(boxaGetCount(boxes), CInt(DarkRegion.most)) {
      guard let shape = Picture(pixaGetPix(shapes, index, CInt(L_CLONE))), let region = DarkRegion.mask(shape) else {
        continue
      }
      var (x, y): (CInt, CInt) = (0, 0)
      guard boxaGetBoxGeometry(boxes, index, &x, &y, nil, nil) == 0 else { continue }
      let target = result ?? Picture(pixCopy(nil, pix))
      guard let target, let area = boxCreate(x, y, CInt(shape.width), CInt(shape.height)) else { return result }
      var freed: UnsafeMutablePointer<Box>? = area
      defer { boxDestroy(&freed) }
      guard let part = Picture(pixClipRectangle(target.pix, area, nil)), let inverse = Picture(pixInvert(nil, part.pix))
      else { return result }
      pixCombineMaskedGeneral(target.pix, inverse.pix, region.pix, x, y)
      result = target
    }
    return result ?? self
  }

  /// How light the paper is, 0…255: four fifths of the pixels are darker or as light.
  private var paperLevel: Int {
    guard var histogram = Optional(pixGetGrayHistogram(pix, 8)) else { return 255 }
    defer { numaDestroy(&histogram) }
    var value: Float = 255
    var total: Float = 0
    numaGetSum(histogram, &total)
    var left = total * 0.8
    for level in 0..<CInt(256) {
      numaGetFValue(histogram, level, &value)
      left -= value
      if left <= 0 { return Int(level) }
    }
    return 255
  }
}

/// What makes a dark shape a ground with text on it. Pixels are those of a page drawn for recognition.
private enum DarkRegion {
  /// Half an inch across, and as high as a line.
  static let leastWidth = 150
  static let leastHeight = 30
  /// Shapes looked at on one page.
  static let most = 200
  /// Holes of letters, three at least.
  private static let leastHoles = 3
  private static let leastHoleSide = 4
  /// Of its own extent, holes filled, what a ground covers at least: a frame or a logo covers less.
  private static let leastCover = 0.6

  /// Lighter than this is no dark ground.
  static func limit(forPaper level: Int) -> Int { max(level * 7 / 10, 40) }

  /// The shape with its holes filled, where it is a ground with text on it.
  static func mask(_ shape: Picture) -> Picture? {
    var (own, holes): (CInt, CInt) = (0, 0)
    let extent = shape.width * shape.height
    guard pixCountPixels(shape.pix, &own, nil) == 0, Double(own) >= 0.35 * Double(extent),
      let inside = Picture(pixHolesByFilling(shape.pix, 4)), pixCountPixels(inside.pix, &holes, nil) == 0,
      Double(own + holes) >= leastCover * Double(extent), own > holes, holes > 0
    else { return nil }
    var boxes = pixConnCompBB(inside.pix, 4)
    defer { boxaDestroy(&boxes) }
    var letters = 0
    for index in 0..<boxaGetCount(boxes) where letters < leastHoles {
      var (width, height): (CInt, CInt) = (0, 0)
      boxaGetBoxGeometry(boxes, index, nil, nil, &width, &height)
      // One as large as a quarter of the ground is a panel on it, not a letter.
      if min(width, height) >= leastHoleSide, Int(width) * Int(height) < extent / 4 { letters += 1 }
    }
    guard letters >= leastHoles else { return nil }
    return Picture(pixOr(nil, shape.pix, inside.pix))
  }
}
