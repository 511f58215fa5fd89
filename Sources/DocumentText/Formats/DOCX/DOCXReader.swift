import ResumeModel

/// Reads DOCX (Office Open XML, transitional and strict): every part that a person sees, in the order they see it.
enum DOCXReader: DocumentReader {
  static let format = DocumentFormat.docx
  static let mediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

  static func recognizes(_ bytes: DocumentBytes) -> Int {
    if CompoundFile.isEncryptedPackage(bytes.bytes) { return 50 }
    guard bytes.bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return 0 }
    let directory = ZipDirectory(bytes.bytes)
    guard directory.contains(prefix: "[Content_Types].xml") || directory.contains(prefix: "word") else { return 0 }
    if directory.contains(prefix: "xl/") || directory.contains(prefix: "ppt/") { return 0 }
    return 100
  }

  static func read(_ bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> Document {
    if CompoundFile.isEncryptedPackage(bytes.bytes) {
      throw ExtractionError(.encrypted, "an Office document with a password; save it without one")
    }
    return try ZipArchive.withArchive(bytes.bytes, limit: options.maximumInflatedBytes) {
      (archive) throws(ExtractionError) -> Document in
      try DOCXReading(archive, options: options).document()
    }
  }
}
