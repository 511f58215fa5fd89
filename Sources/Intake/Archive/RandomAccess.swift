import Glibc

/// Bytes that are read here and there, a little at a time: a file of any size, or a document in memory.
protocol RandomAccess {
  /// Bytes.
  var count: Int { get }

  /// Up to `length` bytes from `offset` on; fewer at the end, or where the file can't be read.
  func read(at offset: Int, length: Int) -> [UInt8]
}

extension [UInt8]: RandomAccess {
  func read(at offset: Int, length: Int) -> [UInt8] {
    guard offset >= 0, offset < count, length > 0 else { return [] }
    return Array(self[offset..<(offset + Swift.min(length, count - offset))])
  }
}

/// A descriptor that somebody else keeps open.
struct FileBytes: RandomAccess {
  let descriptor: CInt
  let count: Int

  func read(at offset: Int, length: Int) -> [UInt8] {
    guard offset >= 0, offset < count, length > 0 else { return [] }
    let wanted = min(length, count - offset)
    return [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      while filled < wanted {
        let got = pread(descriptor, buffer.baseAddress! + filled, wanted - filled, filled + offset)  // wanted > 0
        if got < 0 && errno == EINTR { continue }
        guard got > 0 else { break }
        filled += got
      }
    }
  }
}

extension [UInt8] {
  func little16(_ at: Int) -> Int { Int(self[at]) | Int(self[at + 1]) << 8 }
  func little32(_ at: Int) -> Int { little16(at) | little16(at + 2) << 16 }
  func little64(_ at: Int) -> UInt64 { UInt64(little32(at)) | UInt64(little32(at + 4)) << 32 }
}
