import CTesseract

extension Picture {
  /// Quarter turns clockwise that seem to set the page's text upright: more ascenders than descenders in upright text.
  ///
  /// Source: Bloomberg, Kopec, Dasari 1995, "Measuring document image skew and orientation", as leptonica has it.
  var turnsToUpright: Int {
    guard let ink = Picture(pixThresholdToBinary(pix, 128)) else { return 0 }
    var (up, left): (Float, Float) = (0, 0)
    var orientation: CInt = 0
    guard pixOrientDetect(ink.pix, &up, &left, 0, 0) == 0, makeOrientDecision(up, left, 0, 0, &orientation, 0) == 0
    else { return 0 }
    switch Int(orientation) {
    case Int(L_TEXT_ORIENT_LEFT): return 1
    case Int(L_TEXT_ORIENT_DOWN): return 2
    case Int(L_TEXT_ORIENT_RIGHT): return 3
    default: return 0
    }
  }

  /// Turned clockwise.
  func turned(quarters: Int) -> Picture? {
    quarters % 4 == 0 ? self : Picture(pixRotateOrth(pix, CInt(quarters % 4)))
  }
}
