import CTesseract
import DocumentText

extension Picture {
  /// On white paper, where it is transparent.
  func withoutTransparency() -> Picture? {
    guard depth == 32, pixGetSpp(pix) == 4 else { return self }
    return Picture(pixAlphaBlendUniform(pix, 0xFFFF_FF00))
  }

  /// Turned as Exif's orientation says, 1…8.
  func turned(exif orientation: Int) -> Picture? {
    switch orientation {
    case 2: Picture(pixFlipLR(nil, pix))
    case 3: Picture(pixRotate180(nil, pix))
    case 4: Picture(pixFlipTB(nil, pix))
    case 5: Picture(pixRotate90(pix, 1)).flatMap { Picture(pixFlipLR(nil, $0.pix)) }
    case 6: Picture(pixRotate90(pix, 1))
    case 7: Picture(pixRotate90(pix, -1)).flatMap { Picture(pixFlipLR(nil, $0.pix)) }
    case 8: Picture(pixRotate90(pix, -1))
    default: self
    }
  }

  /// As large as a page is drawn for recognition, if it is not nearly so.
  func scaledForRecognition() -> Picture? {
    let factor = min(PageDrawing.scale(width: Double(width), height: Double(height)), 3)
    guard factor < 0.9 || factor > 1.1 else { return self }
    return Picture(pixScale(pix, Float(factor), Float(factor)))
  }

  /// With pixels as wide as they are high: a fax has twice as many across as down.
  func withSquarePixels() -> Picture? {
    let (x, y) = (pixGetXRes(pix), pixGetYRes(pix))
    guard x > 0, y > 0, x != y, x < 4 * y, y < 4 * x else { return self }
    let ratio = Float(x) / Float(y)
    return Picture(ratio > 1 ? pixScale(pix, 1, ratio) : pixScale(pix, 1 / ratio, 1))
  }

  /// Set straight, where its lines run at a slant.
  func straightened() -> Picture? {
    guard let ink = Picture(pixThresholdToBinary(pix, 128)) else { return nil }
    var (angle, confidence): (Float, Float) = (0, 0)
    // Halved twice: a tenth of a degree is told well enough, and four times as fast.
    guard pixFindSkewSweepAndSearch(ink.pix, &angle, &confidence, 4, 2, 7, 1, 0.01) == 0, confidence >= 3,
      abs(angle) >= 0.1
    else { return self }
    return Picture(pixRotate(pix, angle * .pi / 180, CInt(L_ROTATE_AREA_MAP), CInt(L_BRING_IN_WHITE), 0, 0))
  }

  /// Dark text on white: shadows and tints of the paper are taken out.
  func onWhitePaper() -> Picture? {
    Picture(pixCleanBackgroundToWhite(pix, nil, nil, 1, 70, 190)) ?? self
  }
}
