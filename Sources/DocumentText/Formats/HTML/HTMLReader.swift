import ResumeModel

/// Reads web pages: the text that a person sees, in the order they see it.
enum HTMLReader: DocumentReader {
  static let format = DocumentFormat.html
  static let mediaType = "text/html"

  static func recognizes(_ bytes: DocumentBytes) -> Int {
    HTMLSigns.recognize(bytes.bytes)
  }

  static func read(_ bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> Document {
    guard bytes.bytes.count <= options.maximumInflatedBytes else { throw .tooManyCharacters(options) }
    return try document(HTMLSource.text(of: bytes.bytes), sheets: [], options: options)
  }

  /// - Parameter sheets: style sheets that came with the page.
  static func document(
    _ text: String, sheets: [String], options: ReadingOptions
  ) throws(ExtractionError) -> Document {
    let tree = try HTMLTreeBuilder.tree(of: text)
    let context = FlowContext(options)
    let walk = HTMLWalk(tree, styles: HTMLStyles(tree, sheets: sheets), context: context)
    let lines = try walk.lines()
    return Document(
      format: format, metadata: metadata(tree), pages: [context.page(lines)],
      warnings: [context.hiddenTextWarning].compactMap { $0 })
  }

  private static func metadata(_ tree: HTMLTree) -> DocumentMetadata {
    var metadata = DocumentMetadata()
    for element in tree.elements.indices {
      switch tree.tag(element) {
      case .title: metadata.title = metadata.title ?? tidy(tree.text(element))
      case .meta:
        guard
          let name = tree.attribute(element, .name)?.lowercased() ?? tree.attribute(element, .equivalent)?.lowercased(),
          let content = tree.attribute(element, .content).flatMap(tidy)
        else { continue }
        switch name {
        case "author": metadata.author = content
        case "generator": metadata.creator = content
        case "created", "dcterms.created": metadata.created = content
        case "changed", "dcterms.modified": metadata.modified = content
        default: break
        }
      case .body: return metadata
      default: break
      }
    }
    return metadata
  }

  private static func tidy(_ text: String) -> String? {
    let text = TextNormalizer.normalized(text).split(separator: " ").joined(separator: " ")
    return text.isEmpty ? nil : text
  }
}

/// Whether text is a web page.
enum HTMLSigns {
  /// - Returns: as ``DocumentReader/recognizes(_:)``.
  static func recognize(_ bytes: [UInt8]) -> Int {
    let start = TextDecoding.text(of: Array(bytes.prefix(4096))).lowercased()
    var rest = skippingSpace(start[...])
    guard rest.utf8.first == UInt8(ascii: "<") else { return 0 }
    if rest.hasPrefix("<?xml") {
      return rest.contains("<html") ? 60 : 0
    }
    // Comments may stand before anything.
    while rest.hasPrefix("<!--"), let end = rest.firstRange(of: "-->") { rest = skippingSpace(rest[end.upperBound...]) }
    for tag in ["<!doctype html", "<html", "<head", "<body", "<meta ", "<title", "<style"] where rest.hasPrefix(tag) {
      return 60
    }
    if rest.contains("<html") && rest.contains("<body") { return 60 }
    return isFragment(rest, bytes) ? 15 : 0
  }

  private static func skippingSpace(_ text: Substring) -> Substring {
    text.drop { $0 == " " || $0.isNewline || $0 == "\t" }
  }

  /// A page's body without its frame; Markdown may begin with a tag as well.
  private static func isFragment(_ start: Substring, _ bytes: [UInt8]) -> Bool {
    let tags = [
      "div", "p", "table", "h1", "h2", "h3", "ul", "section", "article", "main", "center", "font", "span", "b",
    ]
    guard tags.contains(where: { start.hasPrefix("<\($0)>") || start.hasPrefix("<\($0) ") }) else { return false }
    let text = TextDecoding.text(of: Array(bytes.prefix(65_536)))
    let closing = text.utf8.indices.filter { text.utf8[$0...].starts(with: "</".utf8) }.count
    return closing >= 3 && MarkdownSigns.score(text) < 2
  }
}
