import Glibc
import ResumeModel

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

// MARK: Reading

/// Where a directory is, by the record at an archive's end.
private struct DirectoryEnd {
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

/// What a file with a ZIP's signature is.
enum ZipContent {
  /// One document whose format happens to be a ZIP (DOCX, ODT …), or no ZIP at all.
  case document
  /// Files of their own.
  case archive(ZipDirectory)
  /// An archive that can't be taken: damaged, or beyond the limits.
  case refused(ExtractionError)

  /// Judged by the content, never by a name.
  init(of bytes: some RandomAccess, limits: ArchiveLimits) {
    let start = bytes.read(at: 0, length: 4)
    let signatures: [[UInt8]] = [
      [0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6], [0x50, 0x4B, 7, 8], [0x50, 0x4B, 0x30, 0x30],
    ]
    guard signatures.contains(start) else {
      self = .document
      return
    }
    guard let end = DirectoryEnd(bytes) else {
      self =
        DocumentMarks(ofHeadersIn: bytes).isDocument
        ? .document : .refused(ExtractionError(.corrupt, "the archive is cut off: its end is missing; get it again"))
      return
    }
    self = Self.read(bytes, end, limits: limits)
  }

  private static func read(_ bytes: some RandomAccess, _ end: DirectoryEnd, limits: ArchiveLimits) -> ZipContent {
    var reader = EntryReader(bytes: bytes, at: end.offset)
    var directory = ZipDirectory()
    var count = 0
    var marks = DocumentMarks()
    var problem: ExtractionError?
    while count < end.count {
      guard let entry = reader.next() else {
        problem = ExtractionError(.corrupt, "the archive's directory is damaged; get it again")
        break
      }
      count += 1
      marks.note(entry.name)
      if marks.isDocument { return .document }
      if !MemberName.isLeftOut(entry.name) { directory.entries.append(entry) }
      let used = reader.at - end.offset
      if directory.entries.count > limits.members || count > 2 * limits.members
        || used > (limits.members + 64) * ArchiveLimits.directoryBytesPerMember
      {
        // What tells a document stands within the first entries.
        problem = ExtractionError(
          .limitExceeded,
          "more than \(limits.members) files in one archive: unpack it and ingest the folder, or raise "
            + "intake.maximum_archive_members")
        break
      }
    }
    if end.isPart {
      return .refused(
        ExtractionError(.unsupportedType, "a part of a split archive: join the parts and ingest the whole"))
    }
    if let problem { return .refused(problem) }
    if let problem = directory.problem(archiveBytes: bytes.count, limits: limits) { return .refused(problem) }
    return .archive(directory)
  }
}

extension ZipDirectory {
  /// Why none of it is to be inflated; nil where it may be.
  fileprivate func problem(archiveBytes: Int, limits: ArchiveLimits) -> ExtractionError? {
    if archiveBytes > limits.archiveBytes {
      return ExtractionError(
        .tooLarge,
        "an archive of \(archiveBytes) bytes, over the limit of \(limits.archiveBytes); see intake.maximum_archive_size"
      )
    }
    if entries.isEmpty { return ExtractionError(.empty, "an archive without a file in it") }
    let inflated = entries.reduce(0) { total, entry in
      // What is too large is not read at all.
      entry.size > limits.memberBytes ? total : total + entry.size
    }
    if inflated > limits.inflatedBytes {
      return ExtractionError(
        .limitExceeded,
        "the archive inflates to \(inflated) bytes, over the limit of \(limits.inflatedBytes); see "
          + "intake.maximum_archive_content")
    }
    if inflated > ArchiveLimits.ratioFloor, inflated / max(1, archiveBytes) >= limits.ratio {
      return ExtractionError(
        .limitExceeded,
        "\(archiveBytes) bytes that inflate to \(inflated): a zip bomb, or raise intake.maximum_archive_ratio")
    }
    // A header takes 30 bytes at least. Members that share bytes are a bomb that no ratio of one of them shows.
    var end = 0
    // One that lies beyond the end is damaged, and harms nobody else.
    for entry in entries.sorted(by: { $0.offset < $1.offset }) where entry.offset < archiveBytes {
      guard entry.offset >= end else {
        return ExtractionError(.limitExceeded, "the archive's members overlap, as in a zip bomb: none was taken")
      }
      let (sum, overflow) = (entry.offset + 30).addingReportingOverflow(entry.compressedSize)
      end = overflow ? Int.max : sum
    }
    return nil
  }
}

/// Goes through a directory's entries, reading ahead a little.
private struct EntryReader<Bytes: RandomAccess> {
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
