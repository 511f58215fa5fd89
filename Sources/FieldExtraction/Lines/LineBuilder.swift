import DocumentText
import ResumeModel

/// Makes the lines that everything else works on from a document's.
struct LineBuilder {
  private(set) var lines: [TextLine] = []
  private var index = 0

  init(_ document: Document) {
    var flows: [FlowKey: Int] = [:]
    for page in document.pages {
      let grids = Self.grids(of: page.lines)
      let first = index
      index += page.lines.count
      for (offset, line) in Gutter.mended(ListMarkers.marked(page.lines)) {
        var key = FlowKey(page: page.number, region: line.region, part: line.part, table: -1, row: -1, column: -1)
        if let cell = line.cell {
          if !grids.contains(cell.table) {
            key = FlowKey(
              page: page.number, region: line.region, part: line.part, table: cell.table, row: cell.row,
              column: cell.column)
          }
        }
        let flow = flows[key] ?? flows.count
        flows[key] = flow
        let text = Self.textLine(line, page: page.number, index: first + offset, flow: flow)
        if !PageFurniture.isFurniture(text, pageHeight: page.height) { lines.append(text) }
      }
    }
    lines.removeAll { $0.tokens.isEmpty && !$0.scalars.contains { $0.value > 0x20 } }
    readMonthsFirst()
    for index in lines.indices.dropLast() where lines[index].folded.contains(0x09) {
      lines[index].isColumnHead = Self.isColumnHead(lines[index], before: lines[index + 1])
    }
  }

  /// One date such as 03/24/2020 tells how all of the document's are written.
  private mutating func readMonthsFirst() {
    guard lines.contains(where: { DateScanner.showsMonthFirst($0.folded, $0.tokens) }) else { return }
    for index in lines.indices where lines[index].folded.contains(0x2F) {
      lines[index].dates = DateScanner(lines[index].folded, lines[index].tokens, order: .monthFirst).spans()
    }
  }

  private struct FlowKey: Hashable {
    var page, region: Int
    var part: LinePart
    var table, row, column: Int
  }

  /// The tables whose rows are to be read across: several rows of small cells. The others lay out columns.
  private static func grids(of lines: [Line]) -> Set<Int> {
    var cells: [Int: [TableCell: Int]] = [:]
    for line in lines {
      guard let cell = line.cell else { continue }
      cells[cell.table, default: [:]][cell, default: 0] += 1
    }
    var result: Set<Int> = []
    for (table, counts) in cells {
      let rows = Set(counts.keys.map(\.row)).count
      let columns = Set(counts.keys.map(\.column)).count
      guard columns > 1 else { continue }
      // A first column of labels or dates: short in every row.
      let tallestFirst = counts.filter { $0.key.column == 0 }.map(\.value).max() ?? 0
      if rows > 1 ? tallestFirst <= 4 : tallestFirst == 1 && (counts.values.max() ?? 0) <= 2 { result.insert(table) }
    }
    return result
  }

  static func textLine(_ line: Line, page: Int, index: Int, flow: Int) -> TextLine {
    var scalars: [Unicode.Scalar] = []
    var runs: [StyleRun] = []
    for span in line.spans {
      let start = scalars.count
      for scalar in span.text.unicodeScalars where !isInvisible(scalar) { scalars.append(scalar) }
      if scalars.count > start {
        runs.append(StyleRun(range: start..<scalars.count, style: span.style, link: span.link, box: span.box))
      }
    }
    let folded = scalars.map(Folding.fold)
    let tokens = Tokenizer.tokens(of: folded)
    let dominant = dominantStyle(runs, folded)
    var capitals = 0
    var small = 0
    for scalar in scalars where scalar.value > 0x40 {
      if scalar.isUpper { capitals += 1 } else if scalar.isLower { small += 1 }
    }
    return TextLine(
      index: index, page: page, flow: flow, box: line.box, hasBullet: line.bullet != nil,
      headingLevel: line.headingLevel,
      indent: line.indent, gapAbove: line.gapAbove, part: line.part, scalars: scalars, folded: folded, tokens: tokens,
      runs: runs, size: dominant.size, isBold: dominant.isBold, isItalic: dominant.isItalic, color: dominant.color,
      font: dominant.font, isAllCaps: small == 0 && capitals > 1, dates: DateScanner(folded, tokens).spans())
  }

  /// Soft hyphens, joiners, marks of direction.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00..<0x09, 0x0B..<0x20, 0x7F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFEFF: true
    case 0xE000...0xF8FF: true
    default: false
    }
  }

  private static func dominantStyle(_ runs: [StyleRun], _ folded: [UInt32]) -> Style {
    guard runs.count > 1 else { return runs.first?.style ?? Style() }
    var best = Style()
    var most = -1
    for (position, run) in runs.enumerated() {
      var letters = 0
      for (other, candidate) in runs.enumerated() where other == position || candidate.style == run.style {
        for scalar in folded[candidate.range] where !Folding.isSpace(scalar) { letters += 1 }
      }
      if letters > most { (best, most) = (run.style, letters) }
    }
    return best
  }
}
