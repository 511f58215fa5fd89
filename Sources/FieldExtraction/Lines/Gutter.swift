import DocumentText
import ResumeModel

/// Mends cells of a narrow left column that break over lines: "March 2020 –" over "present", "Mas-" over "ter of".
///
/// The broken rest stands before a tab on one of the next lines, or alone on it.
struct Gutter {
  /// How many lines further down the rest is looked for: the wide column's lines may come between.
  private static let reach = 3

  /// Lines of one page with their places in it, those emptied by mending left out.
  static func mended(_ original: [Line]) -> [(offset: Int, line: Line)] {
    var lines = original
    guard lines.contains(where: { $0.box != nil }) else {
      return Array(lines.enumerated()).map { ($0.offset, $0.element) }
    }
    var isGone = [Bool](repeating: false, count: lines.count)
    for index in lines.indices.dropLast() where isBrokenDate(lines[index], lines[index + 1]) {
      lines[index].spans +=
        [Span(text: " ", style: lines[index + 1].spans.first?.style ?? Style())] + lines[index + 1].spans
      isGone[index + 1] = true
    }
    for index in lines.indices.dropLast() where !isGone[index] && !isGone[index + 1] {
      guard endsOpen(lines[index], before: lines[index + 1]) else { continue }
      lines[index].spans +=
        [Span(text: " ", style: lines[index + 1].spans.first?.style ?? Style())] + lines[index + 1].spans
      isGone[index + 1] = true
    }
    for index in lines.indices where !isGone[index] { turnPresent(&lines[index]) }
    DateStacks.join(&lines, &isGone)
    for index in lines.indices where !isGone[index] {
      guard var cell = cell(of: lines[index]), !joinStack(index, cell, &lines, &isGone) else { continue }
      var next = index + 1
      while next < lines.count, next <= index + reach {
        defer { next += 1 }
        guard !isGone[next], let rest = rest(lines[next], under: lines[index], cell) else { continue }
        guard let glue = glue(cell.text, rest.text) else {
          if rest.isDated { break }
          continue
        }
        lines[index].spans = insert(
          glue.isHyphen ? rest.text : glue.text + rest.text, into: lines[index].spans, at: cell.end,
          dropping: glue.isHyphen ? 1 : 0)
        if let remaining = rest.remaining {
          lines[next] = remaining
        } else {
          isGone[next] = true
        }
        guard let longer = Self.cell(of: lines[index]) else { break }
        cell = longer
      }
    }
    return lines.enumerated().filter { !isGone[$0.offset] }.map { ($0.offset, $0.element) }
  }

  /// "(February 2021 – September" over "2024)": a line that breaks within its range of dates.
  private static func isBrokenDate(_ line: Line, _ next: Line) -> Bool {
    guard line.region == next.region, line.bullet == nil, next.bullet == nil, line.cell == next.cell,
      next.headingLevel == nil
    else { return false }
    // By bytes, and before any text is put together: this is asked of every pair of lines.
    guard length(line) + length(next) < 280, length(line) < 30 || line.spans.contains(where: { $0.text.hasByte("(") }),
      length(next) < 20 || next.spans.contains(where: { hasDigit($0.text) })
    else { return false }
    let (text, rest) = (line.text, next.text)
    let bracket = text.utf8.lastIndex(of: UInt8(ascii: "(")).map { text[$0...] }
      .flatMap { $0.hasByte(")") ? nil : $0.dropFirst() }
    guard bracket != nil || text.utf8.count < 30 else { return false }
    let head = bracket.map(String.init) ?? text
    guard let close = bracket == nil ? rest.endIndex : rest.utf8.firstIndex(of: UInt8(ascii: ")")),
      rest[..<close].utf8.count < 30
    else {
      return false
    }
    let tail = String(rest[..<close])
    let alone = spans(head)
    guard alone.count <= 1, alone.first?.isRange != true || alone[0].isOpen else { return false }
    let whole = head.isEmpty ? tail : head + " " + tail
    let joined = spans(whole)
    return joined.count == 1 && joined[0].isRange && !joined[0].isOpen && joined[0].range.lowerBound == 0
      && joined[0].range.upperBound == whole.unicodeScalars.count
      && (bracket != nil || alone.first?.range.lowerBound == 0)
  }

