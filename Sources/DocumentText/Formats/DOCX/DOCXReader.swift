import ResumeModel

/// Reads DOCX (Office Open XML, transitional and strict).
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
      guard let part = try archive.read("word/document.xml") else {
        throw ExtractionError(.corrupt, "its main part is missing; save it anew")
      }
      let tree = try XMLTreeBuilder.tree(of: part, name: "word/document.xml")
      var lines: [Line] = []
      func walk(_ element: Int, _ assembly: inout LineAssembly) {
        for child in tree.children(element) {
          switch tree.tag(child) {
          case .p:
            var paragraph = LineAssembly()
            walk(child, &paragraph)
            if let (line, _) = paragraph.finish() { lines.append(line) }
          case .t: assembly.append(tree.text(child), style: Style())
          case .tab: assembly.append("\t", style: Style())
          case .del, .moveFrom: continue
          default: walk(child, &assembly)
          }
        }
      }
      var outside = LineAssembly()
      if let root = tree.root { walk(root, &outside) }
      return Document(format: format, pages: [Page(number: 1, lines: lines)])
    }
  }
}
