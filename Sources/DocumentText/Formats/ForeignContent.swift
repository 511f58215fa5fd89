/// Tells what a file is that no reader takes, so that its owner reads more than "unsupported".
enum ForeignContent {
  /// What the bytes are ("a PNG picture"), with what to do about it; nil where their beginning says nothing.
  static func description(of bytes: [UInt8]) -> String? {
    for (signature, offset, name) in signatures where hasSignature(bytes, signature, at: offset) { return name }
    if hasSignature(bytes, Array("PK\u{3}\u{4}".utf8), at: 0) || hasSignature(bytes, Array("PK\u{5}\u{6}".utf8), at: 0)
    {
      return zipDescription(bytes)
    }
    if hasSignature(bytes, CompoundFile.signature, at: 0) { return CompoundFile.description(of: bytes) }
    return markupDescription(bytes)
  }

  /// One line for the owner of a file that no reader takes.
  static func refusal(of bytes: [UInt8]) -> String {
    if let description = description(of: bytes) { return description }
    if bytes.count < 2 { return "too little to tell what it is" }
    return "no document of a type that is read (PDF, DOCX, DOC, ODT, RTF, HTML, Markdown, text): convert it to one"
  }

  private static func hasSignature(_ bytes: [UInt8], _ signature: [UInt8], at offset: Int) -> Bool {
    bytes.count >= offset + signature.count && bytes[offset..<offset + signature.count].elementsEqual(signature)
  }

  private static let picture = "picture: not read; save it as PDF, PNG or JPEG"
  private static let program = "a program, not a document"
  private static let archive = "archive: unpack it and hand in the documents inside"

  private static let signatures: [([UInt8], offset: Int, String)] = [
    (Array("ftypheic".utf8), 4, "a HEIC \(picture)"),
    (Array("ftypavif".utf8), 4, "an AVIF \(picture)"),
    (Array("8BPS".utf8), 0, "a Photoshop \(picture)"),
    (Array("%!PS".utf8), 0, "PostScript: not read; convert it to PDF"),
    (Array("MZ".utf8), 0, program),
    ([0x7F, 0x45, 0x4C, 0x46], 0, program),
    ([0xCF, 0xFA, 0xED, 0xFE], 0, program),
    ([0xCA, 0xFE, 0xBA, 0xBE], 0, program),
    ([0x1F, 0x8B], 0, "a gzip \(archive)"),
    (Array("BZh".utf8), 0, "a bzip2 \(archive)"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], 0, "an xz \(archive)"),
    ([0x28, 0xB5, 0x2F, 0xFD], 0, "a zstd \(archive)"),
    (Array("7z".utf8) + [0xBC, 0xAF], 0, "a 7-Zip \(archive)"),
    (Array("Rar!".utf8), 0, "a RAR \(archive)"),
    (Array("ustar".utf8), 257, "a tar \(archive)"),
    (Array("SQLite format 3".utf8), 0, "a database, not a document"),
    (Array("ID3".utf8), 0, "a sound, not a document"),
    (Array("OggS".utf8), 0, "a sound, not a document"),
    (Array("ftyp".utf8), 4, "a film, not a document"),
  ]

  private static func zipDescription(_ bytes: [UInt8]) -> String {
    let names = ZipDirectory(bytes)
    if names.contains(prefix: "xl/") { return "an Excel workbook (XLSX): not read; save it as PDF or DOCX" }
    if names.contains(prefix: "ppt/") { return "a PowerPoint presentation (PPTX): not read; save it as PDF" }
    if names.contains(prefix: "Index/"), names.contains(prefix: "Metadata/") {
      return "an Apple Pages document: not read; export it as PDF or DOCX"
    }
    if names.contains(prefix: "META-INF/MANIFEST.MF") { return program }
    // OpenDocument and EPUB keep their media type in the first member, stored and unpacked.
    let start = String(decoding: bytes.prefix(160), as: UTF8.self)
    if start.contains("opendocument.spreadsheet") {
      return "an OpenDocument spreadsheet (ODS): not read; save it as PDF"
    }
    if start.contains("opendocument") { return "an OpenDocument file that is no text: not read; save it as PDF" }
    if start.contains("application/epub") { return "an e-book (EPUB): not read; convert it to PDF" }
    return "a ZIP \(archive)"
  }

  /// Markup and data that would read as text though it isn't meant to be read.
  private static func markupDescription(_ bytes: [UInt8]) -> String? {
    let start = Array(
      TextDecoding.text(of: Array(bytes.prefix(2048))).utf8.drop { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) })
    let lower = String(decoding: start.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }, as: UTF8.self)
    if lower.hasPrefix("<?xml") || lower.hasPrefix("<w:worddocument") {
      return "XML data: not read; convert it to PDF, DOCX or text"
    }
    if lower.hasPrefix("\\documentclass") || lower.contains("\n\\documentclass") {
      return "a LaTeX source: hand in the PDF that is made of it"
    }
    if isJSON(start) { return "JSON data that is no JSON Resume: hand in the document it was made from" }
    return nil
  }

  private static func isJSON(_ start: [UInt8]) -> Bool {
    guard let first = start.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return false }
    let second = start.dropFirst().first { $0 != 0x20 && !($0 >= 0x09 && $0 <= 0x0D) }
    switch second {
    case UInt8(ascii: "\""): return true
    case UInt8(ascii: "{"), UInt8(ascii: "["): return first == UInt8(ascii: "[")
    case UInt8(ascii: "}"): return first == UInt8(ascii: "{")
    default: return false
    }
  }
}