  private static func length(_ line: Line) -> Int { line.spans.reduce(0) { $0 + $1.text.utf8.count } }

  /// "• Acme – Clerk, 2021 –" over "present": the rest of a range, and nothing else.
  private static func endsOpen(_ line: Line, before next: Line) -> Bool {
    guard let last = line.spans.last?.text.unicodeScalars.last, last == "-" || last == "–" || last == "—",
      next.bullet == nil, next.headingLevel == nil, line.region == next.region, line.cell == next.cell
    else { return false }
    let (text, rest) = (line.text, next.text)
    guard text.utf8.count < 200, rest.utf8.count < 24, let open = spans(text).last, open.isOpen else { return false }
    let whole = text + " " + rest
    guard let joined = spans(whole).last else { return false }
    return joined.isRange && !joined.isOpen && joined.range.lowerBound == open.range.lowerBound
      && joined.range.upperBound == whole.unicodeScalars.count
  }

  private struct Cell {
    var text: String
    /// Scalars before the tab.
    var end: Int
    /// Where the wide column begins, in points.
    var wideX: Double
  }

  private static func cell(of line: Line) -> Cell? {
    guard let box = line.box, let (left, right) = split(line.spans), let wide = right.first?.box ?? line.box,
      wide.x0 > box.x0 + 20
    else { return nil }
    let text = left.map(\.text).joined()
    guard !text.isEmpty, text.unicodeScalars.count <= 40 else { return nil }
    return Cell(text: text, end: text.unicodeScalars.count, wideX: wide.x0)
  }

  private static func rest(_ line: Line, under first: Line, _ cell: Cell) -> (
    text: String, remaining: Line?, isDated: Bool
  )? {
    guard line.region == first.region, line.bullet == nil, let box = line.box, let firstBox = first.box,
      box.x0 < cell.wideX - 10, box.x0 > firstBox.x0 - 40
    else { return nil }
    if let (left, right) = split(line.spans), let wide = right.first?.box {
      guard abs(wide.x0 - cell.wideX) < 25 else { return nil }
      var remaining = line
      remaining.spans = right
      remaining.box = Box(x0: wide.x0, y0: box.y0, x1: box.x1, y1: box.y1)
      remaining.indent = wide.x0
      let text = left.map(\.text).joined()
      return (text, remaining, hasDigit(text))
    }
    guard box.x1 < cell.wideX else { return nil }
    let text = line.text
    return (text, nil, hasDigit(text))
  }

  /// "mai" over "2024 – nov." over "2025": a range over three lines of the narrow column.
  private static func joinStack(
    _ index: Int, _ cell: Cell, _ lines: inout [Line], _ isGone: inout [Bool]
  ) -> Bool {
    guard cell.text.unicodeScalars.count <= 14,
      spans(cell.text).allSatisfy({ !$0.isRange || $0.isOpen })
    else { return false }
    var texts = [cell.text]
    var found: [(line: Int, remaining: Line?)] = []
    for next in (index + 1)..<min(index + 2 + reach, lines.count) {
      // The wide column's own lines may come between.
      if let box = lines[next].box, box.x0 > cell.wideX - 3, lines[next].region == lines[index].region { continue }
      guard !isGone[next], let rest = rest(lines[next], under: lines[index], cell) else { break }
      texts.append(rest.text)
      found.append((next, rest.remaining))
      guard found.count >= 2 || rest.isDated else { continue }
      let text = texts.joined(separator: " ")
      let joined = spans(text)
      guard joined.count == 1, joined[0].isRange, !joined[0].isOpen, joined[0].range == 0..<text.unicodeScalars.count
      else { continue }
      // "May 2019" over "– June": more may follow.
      if joined[0].end == nil, !joined[0].isCurrent { continue }
      lines[index].spans = insert(
        " " + texts.dropFirst().joined(separator: " "), into: lines[index].spans, at: cell.end, dropping: 0)
      for (line, remaining) in found {
        if let remaining { lines[line] = remaining } else { isGone[line] = true }
      }
      return true
    }
    return false
  }

