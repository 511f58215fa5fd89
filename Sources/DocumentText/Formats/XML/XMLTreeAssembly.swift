/// Puts an ``XMLTree`` together from a parser's events.
///
/// It is a value that a C parser holds a pointer to: a class would pay for the runtime's access checks at each element.
struct XMLTreeAssembly<Vocabulary: XMLVocabulary> {
  typealias Tree = XMLTree<Vocabulary>

  enum Refusal {
    case tooDeep
    case tooManyElements
    case declaresType
  }

  static var maximumElements: Int { 1_000_000 }

  private(set) var elements: [Tree.Element] = []
  private var attributes: [Tree.Attribute] = []
  private var bytes: [UInt8] = []
  /// Elements that are open, and the last child of each so far.
  private var open: [(element: Int32, lastChild: Int32)] = []
  /// How many elements are open within one that is passed over.
  private var skipped = 0
  private(set) var refusal: Refusal?
  private let maximumDepth: Int
  private let isFlattening: Bool
  /// How many elements are open deeper than is kept.
  private var flattened = 0

  /// - Parameters:
  ///   - size: of the source in bytes; text is much of it, the rest is markup that leaves little behind.
  ///   - maximumDepth: elements in one another.
  ///   - isFlattening: what lies deeper counts as content of the deepest element that is kept, rather than being refused.
  init(size: Int, maximumDepth: Int, isFlattening: Bool = false) {
    self.maximumDepth = maximumDepth
    self.isFlattening = isFlattening
    elements.reserveCapacity(min(size / 48, Self.maximumElements))
    bytes.reserveCapacity(size / 8)
  }

  var tree: Tree { Tree(elements: elements, attributes: attributes, bytes: bytes) }

  mutating func refuse(_ reason: Refusal) {
    if refusal == nil { refusal = reason }
  }

  mutating func start(_ tag: Vocabulary.Tag) {
    guard refusal == nil else { return }
    if skipped > 0 {
      skipped += 1
      if !isFlattening, open.count + skipped > maximumDepth { refuse(.tooDeep) }
      return
    }
    if tag.content == .passedOver {
      skipped = 1
      return
    }
    if open.count >= maximumDepth {
      if isFlattening { flattened += 1 } else { refuse(.tooDeep) }
      return
    }
    if elements.count >= Self.maximumElements { return refuse(.tooManyElements) }
    open.append((append(tag), -1))
  }

  /// Of the element that was started last, before anything within it.
  mutating func add(_ attribute: Vocabulary.Attribute, _ value: UnsafeBufferPointer<UInt8>) {
    guard refusal == nil, skipped == 0, flattened == 0, let last = elements.indices.last else { return }
    guard elements[last].attributeCount < 1000 else { return }
    let from = UInt32(bytes.count)
    bytes.append(contentsOf: value)
    attributes.append(Tree.Attribute(name: attribute, start: from, end: UInt32(bytes.count)))
    elements[last].attributeCount += 1
    elements[last].textStart = UInt32(bytes.count)
    elements[last].textEnd = elements[last].textStart
  }

  mutating func end() {
    if skipped > 0 {
      skipped -= 1
    } else if flattened > 0 {
      flattened -= 1
    } else if refusal == nil {
      _ = open.popLast()
    }
  }

  mutating func append(text: UnsafeBufferPointer<UInt8>) {
    guard refusal == nil, skipped == 0, let parent = open.last else { return }
    var index = Int(parent.element)
    switch elements[index].tag.content {
    case .elements, .passedOver: return
    case .text: break
    case .mixed:
      // A parser hands text over in pieces: they go on with the last stretch.
      if parent.lastChild >= 0, elements[Int(parent.lastChild)].tag == .text {
        index = Int(parent.lastChild)
      } else {
        guard elements.count < Self.maximumElements else { return refuse(.tooManyElements) }
        index = Int(append(.text))
      }
    }
    guard Int(elements[index].textEnd) == bytes.count else { return }
    bytes.append(contentsOf: text)
    elements[index].textEnd = UInt32(bytes.count)
  }

  private mutating func append(_ tag: Vocabulary.Tag) -> Int32 {
    var element = Tree.Element(tag: tag)
    element.textStart = UInt32(bytes.count)
    element.textEnd = element.textStart
    element.firstAttribute = UInt32(attributes.count)
    let index = Int32(elements.count)
    elements.append(element)
    if let parent = open.last {
      if parent.lastChild >= 0 {
        elements[Int(parent.lastChild)].next = index
      } else {
        elements[Int(parent.element)].firstChild = index
      }
      open[open.count - 1].lastChild = index
    }
    return index
  }
}

/// What names stand for, by the pointers that a parser interns them under. A slot that two names share is looked up anew.
struct InternedNames<Value> {
  private var slots: [(name: UnsafeRawPointer?, namespace: UnsafeRawPointer?, value: Value)]

  private static var size: Int { 512 }

  init(empty: Value) {
    slots = Array(repeating: (nil, nil, empty), count: Self.size)
  }

  mutating func value(
    of name: UnsafePointer<UInt8>, _ namespace: UnsafePointer<UInt8>?, lookUp: () -> Value
  ) -> Value {
    let (name, namespace) = (UnsafeRawPointer(name), namespace.map { UnsafeRawPointer($0) })
    let bits = UInt(bitPattern: name) ^ UInt(bitPattern: name) >> 9 ^ UInt(bitPattern: namespace) >> 2
    let slot = Int(bits) & (Self.size - 1)
    if slots[slot].name == name, slots[slot].namespace == namespace { return slots[slot].value }
    let value = lookUp()
    slots[slot] = (name, namespace, value)
    return value
  }
}
