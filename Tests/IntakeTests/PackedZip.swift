import CZip
import Testing

/// An archive as programs write it, deflated.
enum PackedZip {
  static func write(_ files: [(name: String, content: String)], to path: String) throws {
    var code: CInt = 0
    let zip = try #require(zip_open(path, CInt(ZIP_CREATE | ZIP_TRUNCATE), &code), "error \(code)")
    // The library reads them when it closes the archive.
    let contents = files.map { Array($0.content.utf8) }.map { bytes in
      let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, bytes.count))
      _ = copy.initialize(from: bytes)
      return (copy, bytes.count)
    }
    defer { for (copy, _) in contents { copy.deallocate() } }
    for ((name, _), (copy, count)) in Swift.zip(files, contents) {
      let source = try #require(zip_source_buffer(zip, copy.baseAddress, UInt64(count), 0))
      try #require(zip_file_add(zip, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8)) >= 0)
    }
    try #require(zip_close(zip) == 0)
  }
}
