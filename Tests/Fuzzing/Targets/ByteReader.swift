/// Makes values of bytes; where the bytes are at their end, zeros.
struct ByteReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) {
    rest = bytes[...]
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

  /// Little-endian.
  mutating func number(_ count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(byte()) << (8 * $1) }
  }

  mutating func signed16() -> Int { Int(Int16(truncatingIfNeeded: number(2))) }

  mutating func bytes(_ count: Int) -> [UInt8] {
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  /// Numbers at which arithmetic ends.
  static let extremes: [Double] = [
    .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1e30, -1e30, 1e19, -1e19, 99_999,
    -99_999, 1e-9, -1e-9, .leastNonzeroMagnitude, 0, -0.0,
  ]
}
