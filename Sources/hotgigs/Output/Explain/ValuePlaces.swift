import ResumeModel

/// Where on a document's lines its values stand, as exactly as evidence and text tell: evidence names a line and the box of a
/// whole stretch of it, in which several values may stand.
struct ValuePlaces {
  /// A value's part of one line, as offsets of characters.
  struct Place {
    var value: ExplainedValue
    /// Which of the value's evidences it is.
    var number: Int
    var range: Range<Int>
    /// Nil in a format without pages.
    var box: Box?
  }

  /// By line, in the order of the values.
  private(set) var lines: [Int: [Place]] = [:]

  init(_ document: LaidOutDocument, _ values: [ExplainedValue]) {
    var wanted: [Int: [(value: ExplainedValue, number: Int)]] = [:]
    for value in values {
      for (number, evidence) in value.evidence.enumerated() {
        wanted[evidence.line, default: []].append((value, number))
      }
    }
    var index = 0
    for line in document.pages.flatMap(\.lines) {
      if let here = wanted[index] { lines[index] = Self.places(of: here, in: Characters(line)) }
      index += 1
    }
  }

  private static func places(
    of wanted: [(value: ExplainedValue, number: Int)], in line: Characters
  ) -> [Place] {
    var ranges = [Range<Int>?](repeating: nil, count: wanted.count)
    var taken: [Range<Int>] = []
    // The longest first: "Vigo" is not the end of "Hospital Ría de Vigo" where it stands once more beside it.
    let byLength = wanted.indices.sorted { (wanted[$1].value.text.count, $0) < (wanted[$0].value.text.count, $1) }
    for index in byLength {
      let window = line.window(of: wanted[index].value.evidence[wanted[index].number].box)
      let found = line.occurrences(of: wanted[index].value.text, in: window)
      guard let range = found.first(where: { one in !taken.contains { $0.overlaps(one) } }) ?? found.first else {
        continue
      }
      ranges[index] = range
      taken.append(range)
    }
    return wanted.indices.map { index in
      let (value, number) = wanted[index]
      let box = value.evidence[number].box
      let window = line.window(of: box)
      let range =
        ranges[index] ?? line.rest(of: window, beside: taken, hasDigits: value.text.contains(where: \.isNumber))
      return Place(value: value, number: number, range: range, box: box == nil ? nil : line.box(of: range) ?? box)
    }
  }
}

/// A line's characters with their places.
private struct Characters {
  private let text: [Character]
  /// In lower case, one for one; empty where a letter changes their number, and then nothing is found.
  private let folded: [Character]
  private let spans: [(range: Range<Int>, box: Box?, size: Double)]

  init(_ line: LaidOutDocument.Line) {
    text = Array(line.text)
    let lower = Array(line.text.lowercased())
    folded = lower.count == text.count ? lower : []
    var start = 0
    spans = line.spans.map { span in
      let range = start..<(start + span.text.count)
      start = range.upperBound
      return (range, span.box, span.style.size)
    }
  }

  /// What of the line an evidence's box covers; all of it where there is no box.
  func window(of box: Box?) -> Range<Int> {
    guard let box else { return 0..<text.count }
    let covered = spans.filter { $0.box.map { $0.midX > box.x0 - 1 && $0.midX < box.x1 + 1 } ?? false }
    guard let first = covered.first, let last = covered.last else { return 0..<text.count }
    return first.range.lowerBound..<min(last.range.upperBound, text.count)
  }

  /// Where a text stands in a stretch, its case aside; all of the stretch where that is a part of the text.
  func occurrences(of value: String, in window: Range<Int>) -> [Range<Int>] {
    let needle = Array(value.lowercased())
    guard !needle.isEmpty, !folded.isEmpty else { return [] }
    if needle.count <= window.count {
      let found = (window.lowerBound...(window.upperBound - needle.count)).compactMap { start in
        folded[start] == needle[0] && folded[start..<(start + needle.count)].elementsEqual(needle)
          ? start..<(start + needle.count) : nil
      }
      if !found.isEmpty { return found }
    }
    let whole = trimmed(window)
    guard whole.count > 3, whole.count < needle.count, Self.contains(needle, Array(folded[whole])) else { return [] }
    return [whole]
  }

  private static func contains(_ hay: [Character], _ needle: [Character]) -> Bool {
    (0...(hay.count - needle.count)).contains {
      hay[$0] == needle[0] && hay[$0..<($0 + needle.count)].elementsEqual(needle)
    }
  }

  /// What other values leave of a stretch: where one stands that is not written as it is read (a date). The longest part, of
  /// those with digits in them where the value has digits; all of the stretch where nothing is left.
  func rest(of window: Range<Int>, beside taken: [Range<Int>], hasDigits: Bool) -> Range<Int> {
    var parts: [Range<Int>] = []
    var start = window.lowerBound
    for range in taken.sorted(by: { $0.lowerBound < $1.lowerBound }) where range.overlaps(window) {
      if range.lowerBound > start { parts.append(start..<range.lowerBound) }
      start = max(start, range.upperBound)
    }
    if start < window.upperBound { parts.append(start..<window.upperBound) }
    parts = parts.map(trimmed).filter { part in
      !part.isEmpty && (!hasDigits || text[part].contains(where: \.isNumber))
    }
    return parts.max { $0.count < $1.count } ?? trimmed(window)
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    let isOutside = { (character: Character) in !(character.isLetter || character.isNumber) }
    while low < high, isOutside(text[low]) { low += 1 }
    while high > low, isOutside(text[high - 1]) { high -= 1 }
    return low < high ? low..<high : range
  }

  /// Around a stretch, by how wide its characters usually are: off by a letter at most.
  func box(of range: Range<Int>) -> Box? {
    var result: Box?
    for span in spans where span.range.overlaps(range) {
      guard let box = span.box else { continue }
      let part = span.range.clamped(to: range)
      let widths = Self.widths(of: text[span.range], in: box.width, size: span.size)
      let before = widths[..<(part.lowerBound - span.range.lowerBound)].reduce(0, +)
      let inside = widths[(part.lowerBound - span.range.lowerBound)..<(part.upperBound - span.range.lowerBound)]
      let piece = Box(x0: box.x0 + before, y0: box.y0, x1: box.x0 + before + inside.reduce(0, +), y1: box.y1)
      result = result?.union(piece) ?? piece
    }
    return result
  }

  /// Points of each character of a span; together its width. Tabs stand for wide gaps: they share what letters of the font's
  /// size leave.
  private static func widths(of text: ArraySlice<Character>, in width: Double, size: Double) -> [Double] {
    let ems = text.map(em)
    let letters = ems.reduce(0, +)
    guard letters > 0 else { return ems.map { _ in width / Double(max(ems.count, 1)) } }
    let tabs = text.count { $0 == "\t" }
    let gap = tabs == 0 ? 0 : max(0, width - letters * size) / Double(tabs)
    let unit = max(0, width - gap * Double(tabs)) / letters
    return zip(text, ems).map { $0 == "\t" ? gap : $1 * unit }
  }

  /// Width of a character in a usual proportional face, in ems.
  private static func em(_ character: Character) -> Double {
    switch character {
    case "\t": 0
    case "i", "j", "l", "I", "'", "’", ".", ",", ":", ";", "|", "!", "·", "•": 0.26
    case " ", "f", "t", "r", "(", ")", "[", "]", "-", "/", "\"": 0.32
    case "m", "w", "M", "W", "@", "%", "—": 0.86
    case _ where character.isUppercase: 0.68
    case _ where (character.unicodeScalars.first?.value ?? 0) >= 0x2E80: 1
    default: 0.53
    }
  }
}
