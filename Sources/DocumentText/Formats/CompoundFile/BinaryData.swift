/// Bytes that hold little-endian numbers; nothing is read beyond their end.
struct BinaryData: Hashable {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var count: Int { bytes.count }

  func uint8(_ at: Int) -> Int? { bytes.indices.contains(at) ? Int(bytes[at]) : nil }

  func uint16(_ at: Int) -> Int? {
    guard at >= 0, at <= count - 2 else { return nil }
    return Int(bytes[at]) | Int(bytes[at + 1]) << 8
  }

  func int16(_ at: Int) -> Int? { uint16(at).map { Int(Int16(truncatingIfNeeded: $0)) } }

  func uint32(_ at: Int) -> Int? {
    guard at >= 0, at <= count - 4 else { return nil }
    return Int(bytes[at]) | Int(bytes[at + 1]) << 8 | Int(bytes[at + 2]) << 16 | Int(bytes[at + 3]) << 24
  }

  func int32(_ at: Int) -> Int? { uint32(at).map { Int(Int32(truncatingIfNeeded: $0)) } }

  /// - Returns: nil where the range isn't wholly there.
  func slice(_ start: Int, count length: Int) -> ArraySlice<UInt8>? {
    guard start >= 0, length >= 0, start <= count, length <= count - start else { return nil }
    return bytes[start..<start + length]
  }

  /// So many characters of UTF-16.
  func utf16(_ start: Int, count length: Int) -> String? {
    guard length >= 0, length <= count, let slice = slice(start, count: length * 2) else { return nil }
    let units = stride(from: slice.startIndex, to: slice.endIndex, by: 2).map {
      UInt16(slice[$0]) | UInt16(slice[$0 + 1]) << 8
    }
    return String(decoding: units, as: UTF16.self)
  }
}
