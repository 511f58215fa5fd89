#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A binary resource, mapped: nothing is read at the start, and only the pages that are asked for later.
///
/// `@unchecked`: the mapping is read-only and lasts as long as the process.
struct MappedResource: @unchecked Sendable {
  private let bytes: UnsafeRawBufferPointer

  /// Empty where the file is missing or does not begin with the magic: ``ResourceFile/missing`` tells.
  init(_ name: String, magic: StaticString) {
    bytes = Self.mapped(ResourceFile.folder + "/" + name, magic: magic)
  }

  var count: Int { bytes.count }

  /// A little-endian number at an offset; 0 beyond the end, so that a damaged file gives wrong answers and no crash.
  func number<Number: FixedWidthInteger>(_ type: Number.Type = Number.self, at offset: Int) -> Number {
    guard offset >= 0, offset <= bytes.count - MemoryLayout<Number>.size else { return 0 }
    return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
  }

  func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer.SubSequence {
    bytes[range.clamped(to: 0..<bytes.count)]
  }

  private static func mapped(_ path: String, magic: StaticString) -> UnsafeRawBufferPointer {
    let empty = UnsafeRawBufferPointer(start: nil, count: 0)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return empty }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size >= magic.utf8CodeUnitCount,
      let start = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
    else { return empty }
    let bytes = UnsafeRawBufferPointer(start: start, count: Int(status.st_size))
    let isOurs = magic.withUTF8Buffer { bytes.starts(with: $0) }
    return isOurs ? bytes : empty
  }
}
