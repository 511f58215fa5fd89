/// Signs by which Markdown is told from plain text.
enum MarkdownSigns {
  /// How many points speak for Markdown; 2 are enough.
  static func score(_ text: String) -> Int {
    var score = 0
    var previousIsTableRow = false
    for (number, raw) in text.split(separator: "\n", maxSplits: 2000, omittingEmptySubsequences: false).enumerated() {
      let line = Array(raw.utf8)
      if MarkdownBlock.heading(line[...]) != nil { score += 2 }
      if previousIsTableRow, MarkdownBlock.isTableDelimiter(line[...]) { score += 2 }
      if number == 0, line.starts(with: Array("---".utf8)), line.count <= 4 { score += 1 }
      if line.starts(with: Array("```".utf8)) { score += 1 }
      previousIsTableRow = line.contains(UInt8(ascii: "|"))
      score += pairs(of: "**", in: line)
      score += links(in: line) * 2
      if score >= 4 { return score }
    }
    return score
  }

  /// 1 where text is set between two of the markers.
  private static func pairs(of marker: String, in line: [UInt8]) -> Int {
    let sign = marker.utf8.first!
    var opened = false
    var index = 0
    while index + 1 < line.count {
      if line[index] == sign, line[index + 1] == sign {
        let next = index + 2 < line.count ? line[index + 2] : 0x20
        let previous = index > 0 ? line[index - 1] : 0x20
        if opened, previous != 0x20, previous != sign { return 1 }
        if next != 0x20, next != sign { opened = true }
        index += 2
      } else {
        index += 1
      }
    }
    return 0
  }

  /// How often `](` stands between a bracket and a parenthesis without white space.
  private static func links(in line: [UInt8]) -> Int {
    var count = 0
    var index = 0
    var opened = false
    while index < line.count {
      if line[index] == UInt8(ascii: "[") { opened = true }
      if opened, line[index] == UInt8(ascii: "]"), index + 1 < line.count, line[index + 1] == UInt8(ascii: "(") {
        let target = line[(index + 2)...].prefix(500).prefix { $0 != UInt8(ascii: ")") && $0 != 0x20 }
        if target.endIndex < line.count, target.contains(where: { ".:/#@".utf8.contains($0) }) { count += 1 }
        opened = false
      }
      index += 1
    }
    return count
  }
}