  /// "present 2019" in the narrow column: an end set over its beginning.
  private static func turnPresent(_ line: inout Line) {
    guard let (left, right) = split(line.spans) else { return }
    let text = left.map(\.text).joined()
    guard text.utf8.count <= 30, hasDigit(text), let style = left.first?.style else { return }
    let scalars = Array(text.unicodeScalars)
    for space in scalars.indices where scalars[space] == " " {
      let (word, date) = (Emails.string(scalars[..<space]), Emails.string(scalars[(space + 1)...]))
      guard !hasDigit(word) else { return }
      let turned = date + " – " + word
      let (alone, range) = (spans(date), spans(turned))
      if alone.count == 1, !alone[0].isRange, alone[0].range == 0..<date.unicodeScalars.count, range.count == 1,
        range[0].isCurrent, range[0].range == 0..<turned.unicodeScalars.count
      {
        line.spans = [Span(text: turned + "\t", style: style)] + right
        return
      }
    }
  }

  private static func hasDigit(_ text: String) -> Bool {
    text.unicodeScalars.contains {
      $0.isASCII ? $0 >= "0" && $0 <= "9" : $0.properties.numericType != nil
    }
  }

  /// What to put between a cell and its rest; nil where they do not belong together.
  private static func glue(_ cell: String, _ rest: String) -> (text: String, isHyphen: Bool)? {
    guard let first = rest.unicodeScalars.first else { return nil }
    if let last = cell.unicodeScalars.last, last == "-" || last.value == 0xAD || last.value == 0x2010, first.isLower {
      return ("", true)
    }
    // Only what has digits is a date.
    let before = hasDigit(cell) ? spans(cell) : []
    if before.count == 1, before[0].isRange, !before[0].isOpen { return nil }
    for glue in hasDigit(cell) || hasDigit(rest) ? [" ", " – "] : [] {
      let joined = spans(cell + glue + rest)
      if joined.count == 1, joined[0].isRange, !joined[0].isOpen, joined[0].range.lowerBound == 0,
        joined[0].range.upperBound >= (cell + glue + rest).unicodeScalars.count
      {
        return (glue, false)
      }
    }
    // "Bachelor of" over "Science".
    let folded = Folding.fold(cell)
    if let word = Tokenizer.tokens(of: folded).last, word.kind == .word, word.count <= 3,
      linkers.contains(word.hash)
    {
      return (" ", false)
    }
    return nil
  }

  private static let linkers = Lexicon(["of", "in", "de", "en", "di", "em"].map { ($0, 1) })

  static func spans(_ text: String) -> [DateSpan] {
    let folded = Folding.fold(text)
    return DateScanner(folded, Tokenizer.tokens(of: folded)).spans()
  }

  /// The spans before and after a line's first tab. Looked for by bytes: walking the characters of every line took an eighth
  /// of field extraction.
  private static func split(_ spans: [Span]) -> (left: [Span], right: [Span])? {
    for (index, span) in spans.enumerated() {
      guard let tab = span.text.utf8.firstIndex(of: 0x09) else { continue }
      var left = Array(spans[..<index])
      var head = span
      head.text = String(span.text[..<tab])
      if !head.text.isEmpty { left.append(head) }
      var right = Array(spans[(index + 1)...])
      var tail = span
      tail.text = String(span.text[span.text.utf8.index(after: tab)...])
      if !tail.text.isEmpty {
        // Of a span cut in two, the right part's box is not known but by what follows.
        right.insert(tail, at: 0)
      }
      return left.isEmpty || right.isEmpty ? nil : (left, right)
    }
    return nil
  }

  private static func insert(_ text: String, into spans: [Span], at end: Int, dropping dropped: Int) -> [Span] {
    var spans = spans
    var position = 0
    for index in spans.indices {
      let scalars = Array(spans[index].text.unicodeScalars)
      if end <= position + scalars.count, end > position {
        let local = end - position
        let head = Emails.string(scalars[0..<max(0, local - dropped)])
        spans[index].text = head + text + Emails.string(scalars[local...])
        return spans
      }
      position += scalars.count
    }
    return spans
  }
}
