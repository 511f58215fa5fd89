/// Tables and frames that a text draws with signs: `│ Kestrel │ 2019 │`, `| Kestrel | 2019 |`, `+-----+`.
enum BoxDrawing {
  /// The line with gaps for what is drawn between its cells.
  static func plain(_ line: Substring) -> Substring {
    var isDrawn = line.unicodeScalars.contains { isUpright($0) }
    let trimmed = line.unicodeScalars.filter { $0 != " " && $0 != "\t" }
    let bars = trimmed.reduce(0) { $0 + ($1 == "|" ? 1 : 0) }
    let isRow = bars >= 2 && trimmed.first == "|" && trimmed.last == "|"
    let isRule = trimmed.count >= 3 && trimmed.first == "+" && trimmed.allSatisfy { "+-=".unicodeScalars.contains($0) }
    isDrawn = isDrawn || isRow || isRule
    guard isDrawn else { return line }
    var scalars = String.UnicodeScalarView()
    for scalar in line.unicodeScalars {
      if isUpright(scalar) || isRow && scalar == "|" || isRule {
        scalars.append(contentsOf: "   ".unicodeScalars)
      } else if isLevel(scalar) {
        scalars.append(" ")
      } else {
        scalars.append(scalar)
      }
    }
    return Substring(String(scalars))
  }

  private static func isLevel(_ scalar: Unicode.Scalar) -> Bool {
    ["─", "━", "═", "┄", "┅", "┈", "┉", "╌", "╍"].contains(scalar)
  }

  /// Upright lines, corners and crossings; level ones alone are a heading's underline.
  private static func isUpright(_ scalar: Unicode.Scalar) -> Bool {
    (0x2500...0x257F).contains(scalar.value) && !isLevel(scalar)
  }
}
