import CXML2
import ResumeModel

/// Parses XML into an ``XMLTree`` by libxml2's SAX interface: no DTD, no entities but the five predefined, no network,
/// bounded depth and number of elements.
final class XMLTreeBuilder {
  private enum Refusal {
    case tooDeep
    case tooManyElements
    case declaresType
  }

  /// Elements in one another. Word's own files stay below 60.
  private static let maximumDepth = 200
  private static let maximumElements = 1_000_000

  private let tree = XMLTree()
  /// Elements that are open, and the last child of each so far.
  private var open: [(element: Int32, lastChild: Int32)] = []
  private var refusal: Refusal?
  private var parser: xmlParserCtxtPtr?
  /// Names are interned by the parser, so that a pointer stands for its name.
  private var tags: [UnsafeRawPointer: [(namespace: UnsafeRawPointer?, tag: OOXMLTag)]] = [:]
  private var attributeNames: [UnsafeRawPointer: OOXMLAttribute?] = [:]

  private init() {}

  /// - Parameter name: the part's, for messages.
  /// - Throws: `corrupt`, `limit_exceeded`.
  static func tree(of bytes: [UInt8], name: String) throws(ExtractionError) -> XMLTree {
    let builder = XMLTreeBuilder()
    guard let context = xmlNewParserCtxt() else { throw ExtractionError(.limitExceeded, "no memory for \(name)") }
    defer { xmlFreeParserCtxt(context) }
    context.pointee.sax.pointee = handler
    context.pointee.userData = Unmanaged.passUnretained(builder).toOpaque()
    builder.parser = context
    // Text is much of a part; the rest of it is markup that leaves little behind.
    builder.tree.elements.reserveCapacity(min(bytes.count / 24, maximumElements))
    builder.tree.bytes.reserveCapacity(bytes.count / 3)
    let options = Int32(
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NOCDATA.rawValue)
    let document = bytes.withUnsafeBytes {
      xmlCtxtReadMemory(
        context, $0.bindMemory(to: CChar.self).baseAddress, Int32(clamping: $0.count), nil, nil, options)
    }
    if let document { xmlFreeDoc(document) }
    switch builder.refusal {
    case .tooDeep: throw ExtractionError(.limitExceeded, "\(name) nests more than \(maximumDepth) elements deep")
    case .tooManyElements: throw ExtractionError(.limitExceeded, "\(name) has more than \(maximumElements) elements")
    case .declaresType: throw ExtractionError(.corrupt, "\(name) declares a document type, which DOCX forbids")
    case nil: break
    }
    guard context.pointee.wellFormed != 0, builder.tree.root != nil else {
      throw ExtractionError(.corrupt, "\(name) is damaged XML; get the file again or save it anew")
    }
    return builder.tree
  }

  private static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { context, name, _, namespace, _, _, count, _, attributes in
      XMLTreeBuilder.of(context).start(name, namespace, attributeCount: Int(count), attributes)
    }
    handler.endElementNs = { context, _, _, _ in XMLTreeBuilder.of(context).end() }
    handler.characters = { context, text, count in XMLTreeBuilder.of(context).append(text, Int(count)) }
    handler.internalSubset = { context, _, _, _ in XMLTreeBuilder.of(context).refuse(.declaresType) }
    return handler
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> XMLTreeBuilder {
    Unmanaged<XMLTreeBuilder>.fromOpaque(context!).takeUnretainedValue()
  }

  private func refuse(_ reason: Refusal) {
    if refusal == nil { refusal = reason }
    xmlStopParser(parser)
  }

  private func start(
    _ name: UnsafePointer<xmlChar>?, _ namespace: UnsafePointer<xmlChar>?, attributeCount: Int,
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    guard refusal == nil, let name else { return }
    if open.count >= Self.maximumDepth { return refuse(.tooDeep) }
    if tree.elements.count >= Self.maximumElements { return refuse(.tooManyElements) }
    var element = XMLTree.Element(tag: tag(name, namespace))
    element.textStart = UInt32(tree.bytes.count)
    element.textEnd = element.textStart
    element.firstAttribute = UInt32(tree.attributes.count)
    // Five pointers each: name, prefix, namespace, and where the value begins and ends.
    if let attributes, element.tag != .other || attributeCount < 64 {
      for index in 0..<attributeCount {
        guard let attribute = attributeName(attributes[index * 5]), let start = attributes[index * 5 + 3],
          let end = attributes[index * 5 + 4]
        else { continue }
        let from = UInt32(tree.bytes.count)
        tree.bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: end - start))
        tree.attributes.append(XMLTree.Attribute(name: attribute, start: from, end: UInt32(tree.bytes.count)))
        element.attributeCount += 1
      }
      element.textStart = UInt32(tree.bytes.count)
      element.textEnd = element.textStart
    }
    let index = Int32(tree.elements.count)
    tree.elements.append(element)
    if let parent = open.last {
      if parent.lastChild >= 0 {
        tree.elements[Int(parent.lastChild)].next = index
      } else {
        tree.elements[Int(parent.element)].firstChild = index
      }
      open[open.count - 1].lastChild = index
    }
    open.append((index, -1))
  }

  private func end() {
    if refusal == nil { _ = open.popLast() }
  }

  private func append(_ text: UnsafePointer<xmlChar>?, _ count: Int) {
    guard refusal == nil, let text, let element = open.last?.element, tree.elements[Int(element)].tag.holdsText else {
      return
    }
    // Only leaves hold text, so that it lies in one stretch, however many pieces it arrives in.
    let index = Int(element)
    guard Int(tree.elements[index].textEnd) == tree.bytes.count else { return }
    tree.bytes.append(contentsOf: UnsafeBufferPointer(start: text, count: count))
    tree.elements[index].textEnd = UInt32(tree.bytes.count)
  }

  private func tag(_ name: UnsafePointer<xmlChar>, _ namespace: UnsafePointer<xmlChar>?) -> OOXMLTag {
    let key = UnsafeRawPointer(name)
    let space = namespace.map { UnsafeRawPointer($0) }
    if let known = tags[key]?.first(where: { $0.namespace == space }) { return known.tag }
    let prefix = namespace.flatMap { OOXMLNamespace.prefixes[String(cString: $0)] }
    let tag = prefix.flatMap { OOXMLTag.byName[$0 + ":" + String(cString: name)] } ?? .other
    tags[key, default: []].append((space, tag))
    return tag
  }

  private func attributeName(_ name: UnsafePointer<xmlChar>?) -> OOXMLAttribute? {
    guard let name else { return nil }
    let key = UnsafeRawPointer(name)
    if let known = attributeNames[key] { return known }
    let attribute = OOXMLAttribute.byName[String(cString: name)]
    attributeNames[key] = .some(attribute)
    return attribute
  }
}
