import CZip
import ResumeModel

/// A ZIP archive in memory, opened for reading and bounded in what it may inflate to.
///
/// The bytes must outlive it: use ``withArchive(_:limit:_:)``.
struct ZipArchive: ~Copyable {
  private let handle: OpaquePointer
  /// Bytes that may still be inflated, of all members together.
  private var allowance: Int
  private let memberLimit: Int

  /// How many times its compressed size a large member may inflate to; markup of real documents stays below 60.
  private static let maximumRatio: UInt64 = 250
  private static let largeMember: UInt64 = 4_000_000

  /// Members that an archive may have.
  static let maximumMembers: UInt64 = 10_000

  /// - Parameter limit: bytes of one member, inflated; all that are read may hold twice as many together.
  /// - Throws: `corrupt`, `limit_exceeded`, or what `body` throws.
  static func withArchive<Result>(
    _ bytes: [UInt8], limit: Int, _ body: (consuming ZipArchive) throws(ExtractionError) -> Result
  ) throws(ExtractionError) -> Result {
    let directory = ZipDirectory(bytes)
    guard let count = directory.memberCount else {
      throw ExtractionError(.corrupt, "the file is cut off: its archive has no end; get it again")
    }
    guard count <= maximumMembers else {
      throw ExtractionError(.limitExceeded, "\(count) members in its archive: no resume needs as many")
    }
    return try bytes.withUnsafeBufferPointer { (buffer) throws(ExtractionError) -> Result in
      try body(try ZipArchive(UnsafeRawBufferPointer(buffer), limit: limit))
    }
  }

  private init(_ buffer: UnsafeRawBufferPointer, limit: Int) throws(ExtractionError) {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let source = zip_source_buffer_create(buffer.baseAddress, UInt64(buffer.count), 0, &error) else {
      throw ExtractionError(.corrupt, "its archive can't be opened")
    }
    guard let handle = zip_open_from_source(source, Int32(ZIP_RDONLY), &error) else {
      zip_source_free(source)
      throw ExtractionError(.corrupt, "its archive is damaged; get the file again")
    }
    self.handle = handle
    memberLimit = limit
    let (twice, overflow) = limit.multipliedReportingOverflow(by: 2)
    allowance = overflow ? limit : twice
  }

  deinit { zip_discard(handle) }

  /// Whether it has this member; case does not matter.
  func contains(_ name: String) -> Bool { index(of: name) != nil }

  private func index(of name: String) -> UInt64? {
    for candidate in [name, name.split(separator: "/").joined(separator: "\\")] {
      let index = zip_name_locate(handle, candidate, zip_flags_t(ZIP_FL_NOCASE))
      if index >= 0 { return UInt64(index) }
    }
    return nil
  }

  /// A member's content, or nil where there is none of this name.
  ///
  /// - Throws: `corrupt` (damaged, a wrong check sum), `encrypted`, `limit_exceeded`.
  mutating func read(_ name: String) throws(ExtractionError) -> [UInt8]? {
    guard let index = index(of: name) else { return nil }
    var entry = zip_stat_t()
    zip_stat_init(&entry)
    guard zip_stat_index(handle, index, 0, &entry) == 0 else {
      throw ExtractionError(.corrupt, "\(name) in its archive can't be found")
    }
    if entry.encryption_method != UInt16(ZIP_EM_NONE) {
      throw ExtractionError(.encrypted, "\(name) in its archive is encrypted; save it without a password")
    }
    guard entry.size <= UInt64(min(memberLimit, allowance)) else {
      throw ExtractionError(.limitExceeded, "\(name) inflates to \(entry.size) bytes: no resume needs as many")
    }
    guard entry.size <= Self.largeMember || entry.size / Self.maximumRatio <= entry.comp_size else {
      throw ExtractionError(.limitExceeded, "\(name) inflates to \(entry.size) bytes from \(entry.comp_size): a bomb")
    }
    guard let file = zip_fopen_index(handle, index, 0) else {
      throw ExtractionError(.corrupt, "\(name) in its archive can't be read")
    }
    defer { zip_fclose(file) }
    // One more than promised, so that the end is seen and with it the check sum judged.
    let capacity = Int(entry.size) + 1
    var read = 0
    var failed = false
    let content = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      while read < capacity {
        let got = zip_fread(file, buffer.baseAddress! + read, UInt64(capacity - read))
        if got < 0 { failed = true }
        if got <= 0 { break }
        read += Int(got)
      }
      count = read
    }
    guard !failed, read <= Int(entry.size) else {
      throw ExtractionError(.corrupt, "\(name) in its archive is damaged; get the file again")
    }
    allowance -= read
    return content
  }
}
