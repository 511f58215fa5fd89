import ResumeModel

/// Reads Word's single XML file of 2003 (WordprocessingML 2003), which is found under the names .xml and .doc: its body
/// is that of DOCX but for lists, links, margins and tracked changes.
///
/// Source: Microsoft Office 2003 XML Reference Schemas.
enum WordXMLReader: DocumentReader {
  static let format = DocumentFormat.wordXML
  static let mediaType = "application/xml"

  private static let namespace = Array("http://schemas.microsoft.com/office/word/2003/wordml".utf8)

  static func recognizes(_ bytes: DocumentBytes) -> Int {
    let start = bytes.bytes.prefix(4096)
    guard start.first(where: { !CSSText.isSpace($0) && $0 < 0x80 }) == UInt8(ascii: "<") else { return 0 }
    return start.firstRange(of: namespace) != nil ? 100 : 0
  }

  static func read(_ bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> Document {
    guard bytes.bytes.count <= options.maximumInflatedBytes else { throw .tooManyCharacters(options) }
    let tree = try XMLTreeBuilder<OOXML>.tree(of: bytes.bytes, name: "the document")
    return try DOCXReading(DOCXParts(flat: [:]), options: options).wordXML(tree)
  }
}

extension DOCXReading {
  /// A document whose parts all stand in one tree.
  fileprivate func wordXML(_ tree: OOXMLTree) throws(ExtractionError) -> Document {
    guard let root = tree.root, let body = tree.child(root, .body) else {
      throw ExtractionError(.corrupt, "it has no body; save the document anew")
    }
    if let list = tree.child(root, .styleList) { styles = DOCXStyles(tree, list) }
    hasBackdrop = DOCXBackdrop.isDrawn(tree)
    var lines = try margins(.headerContent, .header, in: tree)
    let walk = DOCXWalk(tree, relationships: DOCXRelationships(), part: .body, reading: self)
    lines += try walk.lines(in: body, DOCXWalk.Environment())
    lines += try margins(.footerContent, .footer, in: tree)
    return Document(
      format: .wordXML, metadata: metadata(tree, root), pages: [context.page(lines)],
      warnings: package.warnings + [context.hiddenTextWarning].compactMap { $0 })
  }

  /// Headers or footers of all sections, each text once.
  private func margins(_ tag: OOXMLTag, _ part: LinePart, in tree: OOXMLTree) throws(ExtractionError) -> [Line] {
    var lines: [Line] = []
    var seen: Set<String> = []
    for element in tree.elements.indices where tree.tag(element) == tag {
      let walk = DOCXWalk(tree, relationships: DOCXRelationships(), part: part, reading: self)
      let found = try walk.lines(in: element, DOCXWalk.Environment())
      guard !found.isEmpty, seen.insert(found.map(\.text).joined(separator: "\n")).inserted else { continue }
      lines += found
    }
    return lines
  }

  private func metadata(_ tree: OOXMLTree, _ root: Int) -> DocumentMetadata {
    var metadata = DocumentMetadata()
    guard let properties = tree.child(root, .documentProperties) else { return metadata }
    for child in tree.children(properties) {
      let text = TextNormalizer.normalized(tree.text(child)).split(separator: " ").joined(separator: " ")
      guard !text.isEmpty else { continue }
      switch tree.tag(child) {
      case .oldTitle: metadata.title = text
      case .oldAuthor: metadata.author = text
      case .oldCreated: metadata.created = text
      case .oldSaved: metadata.modified = text
      default: break
      }
    }
    return metadata
  }
}
