/// XML of which any name may be of use, told by its local name in small letters.
enum PlainXML: XMLVocabulary {
  struct Tag: XMLTag {
    let name: String

    static let other = Tag(name: "")
    static let text = Tag(name: "#text")

    var content: XMLContent { .mixed }
  }

  static func tag(_ name: String, namespace: String?) -> Tag { Tag(name: name.lowercased()) }
  static func attribute(_ name: String) -> String? { name.lowercased() }
}

/// An element of such a tree.
struct PlainXMLElement {
  let tree: XMLTree<PlainXML>
  let index: Int

  var name: String { tree.tag(index).name }

  var children: [PlainXMLElement] {
    tree.children(index).filter { tree.tag($0) != .text }.map { PlainXMLElement(tree: tree, index: $0) }
  }

  func children(_ name: String) -> [PlainXMLElement] { children.filter { $0.name == name } }

  /// The first element along a path.
  func child(_ path: String...) -> PlainXMLElement? {
    var element = self
    for name in path {
      guard let next = element.children.first(where: { $0.name == name }) else { return nil }
      element = next
    }
    return element
  }

  func attribute(_ name: String) -> String? { tree.attribute(index, name).flatMap(Self.tidy) }

  /// All text within, white space made one; nil where there is none.
  var text: String? {
    var text = ""
    append(to: &text)
    return Self.tidy(text)
  }

  /// All text within as it stands, line ends too.
  var rawText: String {
    var text = ""
    append(to: &text)
    return text
  }

  private func append(to text: inout String) {
    for child in tree.children(index) {
      if tree.tag(child) == .text {
        text += tree.text(child)
      } else {
        PlainXMLElement(tree: tree, index: child).append(to: &text)
      }
    }
  }

  private static func tidy(_ text: String) -> String? {
    let words = TextNormalizer.normalized(text).split(whereSeparator: { $0 == " " || $0 == "\t" })
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
