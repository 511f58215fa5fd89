/// What a line of Markdown is by its beginning. All take the line's UTF-8 without its line end.
///
/// Source: CommonMark 0.31, §4; tables as on GitHub.
enum MarkdownBlock {
  typealias Bytes = ArraySlice<UInt8>

  /// `## Heading ##` → its level and text.
  static func heading(_ line: Bytes) -> (level: Int, text: Bytes)? {
    let (indent, rest) = indentation(line)
    guard indent < 4 else { return nil }
    let level = rest.prefix { $0 == UInt8(ascii: "#") }.count
    guard (1...6).contains(level) else { return nil }
    var text = rest.dropFirst(level)
    guard text.isEmpty || text.first == 0x20 || text.first == 0x09 else { return nil }
    text = trimmed(text)
    let closing = text.reversed().prefix { $0 == UInt8(ascii: "#") }.count
    if closing > 0, closing == text.count || text.dropLast(closing).last == 0x20 {
      text = trimmed(text.dropLast(closing))
    }
    // `{#id .class}` behind a heading is meant for a converter.
    if text.last == UInt8(ascii: "}"), let open = text.lastIndex(of: UInt8(ascii: "{")), open + 1 < text.endIndex,
      "#.".utf8.contains(text[open + 1])
    {
      text = trimmed(text[..<open])
    }
    return text.isEmpty ? nil : (level, text)
  }

  /// A row of `=` or `-` that makes the line above a heading.
  static func underline(_ line: Bytes) -> Int? {
    let (indent, rest) = indentation(line)
    let row = trimmed(rest)
    guard indent < 4, let sign = row.first, row.allSatisfy({ $0 == sign }) else { return nil }
    if sign == UInt8(ascii: "=") { return 1 }
    return sign == UInt8(ascii: "-") && row.count >= 2 ? 2 : nil
  }

  static func isRule(_ line: Bytes) -> Bool {
    let row = line.filter { $0 != 0x20 && $0 != 0x09 }
    guard row.count >= 3, let sign = row.first, "-_*".utf8.contains(sign) else { return false }
    return row.allSatisfy { $0 == sign }
  }

  /// `- item`, `3. item` → the marker as a person sees it, its indent in columns and the item's text.
  static func listItem(_ line: Bytes) -> (marker: String, indent: Int, text: Bytes)? {
    let (indent, rest) = indentation(line)
    guard let first = rest.first else { return nil }
    var after: Bytes
    let marker: String
    if "-*+".utf8.contains(first) {
      after = rest.dropFirst()
      marker = "•"
    } else {
      let digits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
      guard (1...3).contains(digits.count), let sign = rest.dropFirst(digits.count).first, ".)".utf8.contains(sign)
      else { return nil }
      after = rest.dropFirst(digits.count + 1)
      marker = String(decoding: digits + [sign], as: UTF8.self)
    }
    guard after.first == 0x20 || after.first == 0x09 else { return nil }
    after = trimmed(after)
    for box in ["[ ] ", "[x] ", "[X] "] where after.starts(with: box.utf8) { after = after.dropFirst(4) }
    return after.isEmpty ? nil : (marker, indent, after)
  }

  /// `|---|:--:|` below a table's first row.
  static func isTableDelimiter(_ line: Bytes) -> Bool {
    let row = trimmed(line)
    return row.contains(UInt8(ascii: "|")) && row.contains(UInt8(ascii: "-"))
      && row.allSatisfy { "|-: \t".utf8.contains($0) }
  }

  /// A table row's cells, trimmed.
  static func cells(_ line: Bytes) -> [Bytes] {
    var row = trimmed(line)
    if row.first == UInt8(ascii: "|") { row = row.dropFirst() }
    var cells: [Bytes] = []
    var start = row.startIndex
    var isEscaped = false
    for index in row.indices {
      if row[index] == UInt8(ascii: "|"), !isEscaped {
        cells.append(trimmed(row[start..<index]))
        start = index + 1
      }
      isEscaped = row[index] == UInt8(ascii: "\\") && !isEscaped
    }
    if start < row.endIndex { cells.append(trimmed(row[start...])) }
    return cells
  }

  /// `[label]: target "title"`.
  static func definition(_ line: Bytes) -> (label: String, target: String)? {
    let (indent, rest) = indentation(line)
    guard indent < 4, rest.first == UInt8(ascii: "["), let close = rest.firstIndex(of: UInt8(ascii: "]")),
      close + 1 < rest.endIndex, rest[close + 1] == UInt8(ascii: ":"), rest.dropFirst().first != UInt8(ascii: "^")
    else { return nil }
    var target = trimmed(rest[(close + 2)...]).prefix { $0 != 0x20 && $0 != 0x09 }
    if target.first == UInt8(ascii: "<"), target.last == UInt8(ascii: ">") { target = target.dropFirst().dropLast() }
    guard !target.isEmpty else { return nil }
    return (label(rest[(rest.startIndex + 1)..<close]), String(decoding: target, as: UTF8.self))
  }

  /// Labels are compared without regard to case and white space.
  static func label(_ bytes: Bytes) -> String {
    String(decoding: bytes, as: UTF8.self).lowercased().split(separator: " ").joined(separator: " ")
  }

  /// Columns of white space at the beginning (a tab is four) and what follows.
  static func indentation(_ line: Bytes) -> (columns: Int, rest: Bytes) {
    var columns = 0
    var index = line.startIndex
    while index < line.endIndex {
      if line[index] == 0x20 {
        columns += 1
      } else if line[index] == 0x09 {
        columns += 4 - columns % 4
      } else {
        break
      }
      index += 1
    }
    return (columns, line[index...])
  }

  static func trimmed(_ bytes: Bytes) -> Bytes {
    var bytes = bytes
    while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
    return bytes
  }
}
