/// Fonts whose letters are pictures.
enum SymbolFont {
  static func isSymbolic(_ font: String) -> Bool {
    let name = font.lowercased()
    return ["wingdings", "webdings", "symbol", "font awesome", "fontawesome", "material icons", "marlett"].contains {
      name.hasPrefix($0)
    }
  }

  /// The text as a person sees it: bullets and the like, nothing of other pictures.
  static func text(_ text: String, font: String) -> String {
    // Symbol's letters are Greek; typed ones in that font are mostly plain text that lost its formatting.
    if font.lowercased().hasPrefix("symbol") { return text.replacingScalar("\u{B7}", with: "•") }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case ...0x20, 0xE000...0xF8FF: scalars.append(scalar)
      case ..<0x100: scalars.append(Unicode.Scalar(scalar.value + 0xF000) ?? " ")
      // An icon by its ligature's name.
      default: if scalar.value >= 0x2000 { scalars.append(scalar) }
      }
    }
    return String(scalars)
  }
}

extension String {
  fileprivate func replacingScalar(_ scalar: Unicode.Scalar, with other: Unicode.Scalar) -> String {
    var scalars = String.UnicodeScalarView()
    for each in unicodeScalars { scalars.append(each == scalar ? other : each) }
    return String(scalars)
  }
}
