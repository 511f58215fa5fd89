import ResumeModel

/// Reads DOCX (Office Open XML, transitional and strict): every part that a person sees, in the order they see it.
enum DOCXReader: DocumentReader {
  static let format = DocumentFormat.docx
  static let mediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

  static func recognizes(_ bytes: DocumentBytes) -> Int {
    if CompoundFile.isEncryptedPackage(bytes.bytes) { return 50 }
    if FlatPackage.isOne(bytes.bytes) { return 100 }
    guard bytes.bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return 0 }
    let directory = ZipDirectory(bytes.bytes)
    if directory.contains(prefix: "xl/") || directory.contains(prefix: "ppt/") { return 0 }
    if directory.contains(prefix: "word/") || directory.contains(prefix: "word\\") { return 100 }
    // The document may stand anywhere: the list of content types tells.
    guard directory.contains(prefix: "[Content_Types].xml") else { return 0 }
    return listsDocument(bytes) ? 100 : 0
  }

  private static func listsDocument(_ bytes: DocumentBytes) -> Bool {
    let list = try? ZipArchive.withArchive(bytes.bytes, limit: 1_000_000) {
      (archive) throws(ExtractionError) -> [UInt8]? in
      var archive = archive
      return try archive.read("[Content_Types].xml")
    }
    return list.flatMap { $0 }.map { String(decoding: $0, as: UTF8.self).contains("wordprocessingml") } ?? false
  }

  static func read(_ bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> Document {
    if CompoundFile.isEncryptedPackage(bytes.bytes) {
      let opened = DocumentBytes(try EncryptedPackage.decrypted(bytes.bytes, password: options.password))
      guard recognizes(opened) >= DocumentReaders.certain else {
        throw ExtractionError(.unsupportedType, "an encrypted Office document that is no DOCX: save it as PDF or DOCX")
      }
      return try read(opened, options: options)
    }
    if FlatPackage.isOne(bytes.bytes) {
      return try DOCXReading(DOCXParts(flat: FlatPackage.parts(bytes.bytes)), options: options).document()
    }
    return try ZipArchive.withArchive(bytes.bytes, limit: options.maximumInflatedBytes) {
      (archive) throws(ExtractionError) -> Document in
      try DOCXReading(DOCXParts(archive), options: options).document()
    }
  }
}
