/// A document's lists, and how far each has counted.
///
/// Source: [MS-DOC] §2.9.131 (LST), §2.9.150 (LVL), §2.9.132 (LFO).
struct DOCLists {
  private struct Level {
    var start = 1
    var format = 0
    /// What is written; characters below 9 stand for the counts of levels.
    var text: [UInt16] = []
  }

  private var levels: [Int: [Level]] = [:]
  /// Which list each of the numbers that paragraphs name stands for.
  private(set) var lists: [Int] = []
  private var counts: [Int: [Int]] = [:]

  private static let bullet = 23
  private static let noNumber = 255

  init(_ table: BinaryData, _ header: DOCHeader) {
    if let location = header.location(of: .lists) { readLists(table, location) }
    if let location = header.location(of: .listOverrides) { readOverrides(table, location) }
  }

  private mutating func readLists(_ table: BinaryData, _ location: Range<Int>) {
    guard let count = table.uint16(location.lowerBound) else { return }
    // The levels of all lists lie behind them.
    var at = location.lowerBound + 2 + count * 28
    for index in 0..<count {
      let entry = location.lowerBound + 2 + index * 28
      guard let identifier = table.uint32(entry), let flags = table.uint8(entry + 26) else { return }
      var list: [Level] = []
      for _ in 0..<(flags & 1 == 1 ? 1 : 9) {
        guard let start = table.int32(at), let format = table.uint8(at + 4), let characters = table.uint8(at + 24),
          let paragraph = table.uint8(at + 25), let length = table.uint16(at + 28 + characters + paragraph)
        else { return }
        let text = at + 28 + characters + paragraph + 2
        list.append(
          Level(
            start: start, format: format,
            text: (0..<min(length, 64)).compactMap {
              table.uint16(text + $0 * 2).map { UInt16($0) }
            }))
        at = text + length * 2
      }
      levels[identifier] = list
    }
  }

  private mutating func readOverrides(_ table: BinaryData, _ location: Range<Int>) {
    guard let count = table.uint32(location.lowerBound) else { return }
    for index in 0..<min(count, location.count / 16) {
      // Both numbers are the document's own word: the table ends before either.
      guard let list = table.uint32(location.lowerBound + 4 + index * 16) else { return }
      lists.append(list)
    }
  }

  /// Counts one more paragraph and tells what stands before it; nil where nothing is drawn.
  ///
  /// - Parameters:
  ///   - list: from 1.
  ///   - level: from 0.
  mutating func next(_ list: Int, level: Int) -> String? {
    guard lists.indices.contains(list - 1), let levels = levels[lists[list - 1]], levels.indices.contains(level) else {
      return nil
    }
    let identifier = lists[list - 1]
    var counts = counts[identifier] ?? []
    while counts.count <= level { counts.append(levels[counts.count].start - 1) }
    counts[level] = min(counts[level] + 1, 1_000_000)
    counts.removeLast(counts.count - level - 1)
    self.counts[identifier] = counts
    let current = levels[level]
    if current.format == Self.noNumber { return nil }
    if current.format == Self.bullet {
      let text = TextNormalizer.normalized(String(decoding: current.text, as: UTF16.self)).filter { $0 != " " }
      // A picture for a bullet is a bullet.
      return text.isEmpty ? (current.text.isEmpty ? nil : "•") : text
    }
    var text = ""
    var plain: [UInt16] = []
    for unit in current.text {
      if unit < 9, levels.indices.contains(Int(unit)), counts.indices.contains(Int(unit)) {
        text += String(decoding: plain, as: UTF16.self)
        plain = []
        text += ListNumber.text(counts[Int(unit)], format: Self.format(levels[Int(unit)].format))
      } else {
        plain.append(unit)
      }
    }
    text += String(decoding: plain, as: UTF16.self)
    text = TextNormalizer.normalized(text).split(separator: " ").joined(separator: " ")
    return text.isEmpty ? nil : text
  }

  /// By the names that ``ListNumber`` knows.
  ///
  /// Source: [MS-OSHARED] §2.2.1.3.
  private static func format(_ number: Int) -> String {
    switch number {
    case 1: "upperRoman"
    case 2: "lowerRoman"
    case 3: "upperLetter"
    case 4: "lowerLetter"
    case 22: "decimalZero"
    case 255: "none"
    default: "decimal"
    }
  }
}
