import Glibc

/// The directory at the end of a ZIP archive, read a piece at a time: what is in it, before anything is inflated.
///
/// Source: PKWARE, APPNOTE.TXT 6.3.10, §4.3 to §4.5.
struct ZipDirectory: Sendable {
  /// A member as the directory lists it.
  struct Entry: Hashable, Sendable {
    /// Its path, in whatever encoding.
    var name: [UInt8]
    /// How it is packed.
    var method: Int
    /// Of its own header, in bytes from the archive's start.
    var offset: Int
    var compressedSize: Int
    /// Bytes, inflated, by its own account.
    var size: Int
    var checksum: UInt32
    /// Seconds since 1970; nil where it says none.
    var modified: Int?
    var isEncrypted: Bool
    var isLink: Bool
  }

  /// The files, in the archive's order: no folders, none of what systems leave beside documents.
  var entries: [Entry] = []
}

/// Where a directory is, by the record at an archive's end.
struct ZipDirectoryEnd {
  var offset: Int
  var count: Int
  /// One file of several that are one archive together.
  var isPart: Bool

  static let length = 22

  /// Nil where there is no such record: the archive is cut off.
  init?(_ bytes: some RandomAccess) {
    // It is followed by a comment of at most 65,535 bytes.
    let start = max(0, bytes.count - Self.length - 65_535)
    let tail = bytes.read(at: start, length: bytes.count - start)
    var at = tail.count - Self.length
    while at >= 0, tail.little32(at) != 0x0605_4B50 { at -= 1 }
    guard at >= 0 else { return nil }
    isPart = tail.little16(at + 4) != 0 && tail.little16(at + 4) != 0xFFFF
    count = tail.little16(at + 10)
    offset = tail.little32(at + 16)
    guard count == 0xFFFF || offset == 0xFFFF_FFFF else { return }
    // ZIP64: a locator just before tells where the true record is.
    guard at >= 20, tail.little32(at - 20) == 0x0706_4B50, let place = Int(exactly: tail.little64(at - 12)) else {
      return
    }
    let record = bytes.read(at: place, length: 56)
    guard record.count == 56, record.little32(0) == 0x0606_4B50, let count = Int(exactly: record.little64(32)),
      let offset = Int(exactly: record.little64(48))
    else { return nil }
    (self.count, self.offset) = (count, offset)
  }
}

/// Goes through a directory's entries, reading ahead a little.
struct ZipEntryReader<Bytes: RandomAccess> {
  let bytes: Bytes
  private(set) var at: Int
  private var window: [UInt8] = []
  private var windowStart = 0

  private static var headerLength: Int { 46 }
  private static var windowLength: Int { 65_536 }

  init(bytes: Bytes, at start: Int) {
    self.bytes = bytes
    at = start
  }

  /// Nil where no entry begins.
  mutating func next() -> ZipDirectory.Entry? {
    guard at < bytes.count else { return nil }
    let header = take(at, Self.headerLength)
    guard header.count == Self.headerLength, header.little32(0) == 0x0201_4B50 else { return nil }
    let (nameLength, extraLength) = (header.little16(28), header.little16(30))
    let rest = take(at + Self.headerLength, nameLength + extraLength)
    guard rest.count == nameLength + extraLength else { return nil }
    let extra = ExtraFields(Array(rest[nameLength...]), header: header)
    guard let size = extra.size, let compressedSize = extra.compressedSize, let offset = extra.offset else {
      return nil
    }
    at += Self.headerLength + nameLength + extraLength + header.little16(32)
    let madeOnUnix = header[5] == 3 || header[5] == 19
    return ZipDirectory.Entry(
      name: extra.unicodeName ?? Array(rest[..<nameLength]), method: header.little16(10), offset: offset,
      compressedSize: compressedSize, size: size,
      checksum: UInt32(truncatingIfNeeded: header.little32(16)),
      modified: extra.modified ?? Self.time(date: header.little16(14), time: header.little16(12)),
      isEncrypted: header.little16(8) & 1 != 0, isLink: madeOnUnix && header.little32(38) >> 16 & 0xF000 == 0xA000)
  }

  private mutating func take(_ start: Int, _ length: Int) -> [UInt8] {
    if start < windowStart || start + length > windowStart + window.count {
      windowStart = start
      window = bytes.read(at: start, length: max(length, Self.windowLength))
    }
    let from = start - windowStart
    guard from >= 0, from <= window.count else { return [] }
    return Array(window[from..<min(from + length, window.count)])
  }

  /// A DOS time has no zone: it is taken for the local one, as programs that unpack do.
  private static func time(date: Int, time: Int) -> Int? {
    guard date != 0 else { return nil }
    var parts = tm()
    parts.tm_year = CInt(date >> 9 & 0x7F) + 80
    parts.tm_mon = CInt(date >> 5 & 0xF) - 1
    parts.tm_mday = CInt(date & 0x1F)
    parts.tm_hour = CInt(time >> 11 & 0x1F)
    parts.tm_min = CInt(time >> 5 & 0x3F)
    parts.tm_sec = CInt(time & 0x1F) * 2
    parts.tm_isdst = -1
    let seconds = mktime(&parts)
    return seconds == -1 ? nil : seconds
  }
}

/// What an entry's extra fields add to its header: sizes beyond 32 bits, a time with a zone, a name in Unicode.
private struct ExtraFields {
  private(set) var size: Int?
  private(set) var compressedSize: Int?
  private(set) var offset: Int?
  private(set) var modified: Int?
  /// In UTF-8, where the header's own is in a code page.
  private(set) var unicodeName: [UInt8]?

  /// A number beyond 63 bits is nil: no file is as large.
  init(_ extra: [UInt8], header: [UInt8]) {
    size = header.little32(24)
    compressedSize = header.little32(20)
    offset = header.little32(42)
    var at = 0
    while at + 4 <= extra.count {
      let (kind, length) = (extra.little16(at), extra.little16(at + 2))
      guard at + 4 + length <= extra.count else { break }
      let field = Array(extra[(at + 4)..<(at + 4 + length)])
      switch kind {
      case 0x0001: readZip64(field)
      case 0x7075 where length > 5 && field[0] == 1: unicodeName = Array(field[5...])
      case 0x5455 where length >= 5 && field[0] & 1 != 0: modified = Int(Int32(truncatingIfNeeded: field.little32(1)))
      default: break
      }
      at += 4 + length
    }
  }

  /// It holds those values only that the header has no room for, in this order.
  private mutating func readZip64(_ field: [UInt8]) {
    var at = 0
    for value in [\Self.size, \.compressedSize, \.offset] where self[keyPath: value] == 0xFFFF_FFFF {
      guard at + 8 <= field.count else { return }
      self[keyPath: value] = Int(exactly: field.little64(at))
      at += 8
    }
  }
}
