// What a compound file holds, told without reading it whole.
extension CompoundFile {
  /// Whether it is an encrypted Office document of today's formats.
  static func isEncryptedPackage(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: signature) && holds("EncryptedPackage", in: bytes)
  }

  /// Whether it is a Word document of before 2007.
  static func isWordDocument(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: signature) && holds("WordDocument", in: bytes)
  }

  static func description(of bytes: [UInt8]) -> String {
    if holds("Workbook", in: bytes) { return "an Excel workbook (XLS): not read; save it as PDF" }
    if holds("PowerPoint Document", in: bytes) { return "a PowerPoint presentation (PPT): not read; save it as PDF" }
    if holds("__substg1.0", in: bytes) {
      return "an Outlook message (MSG): save the attached document and hand that in"
    }
    return "an old Office file: not read; save it as DOCX or PDF"
  }

  /// Whether a directory entry has this name: entries are 128 bytes, aligned, and begin with the name in UTF-16.
  private static func holds(_ name: String, in bytes: [UInt8]) -> Bool {
    let pattern = name.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    return bytes.withUnsafeBufferPointer { bytes in
      var offset = 512
      while offset + pattern.count <= bytes.count {
        if bytes[offset] == pattern[0], bytes[offset..<offset + pattern.count].elementsEqual(pattern) { return true }
        offset += 128
      }
      return false
    }
  }
}
