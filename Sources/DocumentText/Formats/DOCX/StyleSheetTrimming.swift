import Glibc

/// Takes the table styles that no table uses out of a style sheet before it is parsed: Word's gallery of a hundred of
/// them is nine tenths of many style sheets, and of the time to read a short document.
///
/// A style sheet that is written in any other way than Word's and its imitators' stays whole.
struct StyleSheetTrimming {
  private let used: Set<String>

  init(keepingTableStyles used: Set<String>) {
    self.used = used
  }

  private struct TableStyle {
    let range: Range<Int>
    let basedOn: String?
  }

  private static let opening = Array("<w:style ".utf8)
  private static let closing = Array("</w:style>".utf8)

  func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBufferPointer { bytes in
      let styles = Self.tableStyles(bytes)
      var kept: Set<String> = []
      for id in used {
        var next: String? = id
        while let id = next, let style = styles[id], kept.insert(id).inserted { next = style.basedOn }
      }
      let unused = styles.filter { !kept.contains($0.key) }.map(\.value.range).sorted { $0.lowerBound < $1.lowerBound }
      var result: [UInt8] = []
      result.reserveCapacity(bytes.count)
      var position = 0
      for range in unused {
        result += bytes[position..<range.lowerBound]
        position = range.upperBound
      }
      result += bytes[position...]
      return result
    }
  }

  private static func tableStyles(_ bytes: UnsafeBufferPointer<UInt8>) -> [String: TableStyle] {
    var styles: [String: TableStyle] = [:]
    var position = 0
    while let start = find(opening, in: bytes, from: position),
      let end = find(closing, in: bytes, from: start).map({ $0 + closing.count })
    {
      position = end
      guard let headEnd = find([UInt8(ascii: ">")], in: bytes, from: start), headEnd < end else { continue }
      let head = UnsafeBufferPointer(rebasing: bytes[start..<headEnd])
      guard value(of: "w:type", in: head) == "table", let id = value(of: "w:styleId", in: head), styles[id] == nil
      else {
        continue
      }
      let body = UnsafeBufferPointer(rebasing: bytes[headEnd..<end])
      let basedOn = find(Array("<w:basedOn ".utf8), in: body, from: 0).flatMap {
        value(of: "w:val", in: UnsafeBufferPointer(rebasing: body[$0...]))
      }
      styles[id] = TableStyle(range: start..<end, basedOn: basedOn)
    }
    return styles
  }

  private static func value(of attribute: String, in bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let pattern = Array((" " + attribute + "=\"").utf8)
    guard let start = find(pattern, in: bytes, from: 0).map({ $0 + pattern.count }),
      let end = find([UInt8(ascii: "\"")], in: bytes, from: start)
    else { return nil }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private static func find(_ pattern: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    var at = start
    while at <= bytes.count - pattern.count,
      let found = memchr(base + at, Int32(pattern[0]), bytes.count - pattern.count - at + 1)
    {
      at = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
      if memcmp(base + at, pattern, pattern.count) == 0 { return at }
      at += 1
    }
    return nil
  }
}
