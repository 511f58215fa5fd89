/// The bytes of a picture file: whole numbers at any place, nil beyond the end.
struct PictureBytes {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var count: Int { bytes.count }

  func starts(with signature: [UInt8], at offset: Int = 0) -> Bool {
    bytes.count >= offset + signature.count && bytes[offset..<offset + signature.count].elementsEqual(signature)
  }

  func byte(_ offset: Int) -> Int? {
    offset >= 0 && offset < bytes.count ? Int(bytes[offset]) : nil
  }

  /// A number of `length` bytes, at most 4.
  func number(_ offset: Int, _ length: Int, isLittleEndian: Bool) -> Int? {
    guard offset >= 0, offset <= bytes.count - length else { return nil }
    let part = bytes[offset..<offset + length]
    return isLittleEndian ? part.reversed().reduce(0) { $0 << 8 | Int($1) } : part.reduce(0) { $0 << 8 | Int($1) }
  }

  func big(_ offset: Int, _ length: Int) -> Int? { number(offset, length, isLittleEndian: false) }

  func little(_ offset: Int, _ length: Int) -> Int? { number(offset, length, isLittleEndian: true) }
}
