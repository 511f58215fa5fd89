import DocumentText
import ResumeModel

/// Makes one range of two dates set beneath each other in a margin, or side by side in two columns, without a dash:
/// "2021" over "2018", "03.2019 ⇥ 05.2021", "present" over "2019".
///
/// Two lone dates may as well be those of two things. They are one range where a title is set otherwise than what stands
/// beneath it, or where white parts each two from the next, and where it happens again and again.
struct DateStacks {
  private struct Pair {
    var first, second: Int
    var isRight: Bool
    /// The lower line is set otherwise, or holds nothing else.
    var isSure: Bool
    /// More white above than between.
    var isApart: Bool
    var text: String
  }

  private struct Cell {
    var text: String
    var isPresent: Bool
    /// Key of a date, later is greater.
    var order: Int
  }

  /// Changes lines of one page, marks those emptied.
  static func join(_ lines: inout [Line], _ isGone: inout [Bool]) {
    joinColumns(&lines, isGone)
    var pairs: [Pair] = []
    var index = 0
    let live = lines.indices.filter { !isGone[$0] }
    while index + 1 < live.count {
      if let pair = pair(live[index], live[index + 1], lines) {
        pairs.append(pair)
        index += 2
      } else {
        index += 1
      }
    }
    for isRight in [false, true] {
      let found = pairs.filter { $0.isRight == isRight }
      guard found.count >= 2,
        found.filter(\.isSure).count * 3 > found.count * 2 || found.filter(\.isApart).count == found.count
      else { continue }
      for pair in found { apply(pair, &lines, &isGone) }
    }
  }

  // MARK: Columns

  /// "Acme ⇥ Clerk ⇥ 03.2019 ⇥ 05.2021" on several lines.
  private static func joinColumns(_ lines: inout [Line], _ isGone: [Bool]) {
    var found: [(line: Int, text: String)] = []
    for index in lines.indices where !isGone[index] && lines[index].box != nil {
      // By bytes, and before any text is put together: this is asked of every line.
      let spans = lines[index].spans
      guard spans.reduce(0, { $0 + $1.text.utf8.count }) < 160,
        spans.reduce(0, { $0 + $1.text.utf8.count { $0 == UInt8(ascii: "\t") } }) >= 2
      else { continue }
      let cells = lines[index].text.split(separator: "\t").map(String.init)
      guard cells.count >= 3 else { continue }
      for (place, pair) in zip(cells, cells.dropFirst()).enumerated() {
        guard let from = cell(pair.0), !from.isPresent, let to = cell(pair.1), to.isPresent || to.order >= from.order,
          place == 0 || place + 2 == cells.count || cells.count > 3
        else { continue }
        found.append((index, pair.0 + "\t" + pair.1))
        break
      }
    }
    guard found.count >= 2 else { return }
    for (index, text) in found { replace(text, with: text.replacing("\t", with: " – "), in: &lines[index].spans) }
  }

  /// Puts a text for another that may reach over several spans, in the style of the first.
  private static func replace(_ text: String, with other: String, in spans: inout [Span]) {
    let whole = spans.map(\.text).joined()
    guard let range = whole.range(ofText: text) else { return }
    var position = 0
    var isDone = false
    for index in spans.indices {
      let scalars = Array(spans[index].text.unicodeScalars)
      let low = max(range.lowerBound - position, 0)
      let high = min(range.upperBound - position, scalars.count)
      position += scalars.count
      guard low < high else { continue }
      spans[index].text = Emails.string(scalars[..<low]) + (isDone ? "" : other) + Emails.string(scalars[high...])
      isDone = true
    }
    spans.removeAll { $0.text.isEmpty }
  }

  // MARK: Stacks

  private static func pair(_ first: Int, _ second: Int, _ lines: [Line]) -> Pair? {
    let (line, next) = (lines[first], lines[second])
    guard let box = line.box, let below = next.box, line.region == next.region, line.bullet == nil, next.bullet == nil,
      let gap = next.gapAbove, gap < box.height * 0.6, gap > -box.height * 0.5
    else { return nil }
    let isApart = line.gapAbove.map { $0 > gap + box.height * 0.2 } ?? true
    for isRight in [false, true] {
      guard let upper = end(of: line, isRight), let lower = end(of: next, isRight) ?? lone(next),
        isRight ? isAligned(upper, box, lower, below) : abs(box.x0 - below.x0) < 3, let a = cell(upper.cell),
        let b = cell(lower.cell), !(a.isPresent && b.isPresent)
      else { continue }
      let isReversed = a.isPresent || !b.isPresent && a.order > b.order
      let text = isReversed ? b.text + " – " + a.text : a.text + " – " + b.text
      let isOther = lower.rest.isEmpty || a.isPresent || b.isPresent || style(upper.rest) != style(lower.rest)
      return Pair(first: first, second: second, isRight: isRight, isSure: isOther, isApart: isApart, text: text)
    }
    return nil
  }

