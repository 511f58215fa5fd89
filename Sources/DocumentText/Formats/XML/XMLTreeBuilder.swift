import CXML2
import ResumeModel

/// Parses XML into an ``XMLTree`` by libxml2's SAX interface: no DTD, no entities but the five predefined, no network,
/// bounded depth and number of elements.
struct XMLTreeBuilder<Vocabulary: XMLVocabulary> {
  private var assembly: XMLTreeAssembly<Vocabulary>
  private let parser: xmlParserCtxtPtr
  /// Names are interned by the parser, so that a pointer stands for its name.
  private var tags = InternedNames<Vocabulary.Tag>(empty: .other)
  private var attributeNames = InternedNames<Vocabulary.Attribute?>(empty: nil)

  /// Elements in one another. Word's own files stay below 60.
  private static var maximumDepth: Int { 200 }

  private init(_ parser: xmlParserCtxtPtr, size: Int) {
    self.parser = parser
    assembly = XMLTreeAssembly(size: size, maximumDepth: Self.maximumDepth)
  }

  /// - Parameter name: the part's, for messages.
  /// - Throws: `corrupt`, `limit_exceeded`.
  static func tree(of bytes: [UInt8], name: String) throws(ExtractionError) -> XMLTree<Vocabulary> {
    guard let parser = xmlNewParserCtxt() else { throw ExtractionError(.limitExceeded, "no memory for \(name)") }
    defer { xmlFreeParserCtxt(parser) }
    var builder = XMLTreeBuilder(parser, size: bytes.count)
    withUnsafeMutablePointer(to: &builder) { builder in
      var events = XMLEvents(
        start: { builder.pointee.start($0, $1, attributeCount: $2, $3) },
        end: { builder.pointee.assembly.end() },
        text: { builder.pointee.assembly.append(text: $0) },
        declaredType: { builder.pointee.refuse(.declaresType) })
      withUnsafeMutablePointer(to: &events) { XMLEvents.parse(bytes, parser, $0) }
    }
    switch builder.assembly.refusal {
    case .tooDeep: throw ExtractionError(.limitExceeded, "\(name) nests more than \(maximumDepth) elements deep")
    case .tooManyElements: throw ExtractionError(.limitExceeded, "\(name) has too many elements: no resume needs them")
    case .declaresType: throw ExtractionError(.corrupt, "\(name) declares a document type, which no document needs")
    case nil: break
    }
    guard parser.pointee.wellFormed != 0, !builder.assembly.elements.isEmpty else {
      throw ExtractionError(.corrupt, "\(name) is damaged XML; get the file again or save it anew")
    }
    return builder.assembly.tree
  }

  private mutating func refuse(_ reason: XMLTreeAssembly<Vocabulary>.Refusal) {
    assembly.refuse(reason)
    xmlStopParser(parser)
  }

  private mutating func start(
    _ name: UnsafePointer<xmlChar>, _ namespace: UnsafePointer<xmlChar>?, attributeCount: Int,
    _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    guard assembly.refusal == nil else { return }
    let tag = tags.value(of: name, namespace) {
      Vocabulary.tag(String(cString: name), namespace: namespace.map { String(cString: $0) })
    }
    assembly.start(tag)
    if assembly.refusal != nil { return xmlStopParser(parser) }
    guard tag.content != .passedOver, let values else { return }
    // Five pointers each: name, prefix, namespace, and where the value begins and ends.
    for index in 0..<attributeCount {
      guard let name = values[index * 5], let start = values[index * 5 + 3], let end = values[index * 5 + 4],
        let attribute = attributeNames.value(of: name, nil, lookUp: { Vocabulary.attribute(String(cString: name)) })
      else { continue }
      assembly.add(attribute, UnsafeBufferPointer(start: start, count: end - start))
    }
  }
}

/// Where libxml2's events go: C functions can't be made for a generic type, so they find it behind these.
private struct XMLEvents {
  typealias Values = UnsafeMutablePointer<UnsafePointer<xmlChar>?>

  let start: (UnsafePointer<xmlChar>, UnsafePointer<xmlChar>?, Int, Values?) -> Void
  let end: () -> Void
  let text: (UnsafeBufferPointer<UInt8>) -> Void
  let declaredType: () -> Void

  static func parse(_ bytes: [UInt8], _ parser: xmlParserCtxtPtr, _ events: UnsafeMutablePointer<XMLEvents>) {
    parser.pointee.sax.pointee = handler
    parser.pointee.userData = UnsafeMutableRawPointer(events)
    let options = Int32(
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NOCDATA.rawValue)
    bytes.withUnsafeBytes {
      let text = $0.bindMemory(to: CChar.self)
      let document = xmlCtxtReadMemory(parser, text.baseAddress, Int32(clamping: text.count), nil, nil, options)
      if let document { xmlFreeDoc(document) }
    }
  }

  private static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { context, name, _, namespace, _, _, count, _, attributes in
      guard let name else { return }
      XMLEvents.of(context).start(name, namespace, Int(count), attributes)
    }
    handler.endElementNs = { context, _, _, _ in XMLEvents.of(context).end() }
    handler.characters = { context, text, count in
      XMLEvents.of(context).text(UnsafeBufferPointer(start: text, count: Int(count)))
    }
    handler.internalSubset = { context, _, _, _ in XMLEvents.of(context).declaredType() }
    return handler
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> XMLEvents {
    context!.assumingMemoryBound(to: XMLEvents.self).pointee
  }
}
