import ResumeModel

/// What the parts of one document share while it is read.
final class ODTReading {
  var styles = ODTStyles()
  let context: FlowContext
  /// Notes in the order of their references, each in the part it stands in.
  var notes: [(walk: ODTWalk, element: Int)] = []
  /// The page's colour.
  private(set) var background: Shading?

  init(_ options: ReadingOptions) {
    context = FlowContext(options)
  }

  /// - Parameters:
  ///   - content: the document; in a flat file the same tree as the styles.
  ///   - styleSheet: nil where the part is missing or damaged.
  func lines(_ content: ODFTree, styleSheet: ODFTree?) throws(ExtractionError) -> [Line] {
    // Styles first: the content's own have names of their own, and are asked first.
    if let styleSheet, let root = styleSheet.root { styles.add(styleSheet, root) }
    guard let root = content.root, let body = content.child(root, .body), let text = content.child(body, .bodyText)
    else { throw ExtractionError(.corrupt, "its content.xml has no text; save the document anew") }
    styles.add(content, root)

    let pages = ODTMasterPages(styleSheet ?? content, content: content, body: text, styles: &styles)
    var lines = try margins(pages.headers, .header, in: styleSheet ?? content)
    let walk = ODTWalk(content, reading: self)
    lines += try walk.lines(in: text, ODTWalk.Environment())
    var index = 0
    // A note may hold notes.
    while index < notes.count, index < 1000 {
      let (walk, note) = notes[index]
      lines += try walk.lines(in: note, ODTWalk.Environment())
      index += 1
    }
    lines += try margins(pages.footers, .footer, in: styleSheet ?? content)
    return lines
  }

  /// Headers or footers, each once: master pages often repeat the same.
  private func margins(_ elements: [Int], _ part: LinePart, in tree: ODFTree) throws(ExtractionError) -> [Line] {
    var lines: [Line] = []
    var seen: Set<String> = []
    let walk = ODTWalk(tree, reading: self)
    for element in elements {
      var environment = ODTWalk.Environment()
      environment.part = part
      let found = try walk.lines(in: element, environment)
      guard !found.isEmpty, seen.insert(found.map(\.text).joined(separator: "\n")).inserted else { continue }
      lines += found
    }
    return lines
  }

  /// What a document says of itself.
  static func metadata(_ tree: ODFTree) -> DocumentMetadata {
    var metadata = DocumentMetadata()
    for element in tree.elements.indices {
      let text = TextNormalizer.normalized(tree.text(element)).split(separator: " ").joined(separator: " ")
      guard !text.isEmpty else { continue }
      switch tree.tag(element) {
      case .title: metadata.title = text
      case .initialCreator: metadata.author = text
      case .creator: metadata.author = metadata.author ?? text
      case .generator: metadata.producer = text
      case .creationDate: metadata.created = text
      case .date: metadata.modified = text
      // In a flat file the document follows.
      case .body: return metadata
      default: break
      }
    }
    return metadata
  }
}

/// Which headers and footers a document's pages show.
struct ODTMasterPages {
  private(set) var headers: [Int] = []
  private(set) var footers: [Int] = []

  /// - Parameter tree: of the styles.
  init(_ tree: ODFTree, content: ODFTree, body: Int, styles: inout ODTStyles) {
    var pages: [String: Int] = [:]
    for element in tree.elements.indices where tree.tag(element) == .masterPage {
      if let name = tree.attribute(element, .name) { pages[name] = element }
    }
    for name in Self.used(content, body, &styles) {
      var next: String? = name
      // A first page names the one that follows it.
      while let current = next, let page = pages.removeValue(forKey: current) {
        read(page, tree)
        next = tree.attribute(page, .nextStyleName)
      }
    }
  }

  private mutating func read(_ page: Int, _ tree: ODFTree) {
    for child in tree.children(page) where tree.attribute(child, .display) != "false" {
      switch tree.tag(child) {
      case .header, .headerFirst, .headerLeft: headers.append(child)
      case .footer, .footerFirst, .footerLeft: footers.append(child)
      default: break
      }
    }
  }

  /// Names of master pages that paragraphs and tables ask for, in their order; the first page is "Standard" where its
  /// paragraph asks for none.
  private static func used(_ content: ODFTree, _ body: Int, _ styles: inout ODTStyles) -> [String] {
    var names: [String] = []
    var isFirst = true
    for element in content.elements.indices.dropFirst(body) {
      let family: String
      switch content.tag(element) {
      case .p, .h: family = "paragraph"
      case .table: family = "table"
      default: continue
      }
      let name = styles.style(content.attribute(element, .styleName), family: family).masterPage
      if let name { names.append(name) } else if isFirst { names.append("Standard") }
      isFirst = false
    }
    return names
  }
}
