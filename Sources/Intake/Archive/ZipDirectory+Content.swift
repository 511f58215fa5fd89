import CZlib
import ResumeModel

extension ZipDirectory.Entry {
  /// How its bytes are packed. Source: APPNOTE.TXT 6.3.10, §4.4.5.
  private static let methods: [Int: String] = [
    1: "Shrink", 6: "Implode", 9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd",
    99: "AES",
  ]
  private static let stored = 0
  private static let deflated = 8

  /// All of it, as long as the directory says and no longer.
  ///
  /// - Throws: `corrupt`, or `unsupported_type` where it is packed in a way that nearly no program uses.
  func content(in archive: some RandomAccess) throws(ExtractionError) -> [UInt8] {
    let damaged = ExtractionError(.corrupt, "damaged in its archive; get it again")
    // Its own header says again what the directory says, and how long the name before its bytes is.
    let header = archive.read(at: offset, length: 30)
    guard header.count == 30, header.little32(0) == 0x0403_4B50, header.little16(8) == method else { throw damaged }
    let start = offset + 30 + header.little16(26) + header.little16(28)
    let content: [UInt8]?
    switch method {
    case Self.stored: content = compressedSize == size ? archive.read(at: start, length: size) : nil
    case Self.deflated: content = inflated(in: archive, at: start)
    default:
      let name = Self.methods[method] ?? "method \(method)"
      throw ExtractionError(.unsupportedType, "packed by \(name), which is not read: unpack it and ingest the file")
    }
    guard let content, content.count == size, Self.checksum(of: content) == checksum else { throw damaged }
    return content
  }

  /// Nil for what is no deflated data, or is longer than it says.
  private func inflated(in archive: some RandomAccess, at start: Int) -> [UInt8]? {
    var stream = z_stream()
    // Without a header of its own: ZIP has one.
    guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else {
      return nil
    }
    defer { inflateEnd(&stream) }
    var taken = 0
    var status = Z_OK
    // One more than promised, so that its end is seen.
    let content = [UInt8](unsafeUninitializedCapacity: size + 1) { output, filled in
      while status == Z_OK, taken < compressedSize, filled <= size {
        var packed = archive.read(at: start + taken, length: min(Self.window, compressedSize - taken))
        guard !packed.isEmpty else { break }
        taken += packed.count
        packed.withUnsafeMutableBufferPointer { input in
          stream.next_in = input.baseAddress
          stream.avail_in = UInt32(input.count)
          stream.next_out = output.baseAddress! + filled  // size + 1 bytes are there
          stream.avail_out = UInt32(size + 1 - filled)
          status = inflate(&stream, Z_NO_FLUSH)
          filled = size + 1 - Int(stream.avail_out)
        }
        // It left input: its room is full, and it is longer than it says.
        if stream.avail_in > 0 && status == Z_OK { break }
      }
    }
    return status == Z_STREAM_END ? content : nil
  }

  private static let window = 65_536

  private static func checksum(of content: [UInt8]) -> UInt32 {
    content.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count)) }
  }
}
