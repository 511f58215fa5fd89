/// The names in a ZIP archive, read from its headers alone: cheap enough to tell a format by, and of use on an
/// archive that is cut off.
struct ZipDirectory {
  /// In the order found, the first 4,096.
  private(set) var names: [String] = []
  /// What the archive says of its number of members; nil where its end is missing.
  private(set) var memberCount: UInt64?
  /// Whether a member is encrypted.
  private(set) var isEncrypted = false

  private static let limit = 4096

  init(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { bytes in
      if let end = Self.endOfDirectory(bytes) {
        memberCount = end.count
        readDirectory(bytes, at: end.offset)
      }
      if names.isEmpty { readLocalHeaders(bytes) }
    }
  }

  func contains(prefix: String) -> Bool { names.contains { $0.hasPrefix(prefix) } }

  /// Where the central directory begins and how many members it lists.
  private static func endOfDirectory(_ bytes: UnsafeBufferPointer<UInt8>) -> (offset: Int, count: UInt64)? {
    // The record is 22 bytes and a comment of at most 65,535.
    var at = bytes.count - 22
    let lowest = max(0, at - 65_535)
    while at >= lowest {
      if bytes.little32(at) == 0x0605_4B50 {
        let count = UInt64(bytes.little16(at + 10))
        let offset = Int(bytes.little32(at + 16))
        guard count == 0xFFFF || offset == 0xFFFF_FFFF else { return (offset, count) }
        // ZIP64: a locator just before tells where the true record is.
        guard at >= 20, bytes.little32(at - 20) == 0x0706_4B50, let record = Int(exactly: bytes.little64(at - 12)),
          record >= 0, record <= bytes.count - 56, bytes.little32(record) == 0x0606_4B50
        else { return (offset, count) }
        return (Int(exactly: bytes.little64(record + 48)) ?? 0, bytes.little64(record + 32))
      }
      at -= 1
    }
    return nil
  }

  private mutating func readDirectory(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
    var at = start
    while names.count < Self.limit, at >= 0, at <= bytes.count - 46, bytes.little32(at) == 0x0201_4B50 {
      if bytes.little16(at + 8) & 1 != 0 { isEncrypted = true }
      let length = Int(bytes.little16(at + 28))
      appendName(bytes, at: at + 46, length: length)
      at += 46 + length + Int(bytes.little16(at + 30)) + Int(bytes.little16(at + 32))
    }
  }

  /// Without a directory: the headers before each member, searched for.
  private mutating func readLocalHeaders(_ bytes: UnsafeBufferPointer<UInt8>) {
    var at = 0
    while names.count < Self.limit, at + 30 <= bytes.count {
      guard bytes[at] == 0x50, bytes.little32(at) == 0x0403_4B50 else {
        at += 1
        continue
      }
      let length = Int(bytes.little16(at + 26))
      appendName(bytes, at: at + 30, length: length)
      at += 30 + length
    }
  }

  private mutating func appendName(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, length: Int) {
    guard start + length <= bytes.count else { return }
    names.append(String(decoding: bytes[start..<start + length], as: UTF8.self))
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func little16(_ at: Int) -> UInt16 { UInt16(self[at]) | UInt16(self[at + 1]) << 8 }
  fileprivate func little32(_ at: Int) -> UInt32 { UInt32(little16(at)) | UInt32(little16(at + 2)) << 16 }
  fileprivate func little64(_ at: Int) -> UInt64 { UInt64(little32(at)) | UInt64(little32(at + 4)) << 32 }
}
