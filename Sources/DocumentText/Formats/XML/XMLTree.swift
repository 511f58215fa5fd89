/// An XML part as a compact tree: only the elements, attributes and text that the reader knows.
///
/// Elements stand in document order in one array, each with the index of its first child and of its next sibling.
final class XMLTree<Vocabulary: XMLVocabulary> {
  struct Element {
    var tag: Vocabulary.Tag
    var firstChild: Int32 = -1
    var next: Int32 = -1
    var textStart: UInt32 = 0
    var textEnd: UInt32 = 0
    var firstAttribute: UInt32 = 0
    var attributeCount: UInt16 = 0
  }

  struct Attribute {
    var name: Vocabulary.Attribute
    var start: UInt32
    var end: UInt32
  }

  let elements: [Element]
  let attributes: [Attribute]
  /// Text and attribute values in UTF-8.
  let bytes: [UInt8]

  init(elements: [Element], attributes: [Attribute], bytes: [UInt8]) {
    self.elements = elements
    self.attributes = attributes
    self.bytes = bytes
  }

  /// The root, or nil in an empty tree.
  var root: Int? { elements.isEmpty ? nil : 0 }

  func tag(_ element: Int) -> Vocabulary.Tag { elements[element].tag }

  func children(_ element: Int) -> Siblings { Siblings(tree: self, first: elements[element].firstChild) }

  /// The element that follows within the same parent.
  func next(_ element: Int) -> Int? {
    let next = elements[element].next
    return next >= 0 ? Int(next) : nil
  }

  /// The first child of this tag.
  func child(_ element: Int, _ tag: Vocabulary.Tag) -> Int? {
    var at = elements[element].firstChild
    while at >= 0 {
      if elements[Int(at)].tag == tag { return Int(at) }
      at = elements[Int(at)].next
    }
    return nil
  }

  /// The text directly within the element.
  func text(_ element: Int) -> String {
    let element = elements[element]
    return String(decoding: bytes[Int(element.textStart)..<Int(element.textEnd)], as: UTF8.self)
  }

  func attribute(_ element: Int, _ name: Vocabulary.Attribute) -> String? {
    let element = elements[element]
    for index in Int(element.firstAttribute)..<Int(element.firstAttribute) + Int(element.attributeCount)
    where attributes[index].name == name {
      return String(decoding: bytes[Int(attributes[index].start)..<Int(attributes[index].end)], as: UTF8.self)
    }
    return nil
  }

  /// A number of 32 bits: what is beyond is no count, level or identifier.
  func integer(_ element: Int, _ name: Vocabulary.Attribute) -> Int? {
    attribute(element, name).flatMap { Int32($0) }.map(Int.init)
  }

  struct Siblings: Sequence, IteratorProtocol {
    let tree: XMLTree
    fileprivate var nextIndex: Int32

    fileprivate init(tree: XMLTree, first: Int32) {
      self.tree = tree
      nextIndex = first
    }

    mutating func next() -> Int? {
      guard nextIndex >= 0 else { return nil }
      defer { nextIndex = tree.elements[Int(nextIndex)].next }
      return Int(nextIndex)
    }
  }
}
