/// A compound file of a few streams, each in a chain of its own.
public struct SyntheticCompoundFile: Sendable {
  public var streams: [(name: String, bytes: [UInt8])] = []
  /// Puts the streams into a storage, as an embedded document's are.
  public var isNested = false
  /// Makes every chain run back to its beginning.
  public var runsInCircles = false

  public init(streams: [(name: String, bytes: [UInt8])] = [], isNested: Bool = false, runsInCircles: Bool = false) {
    self.streams = streams
    self.isNested = isNested
    self.runsInCircles = runsInCircles
  }

  private static let free: UInt32 = 0xFFFF_FFFF
  private static let end: UInt32 = 0xFFFF_FFFE
  private static let tableMark: UInt32 = 0xFFFF_FFFD

  public func bytes() -> [UInt8] {
    let mini = streams.filter { $0.bytes.count < 4096 }
    var sectors: [[UInt8]] = []
    var next: [UInt32] = []
    func append(_ bytes: [UInt8]) -> UInt32 {
      let first = UInt32(sectors.count)
      for start in stride(from: 0, to: max(1, bytes.count), by: 512) {
        let piece = Array(bytes[start..<min(start + 512, bytes.count)])
        sectors.append(piece + [UInt8](repeating: 0, count: 512 - piece.count))
        next.append(UInt32(sectors.count))
      }
      next[next.count - 1] = runsInCircles ? first : Self.end
      return first
    }
    // Small streams lie in one that is cut into pieces of 64.
    var miniBytes: [UInt8] = []
    var miniNext: [UInt32] = []
    var starts: [String: UInt32] = [:]
    for stream in mini {
      starts[stream.name] = UInt32(miniNext.count)
      for start in stride(from: 0, to: max(1, stream.bytes.count), by: 64) {
        let piece = Array(stream.bytes[start..<min(start + 64, stream.bytes.count)])
        miniBytes += piece + [UInt8](repeating: 0, count: 64 - piece.count)
        miniNext.append(UInt32(miniNext.count + 1))
      }
      miniNext[miniNext.count - 1] = Self.end
    }
    for stream in streams where stream.bytes.count >= 4096 { starts[stream.name] = append(stream.bytes) }
    let miniStart = miniBytes.isEmpty ? Self.end : append(miniBytes)
    let miniTable = miniNext.isEmpty ? Self.end : append(miniNext.flatMap(Self.little))
    let directory = append(directoryBytes(starts, miniStart: miniStart, miniSize: miniBytes.count))
    let tableCount = (sectors.count + 1) / 127 + 1
    let table = UInt32(sectors.count)
    for _ in 0..<tableCount { next.append(Self.tableMark) }
    while next.count % 128 != 0 { next.append(Self.free) }
    for start in stride(from: 0, to: next.count, by: 128) {
      sectors.append(next[start..<start + 128].flatMap(Self.little))
    }

    var header = [UInt8](repeating: 0, count: 24)
    header.replaceSubrange(0..<8, with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
    header += [0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0] + [UInt8](repeating: 0, count: 6)
    let numbers: [UInt32] = [
      0, UInt32(tableCount), directory, 0, 4096, miniTable, miniTable == Self.end ? 0 : 1, Self.end, 0,
    ]
    header += numbers.flatMap(Self.little)
    for index in 0..<109 {
      header += Self.little(index < tableCount ? table + UInt32(index) : Self.free)
    }
    return header + sectors.flatMap { $0 }
  }

  private func directoryBytes(_ starts: [String: UInt32], miniStart: UInt32, miniSize: Int) -> [UInt8] {
    func entry(_ name: String, _ kind: UInt8, right: UInt32, child: UInt32, start: UInt32, size: Int) -> [UInt8] {
      var bytes = name.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      bytes += [UInt8](repeating: 0, count: 64 - bytes.count)
      bytes += [UInt8((name.utf16.count + 1) * 2), 0, kind, 1]
      bytes += Self.little(Self.free) + Self.little(right) + Self.little(child)
      bytes += [UInt8](repeating: 0, count: 36) + Self.little(start) + Self.little(UInt32(size)) + Self.little(0)
      return bytes
    }
    var bytes = entry("Root Entry", 5, right: Self.free, child: 1, start: miniStart, size: miniSize)
    if isNested { bytes += entry("ObjectPool", 1, right: Self.free, child: 2, start: 0, size: 0) }
    let first = bytes.count / 128
    for (index, stream) in streams.enumerated() {
      let isLast = index == streams.count - 1
      bytes += entry(
        stream.name, 2, right: isLast ? Self.free : UInt32(first + index + 1), child: Self.free,
        start: starts[stream.name] ?? 0, size: stream.bytes.count)
    }
    return bytes
  }

  static func little(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> ($0 * 8) & 0xFF) } }
}
