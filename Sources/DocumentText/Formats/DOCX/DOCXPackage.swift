import ResumeModel

/// The parts of a DOCX and how they refer to one another.
///
/// Source: ECMA-376 Part 2 (Open Packaging Conventions).
struct DOCXPackage: ~Copyable {
  private var parts: DOCXParts
  /// Parts that could not be read though the rest can.
  private(set) var warnings: [ParseWarning] = []

  init(_ parts: consuming DOCXParts) {
    self.parts = parts
  }

  mutating func warn(_ code: ParseWarning.Code, _ detail: String) {
    let warning = ParseWarning(code, detail)
    if !warnings.contains(warning) { warnings.append(warning) }
  }

  /// The document itself.
  ///
  /// - Throws: `corrupt` where it is missing or damaged, `encrypted`, `limit_exceeded`.
  mutating func mainPart() throws(ExtractionError) -> (name: String, tree: OOXMLTree) {
    let named = relationships(of: "").part("officeDocument")
    for name in [named, "word/document.xml"] {
      guard let name, let bytes = try parts.read(name) else { continue }
      return (name, try XMLTreeBuilder<OOXML>.tree(of: bytes, name: name))
    }
    throw ExtractionError(.corrupt, "its main part, word/document.xml, is missing; get the file again or save it anew")
  }

  /// A part beside the document; nil, with a warning, where it can't be read.
  ///
  /// - Parameter trim: takes out of its XML what is of no use.
  mutating func sidePart(_ name: String, trimmedBy trim: ([UInt8]) -> [UInt8] = { $0 }) -> OOXMLTree? {
    do {
      if let bytes = try parts.read(name) { return try XMLTreeBuilder<OOXML>.tree(of: trim(bytes), name: name) }
      warn(.partlyRead, "\(name) is missing")
    } catch {
      warn(.partlyRead, error.detail)
    }
    return nil
  }

  /// A part that is no XML of ours, as it is; nil, with a warning, where it can't be read.
  mutating func bytes(of name: String) -> [UInt8]? {
    do {
      return try parts.read(name)
    } catch {
      warn(.partlyRead, error.detail)
      return nil
    }
  }

  /// What a part refers to, by identifier; `""` for the package itself.
  mutating func relationships(of part: String) -> DOCXRelationships {
    let slash = part.lastIndex(of: "/")
    let folder = slash.map { String(part[...$0]) } ?? ""
    let file = slash.map { String(part[part.index(after: $0)...]) } ?? part
    let name = folder + "_rels/" + file + ".rels"
    guard parts.contains(name), let tree = sidePart(name), let root = tree.root else {
      return DOCXRelationships()
    }
    var relationships = DOCXRelationships()
    for child in tree.children(root) where tree.tag(child) == .relationship {
      guard let id = tree.attribute(child, .relationshipID), let target = tree.attribute(child, .target) else {
        continue
      }
      let isExternal = tree.attribute(child, .targetMode)?.lowercased() == "external"
      relationships.append(
        DOCXRelationships.Relationship(
          type: tree.attribute(child, .relationshipType) ?? "",
          target: isExternal ? target : Self.resolve(target, in: folder), isExternal: isExternal), id: id)
    }
    return relationships
  }

  /// A part's name from a target relative to a folder.
  private static func resolve(_ target: String, in folder: String) -> String {
    var path = target.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
    for step in target.split(whereSeparator: { $0 == "/" || $0 == "\\" }) {
      switch step {
      case ".": continue
      case "..": _ = path.popLast()
      default: path.append(String(step))
      }
    }
    return path.joined(separator: "/")
  }

  /// What the document says of itself.
  mutating func metadata() -> DocumentMetadata {
    var metadata = DocumentMetadata()
    let named = relationships(of: "").part("core-properties")
    guard let name = [named, "docProps/core.xml"].compactMap({ $0 }).first(where: { parts.contains($0) }),
      let tree = sidePart(name), let root = tree.root
    else { return metadata }
    for child in tree.children(root) {
      let text = TextNormalizer.normalized(tree.text(child)).split(separator: " ").joined(separator: " ")
      guard !text.isEmpty else { continue }
      switch tree.tag(child) {
      case .title: metadata.title = text
      case .creator: metadata.author = text
      case .created: metadata.created = text
      case .modified: metadata.modified = text
      default: break
      }
    }
    return metadata
  }
}
