/// A compound file: streams in a file system of its own. Word wrote it until 2003, and an encrypted DOCX is one.
///
/// Whatever is damaged is read as far as it goes; chains that run in circles end.
///
/// Source: [MS-CFB] version 11.
struct CompoundFile {
  static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  private struct Entry {
    let name: String
    let isStream: Bool
    let left, right, child: Int
    let start: Int
    let size: Int
  }

  private let data: BinaryData
  private let sectorShift: Int
  private let miniSectorShift: Int
  /// Streams below this size lie in the mini stream.
  private let miniStreamLimit: Int
  /// The sector that follows each.
  private let next: [Int]
  private let nextMini: [Int]
  private let miniStream: BinaryData
  /// The streams and storages of the root.
  private let entries: [Entry]

  /// Numbers from here on are no sectors but marks.
  private static let marks = 0xFFFF_FFFA

  /// - Returns: nil for what is no compound file.
  init?(_ bytes: [UInt8]) {
    let data = BinaryData(bytes)
    guard bytes.starts(with: Self.signature), let shift = data.uint16(30), (7...16).contains(shift),
      let miniShift = data.uint16(32), (2..<shift).contains(miniShift), let directoryStart = data.uint32(48),
      let miniStreamLimit = data.uint32(56), let miniStart = data.uint32(60)
    else { return nil }
    self.data = data
    self.miniStreamLimit = miniStreamLimit
    sectorShift = shift
    miniSectorShift = miniShift
    next = Self.allocationTable(data, shift)
    let directory = Self.chain(from: directoryStart, in: data, next, shift, offset: 1 << shift, limit: .max)
    let mini = BinaryData(Self.chain(from: miniStart, in: data, next, shift, offset: 1 << shift, limit: .max))
    nextMini = stride(from: 0, to: mini.count - 3, by: 4).map { mini.uint32($0) ?? Self.marks }
    let all = Self.entries(BinaryData(directory))
    entries = Self.children(of: all)
    guard let root = all.first else { return nil }
    miniStream = BinaryData(
      Self.chain(from: root.start, in: data, next, shift, offset: 1 << shift, limit: root.size))
  }

  func contains(_ name: String) -> Bool { entries.contains { $0.name == name } }

  /// The bytes of one of the root's streams; fewer than it says where the file is damaged.
  func stream(_ name: String) -> BinaryData? {
    guard let entry = entries.first(where: { $0.name == name && $0.isStream }) else { return nil }
    if entry.size < miniStreamLimit {
      return BinaryData(
        Self.chain(from: entry.start, in: miniStream, nextMini, miniSectorShift, offset: 0, limit: entry.size))
    }
    return BinaryData(
      Self.chain(from: entry.start, in: data, next, sectorShift, offset: 1 << sectorShift, limit: entry.size))
  }

  // MARK: Sectors

  /// - Parameters:
  ///   - offset: where sector 0 begins.
  ///   - limit: bytes at most.
  private static func chain(
    from start: Int, in data: BinaryData, _ next: [Int], _ shift: Int, offset: Int, limit: Int
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    var sector = start
    // A chain longer than there are sectors runs in a circle.
    var left = data.count >> shift + 1
    while sector < marks, left > 0, bytes.count < limit {
      let begin = offset + sector << shift
      guard begin < data.count else { break }
      bytes += data.bytes[begin..<min(begin + 1 << shift, data.count)]
      sector = sector < next.count ? next[sector] : marks
      left -= 1
    }
    if bytes.count > limit { bytes.removeLast(bytes.count - limit) }
    return bytes
  }

  /// Which sector follows each, from the sectors that the header and its continuations list.
  private static func allocationTable(_ data: BinaryData, _ shift: Int) -> [Int] {
    let size = 1 << shift
    let most = data.count >> shift + 1
    var listed: [Int] = []
    for index in 0..<109 { if let sector = data.uint32(76 + index * 4), sector < marks { listed.append(sector) } }
    var more = data.uint32(68) ?? marks
    var left = most
    while more < marks, left > 0, listed.count <= most {
      let begin = (more + 1) << shift
      for index in 0..<size / 4 - 1 {
        if let sector = data.uint32(begin + index * 4), sector < marks { listed.append(sector) }
      }
      more = data.uint32(begin + size - 4) ?? marks
      left -= 1
    }
    var table: [Int] = []
    for sector in listed.prefix(most) {
      let begin = (sector + 1) << shift
      for index in 0..<size / 4 { table.append(data.uint32(begin + index * 4) ?? marks) }
      if table.count > most { break }
    }
    return table
  }

  // MARK: Directory

  private static func entries(_ data: BinaryData) -> [Entry] {
    var entries: [Entry] = []
    for at in stride(from: 0, to: data.count - 127, by: 128) {
      let length = min(max(0, (data.uint16(at + 64) ?? 0) / 2 - 1), 31)
      let kind = data.uint8(at + 66) ?? 0
      entries.append(
        Entry(
          name: data.utf16(at, count: length) ?? "", isStream: kind == 2, left: data.uint32(at + 68) ?? marks,
          right: data.uint32(at + 72) ?? marks, child: data.uint32(at + 76) ?? marks,
          start: data.uint32(at + 116) ?? marks, size: data.uint32(at + 120) ?? 0))
    }
    return entries
  }

  /// The root's own entries: storages hold others of the same names, of documents embedded in this one.
  private static func children(of entries: [Entry]) -> [Entry] {
    guard let root = entries.first else { return [] }
    var found: [Entry] = []
    var seen: Set<Int> = []
    var open = [root.child]
    while let index = open.popLast() {
      guard entries.indices.contains(index), seen.insert(index).inserted else { continue }
      found.append(entries[index])
      open += [entries[index].left, entries[index].right]
    }
    return found
  }
}
