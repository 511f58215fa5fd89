import CPoppler
import Glibc

/// What a file's bytes say of its pages without their content being interpreted: poppler tells neither a text's render
/// mode nor its opacity, and drawing every page to see costs twice what reading it does.
enum ContentSigns {
  /// Bytes inflated of one file at most; a resume's pages are a tenth of it.
  private static let limit = 4 << 20
  /// Bytes before a stream in which its dictionary is looked for.
  private static let dictionaryReach = 600
  /// What content streams are not: fonts, pictures, colour profiles, tables of the file itself.
  private static let others: [StaticString] = [
    "/Length1", "/Image", "Type1C", "FontType0C", "OpenType", "/XRef", "/Metadata", "/Alternate", "EmbeddedFile",
    "/FunctionType", "/ShadingType", "DCTDecode", "/Predictor",
  ]

  /// Whether something in the file may draw text that is not seen: render mode 3, or an opacity of nothing.
  static func mayHideText(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { file in
      if hidesText(file) { return true }
      var inflated = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
      defer { inflated.deallocate() }
      var left = limit
      var next = 0
      while left > 0, let mark = find("stream", file, from: next) {
        next = mark + 6
        guard mark < 3 || file[mark - 1] != UInt8(ascii: "d") else { continue }
        let dictionary = UnsafeRawBufferPointer(rebasing: file[max(0, mark - dictionaryReach)..<mark])
        guard let own = lastObject(dictionary), find("FlateDecode", own, from: 0) != nil,
          !others.contains(where: { find($0, own, from: 0) != nil })
        else { continue }
        var start = next
        while start < file.count, file[start] == 0x0D || file[start] == 0x0A { start += 1 }
        let count = inflate(UnsafeRawBufferPointer(rebasing: file[start...]), into: &inflated)
        left -= max(count, 4096)
        if hidesText(UnsafeRawBufferPointer(rebasing: inflated[..<count])) { return true }
      }
      return false
    }
  }

  /// The dictionary that ends where a stream begins.
  private static func lastObject(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    var start: Int?
    var next = 0
    while let mark = find("obj", bytes, from: next) {
      start = mark
      next = mark + 3
    }
    return start.map { UnsafeRawBufferPointer(rebasing: bytes[$0...]) }
  }

  private static func hidesText(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var next = 0
    while let mark = find("3 Tr", bytes, from: next, pivot: 2) {
      next = mark + 4
      let isAlone = mark == 0 || bytes[mark - 1] <= 0x20
      if isAlone, next == bytes.count || bytes[next] <= 0x20 { return true }
    }
    next = 0
    while let mark = find("/ca", bytes, from: next) {
      next = mark + 3
      let value = bytes[next...].prefix(12).drop { $0 <= 0x20 }.prefix { $0 == 0x2E || (0x30...0x39).contains($0) }
      if !value.isEmpty, value.allSatisfy({ $0 == 0x2E || $0 == 0x30 }) { return true }
    }
    return false
  }

  /// - Returns: Bytes written, as far as the data are sound and the buffer reaches.
  private static func inflate(_ data: UnsafeRawBufferPointer, into buffer: inout UnsafeMutableRawBufferPointer) -> Int {
    guard let base = data.baseAddress, let converter = g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB) else {
      return 0
    }
    defer { g_object_unref(gpointer(converter)) }
    var taken = 0
    var filled = 0
    while taken < data.count, filled < buffer.count {
      var read: gsize = 0
      var written: gsize = 0
      let result = g_converter_convert(
        converter, base + taken, gsize(data.count - taken), buffer.baseAddress! + filled,
        gsize(buffer.count - filled), G_CONVERTER_NO_FLAGS, &read, &written, nil)
      taken += Int(read)
      filled += Int(written)
      if result != G_CONVERTER_CONVERTED || read == 0 && written == 0 { break }
    }
    return filled
  }

  /// - Parameter pivot: The place in `part` of its rarest byte, which is looked for first.
  private static func find(
    _ part: StaticString, _ bytes: UnsafeRawBufferPointer, from start: Int, pivot: Int = 0
  ) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    let count = part.utf8CodeUnitCount
    var next = start + pivot
    while next + count - pivot <= bytes.count,
      let hit = memchr(base + next, CInt(part.utf8Start[pivot]), bytes.count - next)
    {
      let mark = UnsafeRawPointer(hit) - base - pivot
      if mark + count <= bytes.count, memcmp(base + mark, part.utf8Start, count) == 0 { return mark }
      next = mark + pivot + 1
    }
    return nil
  }
}
