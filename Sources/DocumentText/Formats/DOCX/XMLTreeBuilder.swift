import CXML2
import ResumeModel

/// Parses XML into an ``XMLTree`` by libxml2's SAX interface: no DTD, no entities but the five predefined, no network,
/// bounded depth and number of elements.
///
/// It is a value that libxml2 holds a pointer to: a class would pay for the runtime's access checks at each element.
struct XMLTreeBuilder {
  private enum Refusal {
    case tooDeep
    case tooManyElements
    case declaresType
  }

  /// Elements in one another. Word's own files stay below 60.
  private static let maximumDepth = 200
  private static let maximumElements = 1_000_000

  private var elements: [XMLTree.Element] = []
  private var attributes: [XMLTree.Attribute] = []
  private var bytes: [UInt8] = []
  /// Elements that are open, and the last child of each so far.
  private var open: [(element: Int32, lastChild: Int32)] = []
  /// How many elements are open within one that is passed over.
  private var skipped = 0
  private var refusal: Refusal?
  private var parser: xmlParserCtxtPtr?
  /// Names are interned by the parser, so that a pointer stands for its name.
  private var tags = InternedNames<OOXMLTag>(empty: .other)
  private var attributeNames = InternedNames<OOXMLAttribute?>(empty: nil)

  private init() {}

  /// - Parameter name: the part's, for messages.
  /// - Throws: `corrupt`, `limit_exceeded`.
  static func tree(of bytes: [UInt8], name: String) throws(ExtractionError) -> XMLTree {
    var builder = XMLTreeBuilder()
    guard let context = xmlNewParserCtxt() else { throw ExtractionError(.limitExceeded, "no memory for \(name)") }
    defer { xmlFreeParserCtxt(context) }
    context.pointee.sax.pointee = handler
    builder.parser = context
    // Text is much of a part; the rest of it is markup that leaves little behind.
    builder.elements.reserveCapacity(min(bytes.count / 48, maximumElements))
    builder.bytes.reserveCapacity(bytes.count / 8)
    let options = Int32(
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NOCDATA.rawValue)
    withUnsafeMutablePointer(to: &builder) { pointer in
      context.pointee.userData = UnsafeMutableRawPointer(pointer)
      bytes.withUnsafeBytes {
        let text = $0.bindMemory(to: CChar.self)
        let document = xmlCtxtReadMemory(context, text.baseAddress, Int32(clamping: text.count), nil, nil, options)
        if let document { xmlFreeDoc(document) }
      }
    }
    switch builder.refusal {
    case .tooDeep: throw ExtractionError(.limitExceeded, "\(name) nests more than \(maximumDepth) elements deep")
    case .tooManyElements: throw ExtractionError(.limitExceeded, "\(name) has more than \(maximumElements) elements")
    case .declaresType: throw ExtractionError(.corrupt, "\(name) declares a document type, which DOCX forbids")
    case nil: break
    }
    guard context.pointee.wellFormed != 0, !builder.elements.isEmpty else {
      throw ExtractionError(.corrupt, "\(name) is damaged XML; get the file again or save it anew")
    }
    return XMLTree(elements: builder.elements, attributes: builder.attributes, bytes: builder.bytes)
  }

  private static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { context, name, _, namespace, _, _, count, _, attributes in
      XMLTreeBuilder.of(context).pointee.start(name, namespace, attributeCount: Int(count), attributes)
    }
    handler.endElementNs = { context, _, _, _ in XMLTreeBuilder.of(context).pointee.end() }
    handler.characters = { context, text, count in XMLTreeBuilder.of(context).pointee.append(text, Int(count)) }
    handler.internalSubset = { context, _, _, _ in XMLTreeBuilder.of(context).pointee.refuse(.declaresType) }
    return handler
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<XMLTreeBuilder> {
    context!.assumingMemoryBound(to: XMLTreeBuilder.self)
  }

  private mutating func refuse(_ reason: Refusal) {
    if refusal == nil { refusal = reason }
    xmlStopParser(parser)
  }

  private mutating func start(
    _ name: UnsafePointer<xmlChar>?, _ namespace: UnsafePointer<xmlChar>?, attributeCount: Int,
    _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    guard refusal == nil, let name else { return }
    if skipped > 0 {
      skipped += 1
      if open.count + skipped > Self.maximumDepth { refuse(.tooDeep) }
      return
    }
    if open.count >= Self.maximumDepth { return refuse(.tooDeep) }
    if elements.count >= Self.maximumElements { return refuse(.tooManyElements) }
    var element = XMLTree.Element(tag: tag(name, namespace))
    if element.tag.isPassedOver {
      skipped = 1
      return
    }
    element.textStart = UInt32(bytes.count)
    element.textEnd = element.textStart
    element.firstAttribute = UInt32(attributes.count)
    // Five pointers each: name, prefix, namespace, and where the value begins and ends.
    if let values {
      for index in 0..<attributeCount {
        guard let attribute = attributeName(values[index * 5]), let start = values[index * 5 + 3],
          let end = values[index * 5 + 4]
        else { continue }
        let from = UInt32(bytes.count)
        bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: end - start))
        attributes.append(XMLTree.Attribute(name: attribute, start: from, end: UInt32(bytes.count)))
        element.attributeCount += 1
      }
      element.textStart = UInt32(bytes.count)
      element.textEnd = element.textStart
    }
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
    open.append((index, -1))
  }

  private mutating func end() {
    if skipped > 0 {
      skipped -= 1
    } else if refusal == nil {
      _ = open.popLast()
    }
  }

  private mutating func append(_ text: UnsafePointer<xmlChar>?, _ count: Int) {
    guard refusal == nil, skipped == 0, let text, let element = open.last?.element, elements[Int(element)].tag.holdsText
    else {
      return
    }
    // Only leaves hold text, so that it lies in one stretch, however many pieces it arrives in.
    let index = Int(element)
    guard Int(elements[index].textEnd) == bytes.count else { return }
    bytes.append(contentsOf: UnsafeBufferPointer(start: text, count: count))
    elements[index].textEnd = UInt32(bytes.count)
  }

  private mutating func tag(_ name: UnsafePointer<xmlChar>, _ namespace: UnsafePointer<xmlChar>?) -> OOXMLTag {
    tags.value(of: name, namespace) {
      guard let prefix = namespace.flatMap({ OOXMLNamespace.prefixes[String(cString: $0)] }) else { return .other }
      return OOXMLTag.byName[prefix + ":" + String(cString: name)] ?? .other
    }
  }

  private mutating func attributeName(_ name: UnsafePointer<xmlChar>?) -> OOXMLAttribute? {
    guard let name else { return nil }
    return attributeNames.value(of: name, nil) { OOXMLAttribute.byName[String(cString: name)] }
  }
}

/// What names stand for, by the pointers that a parser interns them under. A slot that two names share is looked up anew.
private struct InternedNames<Value> {
  private var slots: [(name: UnsafeRawPointer?, namespace: UnsafeRawPointer?, value: Value)]

  private static var size: Int { 512 }

  init(empty: Value) {
    slots = Array(repeating: (nil, nil, empty), count: Self.size)
  }

  mutating func value(
    of name: UnsafePointer<xmlChar>, _ namespace: UnsafePointer<xmlChar>?, lookUp: () -> Value
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