  private typealias End = (cell: String, style: Style, box: Box?, rest: [Span])

  /// At their right or their left edges.
  private static func isAligned(_ upper: End, _ box: Box, _ lower: End, _ below: Box) -> Bool {
    if abs(box.x1 - below.x1) < 3 { return true }
    guard let first = upper.box, let second = lower.box, first.x0 > box.x0 + 2 || upper.rest.isEmpty,
      second.x0 > below.x0 + 2 || lower.rest.isEmpty
    else { return false }
    return abs(first.x0 - second.x0) < 3
  }

  private static func apply(_ pair: Pair, _ lines: inout [Line], _ isGone: inout [Bool]) {
    guard let upper = end(of: lines[pair.first], pair.isRight) else { return }
    let date = Span(text: pair.text, style: upper.style)
    lines[pair.first].spans =
      pair.isRight
      ? upper.rest + [Span(text: "\t", style: upper.style), date]
      : [date, Span(text: "\t", style: upper.style)] + upper.rest
    guard let lower = end(of: lines[pair.second], pair.isRight) ?? lone(lines[pair.second]), !lower.rest.isEmpty else {
      isGone[pair.second] = true
      return
    }
    lines[pair.second].spans = lower.rest
    if !pair.isRight, let box = lines[pair.second].box, let rest = lower.rest[0].box, rest.x0 > box.x0 + 2 {
      lines[pair.second].box = Box(x0: rest.x0, y0: box.y0, x1: box.x1, y1: box.y1)
      lines[pair.second].indent = rest.x0
    } else if pair.isRight, let box = lines[pair.second].box, let rest = lower.rest.last?.box, rest.x1 < box.x1 - 2 {
      lines[pair.second].box = Box(x0: box.x0, y0: box.y0, x1: rest.x1, y1: box.y1)
    }
  }

  private static func style(_ spans: [Span]) -> [Bool] {
    guard let first = spans.first(where: { $0.text.contains { $0 != "\t" && $0 != " " } })?.style else { return [] }
    return [first.isBold, first.isItalic]
  }

  /// The cell at a line's end and what stands before or behind it; nil without a tab.
  private static func end(of line: Line, _ isRight: Bool) -> End? {
    let spans = line.spans
    guard
      let index = isRight
        ? spans.lastIndex(where: { $0.text.hasByte("\t") }) : spans.firstIndex(where: { $0.text.hasByte("\t") })
    else { return nil }
    let span = spans[index]
    guard let tab = isRight ? span.text.lastIndex(of: "\t") : span.text.firstIndex(of: "\t") else { return nil }
    var (left, right) = (span, span)
    left.text = String(span.text[..<tab])
    right.text = String(span.text[span.text.index(after: tab)...])
    let before = (Array(spans[..<index]) + [left]).filter { !$0.text.isEmpty }
    let after = ([right] + spans[(index + 1)...]).filter { !$0.text.isEmpty }
    let cell = isRight ? after : before
    guard let first = cell.first else { return nil }
    let text = cell.map(\.text).joined()
    return text.utf8.count <= 24 ? (text, first.style, first.box, isRight ? before : after) : nil
  }

  private static func lone(_ line: Line) -> End? {
    guard let style = line.spans.first?.style, line.text.utf8.count <= 24, !line.text.hasByte("\t") else { return nil }
    return (line.text, style, line.box, [])
  }

  // MARK: Cells

  /// A lone date, or a word for the present, and nothing else.
  private static func cell(_ text: String) -> Cell? {
    let text = text.trimmingSpaces
    guard !text.isEmpty, text.utf8.count <= 24 else { return nil }
    let found = Gutter.spans(text)
    if found.count == 1, !found[0].isRange, found[0].range == 0..<text.unicodeScalars.count,
      let date = found[0].end ?? found[0].start
    {
      return Cell(text: text, isPresent: false, order: date.year * 12 + (date.month ?? 0))
    }
    guard found.isEmpty, !text.unicodeScalars.contains(where: { $0.properties.numericType != nil }) else { return nil }
    let whole = "2000 – " + text
    let range = Gutter.spans(whole)
    guard range.count == 1, range[0].isCurrent, range[0].range == 0..<whole.unicodeScalars.count else { return nil }
    return Cell(text: text, isPresent: true, order: .max)
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// Where another text first stands, in scalars.
  fileprivate func range(ofText other: String) -> Range<Int>? {
    let (scalars, wanted) = (Array(unicodeScalars), Array(other.unicodeScalars))
    guard !wanted.isEmpty, wanted.count <= scalars.count else { return nil }
    for start in 0...(scalars.count - wanted.count) where scalars[start..<start + wanted.count].elementsEqual(wanted) {
      return start..<start + wanted.count
    }
    return nil
  }
}
