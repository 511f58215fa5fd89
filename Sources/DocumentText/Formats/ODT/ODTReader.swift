import ResumeModel

/// Reads OpenDocument texts (ODT, and FODT as one XML file): every part that a person sees, in the order they see it.
enum ODTReader: DocumentReader {
  static let format = DocumentFormat.odt
  static let mediaType = "application/vnd.oasis.opendocument.text"

  static func recognizes(_ bytes: DocumentBytes) -> Int {
    if isFlat(bytes.bytes) { return 100 }
    guard bytes.bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return 0 }
    // The media type is the first member, stored and unpacked.
    let start = String(decoding: bytes.bytes.prefix(160), as: UTF8.self)
    if start.contains("application/vnd.oasis.opendocument.text") || start.contains("application/vnd.sun.xml.writer") {
      return 100
    }
    guard !start.contains("opendocument") else { return 0 }
    let directory = ZipDirectory(bytes.bytes)
    guard directory.names.contains("content.xml"), directory.names.contains("META-INF/manifest.xml") else { return 0 }
    return holdsText(bytes) ? 90 : 0
  }

  private static func isFlat(_ bytes: [UInt8]) -> Bool {
    let start = bytes.prefix(4096)
    guard start.drop(while: { CSSText.isSpace($0) || $0 >= 0xBB }).first == UInt8(ascii: "<") else { return false }
    let text = String(decoding: start, as: UTF8.self)
    return text.contains("<office:document ") && text.contains("opendocument.text")
  }

  private static func holdsText(_ bytes: DocumentBytes) -> Bool {
    let manifest = try? ZipArchive.withArchive(bytes.bytes, limit: 1_000_000) {
      (archive) throws(ExtractionError) -> [UInt8]? in
      var archive = archive
      return try archive.read("META-INF/manifest.xml")
    }
    return manifest.flatMap { $0 }.map { String(decoding: $0, as: UTF8.self).contains("opendocument.text") } ?? false
  }

  static func read(_ bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> Document {
    if isFlat(bytes.bytes) {
      let tree = try XMLTreeBuilder<ODF>.tree(of: bytes.bytes, name: "the document")
      return try document(tree, styleSheet: nil, metadata: ODTReading.metadata(tree), warnings: [], options: options)
    }
    return try ZipArchive.withArchive(bytes.bytes, limit: options.maximumInflatedBytes) {
      (archive) throws(ExtractionError) -> Document in
      var archive = archive
      try refuseEncrypted(&archive)
      guard let content = try archive.read("content.xml") else {
        throw ExtractionError(.corrupt, "its content.xml is missing; get the file again or save it anew")
      }
      var warnings: [ParseWarning] = []
      let tree = try XMLTreeBuilder<ODF>.tree(of: content, name: "content.xml")
      let styles = sidePart("styles.xml", &archive, &warnings)
      let meta = sidePart("meta.xml", &archive, &warnings)
      return try document(
        tree, styleSheet: styles, metadata: meta.map(ODTReading.metadata) ?? DocumentMetadata(), warnings: warnings,
        options: options)
    }
  }

  private static func document(
    _ content: ODFTree, styleSheet: ODFTree?, metadata: DocumentMetadata, warnings: [ParseWarning],
    options: ReadingOptions
  ) throws(ExtractionError) -> Document {
    let reading = ODTReading(options)
    let lines = try reading.lines(content, styleSheet: styleSheet)
    return Document(
      format: format, metadata: metadata, pages: [reading.context.page(lines)],
      warnings: warnings + [reading.context.hiddenTextWarning].compactMap { $0 })
  }

  /// A part beside the content; nil where there is none, and, with a warning, where it can't be read.
  private static func sidePart(
    _ name: String, _ archive: inout ZipArchive, _ warnings: inout [ParseWarning]
  ) -> ODFTree? {
    do {
      if let bytes = try archive.read(name) { return try XMLTreeBuilder<ODF>.tree(of: bytes, name: name) }
    } catch {
      warnings.append(ParseWarning(.partlyRead, error.detail))
    }
    return nil
  }

  /// The manifest tells of encryption; the members themselves look like any others.
  private static func refuseEncrypted(_ archive: inout ZipArchive) throws(ExtractionError) {
    let isWhole = archive.contains("encrypted-package")
    let manifest = isWhole ? nil : try? archive.read("META-INF/manifest.xml")
    let tree = manifest.flatMap { $0 }.flatMap { try? XMLTreeBuilder<ODF>.tree(of: $0, name: "the manifest") }
    guard isWhole || tree?.elements.contains(where: { $0.tag == .encryptionData }) == true else { return }
    throw ExtractionError(.encrypted, "an OpenDocument text with a password; save it without one")
  }
}
