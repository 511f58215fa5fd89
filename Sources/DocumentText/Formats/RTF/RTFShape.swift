/// A drawing that is open, as far as it matters for the text in it.
struct RTFShape {
  /// How far down it is set, in points.
  var top: Double?
  var propertyName = ""
  var propertyValue = ""
  private var fill: UInt32 = 0xFFFFFF
  private var isFilled = true
  private var isPlain = true

  mutating func endProperty() {
    let value = Int(propertyValue.filter { $0 != " " })
    switch propertyName.filter({ $0 != " " }) {
    // Blue is the highest byte.
    case "fillColor":
      if let value {
        let bits = UInt32(truncatingIfNeeded: value)
        fill = bits >> 16 & 0xFF | bits & 0xFF00 | bits << 16 & 0xFF0000
      }
    case "fFilled": isFilled = value != 0
    case "fillType": isPlain = value == 0
    default: break
    }
    propertyName = ""
    propertyValue = ""
  }

  /// What lies behind its text; gradients and pictures are grey.
  var shading: Shading {
    guard isFilled else { return .clear }
    return .fill(isPlain ? fill : 0x808080)
  }
}
