/// A list item's number as it is drawn.
enum ListNumber {
  /// - Parameter format: "decimal", "lowerLetter", "upperRoman" … as WordprocessingML calls them.
  static func text(_ value: Int, format: String) -> String {
    switch format {
    case "lowerLetter", "upperLetter":
      guard value > 0 else { return String(value) }
      // a … z, aa, bb … as Word counts.
      let letter = UInt8((value - 1) % 26) + (format == "lowerLetter" ? UInt8(ascii: "a") : UInt8(ascii: "A"))
      return String(repeating: String(Unicode.Scalar(letter)), count: min((value - 1) / 26 + 1, 8))
    case "lowerRoman": return roman(value)
    case "upperRoman": return roman(value).uppercased()
    case "decimalZero": return value < 10 ? "0\(value)" : String(value)
    case "none": return ""
    default: return String(value)
    }
  }

  private static func roman(_ value: Int) -> String {
    guard (1..<4000).contains(value) else { return String(value) }
    var rest = value
    var text = ""
    let steps = [
      (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
      (9, "ix"),
      (5, "v"), (4, "iv"), (1, "i"),
    ]
    for (worth, letters) in steps {
      while rest >= worth {
        text += letters
        rest -= worth
      }
    }
    return text
  }
}
