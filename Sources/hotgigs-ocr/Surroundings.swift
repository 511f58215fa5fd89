import CTesseract

extension Picture {
  /// Only the sheet, set rectangular, where the picture shows it lying on something darker: a photo of a page.
  func withoutSurroundings() -> Picture? {
    guard let corners = SheetFinder.corners(in: self) else { return self }
    let (width, height) = corners.extent
    guard let seen = ptaCreate(4), let wanted = ptaCreate(4) else { return nil }
    var (freedSeen, freedWanted): (UnsafeMutablePointer<Pta>?, UnsafeMutablePointer<Pta>?) = (seen, wanted)
    defer {
      ptaDestroy(&freedSeen)
      ptaDestroy(&freedWanted)
    }
    let rectangle = [(0.0, 0.0), (width, 0), (width, height), (0, height)]
    for (corner, target) in zip(corners.all, rectangle) {
      ptaAddPt(seen, Float(corner.x), Float(corner.y))
      ptaAddPt(wanted, Float(target.0), Float(target.1))
    }
    guard let warped = Picture(pixProjectivePtaGray(pix, wanted, seen, 255)),
      let area = boxCreate(0, 0, CInt(width), CInt(height))
    else { return self }
    var freed: UnsafeMutablePointer<Box>? = area
    defer { boxDestroy(&freed) }
    return Picture(pixClipRectangle(warped.pix, area, nil))?.scaledForRecognition()
  }
}

/// Four corners of a sheet in a picture, pixels.
struct SheetCorners {
  struct Point {
    var x, y: Double

    func distance(to other: Point) -> Double {
      ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
    }
  }

  /// From the top left, clockwise.
  var all: [Point]

  /// Width and height of the sheet, as its longer sides have them: the nearer side of a sheet seen aslant.
  var extent: (width: Double, height: Double) {
    (
      max(all[0].distance(to: all[1]), all[3].distance(to: all[2])).rounded(),
      max(all[0].distance(to: all[3]), all[1].distance(to: all[2])).rounded()
    )
  }

  /// Area within, pixels.
  var area: Double {
    abs(
      (0..<4).reduce(0) { sum, index in
        let (a, b) = (all[index], all[(index + 1) % 4])
        return sum + a.x * b.y - b.x * a.y
      }) / 2
  }
}

/// Finds the sheet of a photographed page: one light shape with four corners, none of them at the picture's edge.
enum SheetFinder {
  /// Pixels along the shorter side of the picture that is searched.
  private static let side = 300.0

  static func corners(in picture: Picture) -> SheetCorners? {
    let scale = min(1, side / Double(max(min(picture.width, picture.height), 1)))
    guard let small = Picture(pixScaleSmooth(picture.pix, Float(scale), Float(scale))),
      let light = sheet(in: small)
    else { return nil }
    var pixels: CInt = 0
    guard pixCountPixels(light.pix, &pixels, nil) == 0, pixels > CInt(light.width * light.height / 4) else {
      return nil
    }
    guard let corners = extremes(of: light) else { return nil }
    // A margin of desk all around, and a shape that is a sheet's and no other.
    let margin = 2.0
    guard
      corners.all.allSatisfy({
        $0.x >= margin && $0.y >= margin && $0.x < Double(light.width) - margin && $0.y < Double(light.height) - margin
      }), Double(pixels) > 0.9 * corners.area, Double(pixels) < 1.1 * corners.area,
      corners.area < 0.97 * Double(light.width * light.height)
    else { return nil }
    return SheetCorners(all: corners.all.map { SheetCorners.Point(x: $0.x / scale, y: $0.y / scale) })
  }

  /// The largest light shape, its text filled in.
  private static func sheet(in small: Picture) -> Picture? {
    var threshold: UnsafeMutablePointer<Pix>?
    var dark: UnsafeMutablePointer<Pix>?
    guard
      pixOtsuAdaptiveThreshold(small.pix, CInt(small.width), CInt(small.height), 0, 0, 0.1, &threshold, &dark) == 0
    else { return nil }
    pixDestroy(&threshold)
    guard let dark = Picture(dark), let light = Picture(pixInvert(nil, dark.pix)),
      let closed = Picture(pixCloseSafeBrick(nil, light.pix, 9, 9)),
      let opened = Picture(pixOpenBrick(nil, closed.pix, 9, 9))
    else { return nil }
    var shapes: UnsafeMutablePointer<Pixa>?
    var boxes = pixConnComp(opened.pix, &shapes, 4)
    defer {
      boxaDestroy(&boxes)
      pixaDestroy(&shapes)
    }
    var best: (index: CInt, pixels: CInt) = (-1, 0)
    for index in 0..<boxaGetCount(boxes) {
      guard let shape = Picture(pixaGetPix(shapes, index, CInt(L_CLONE))) else { continue }
      var pixels: CInt = 0
      pixCountPixels(shape.pix, &pixels, nil)
      if pixels > best.pixels { best = (index, pixels) }
    }
    var (x, y): (CInt, CInt) = (0, 0)
    guard best.index >= 0, boxaGetBoxGeometry(boxes, best.index, &x, &y, nil, nil) == 0,
      let shape = Picture(pixaGetPix(shapes, best.index, CInt(L_CLONE))),
      let whole = Picture(pixCreate(CInt(small.width), CInt(small.height), 1))
    else { return nil }
    pixRasterop(whole.pix, x, y, CInt(shape.width), CInt(shape.height), CInt(PIX_SRC), shape.pix, 0, 0)
    guard let holes = Picture(pixHolesByFilling(whole.pix, 4)) else { return nil }
    return Picture(pixOr(nil, whole.pix, holes.pix))
  }

  /// The pixels farthest out along the diagonals.
  private static func extremes(of shape: Picture) -> SheetCorners? {
    var points: [(score: Double, point: SheetCorners.Point)?] = [nil, nil, nil, nil]
    for y in 0..<shape.height {
      var (first, last) = (-1, -1)
      for x in 0..<shape.width {
        var value: UInt32 = 0
        pixGetPixel(shape.pix, CInt(x), CInt(y), &value)
        if value != 0 {
          if first < 0 { first = x }
          last = x
        }
      }
      guard first >= 0 else { continue }
      for x in [first, last] {
        let (px, py) = (Double(x), Double(y))
        for (index, score) in [-px - py, px - py, px + py, py - px].enumerated()
        where points[index].map({ score > $0.score }) ?? true {
          points[index] = (score, SheetCorners.Point(x: px, y: py))
        }
      }
    }
    let corners = points.compactMap { $0?.point }
    return corners.count == 4 ? SheetCorners(all: corners) : nil
  }
}
