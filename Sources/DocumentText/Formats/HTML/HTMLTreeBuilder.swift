import CXML2
import ResumeModel

/// Parses a web page, however broken, into an ``HTMLTree`` by libxml2's HTML parser: no network, bounded in depth and in
/// the number of its elements.
struct HTMLTreeBuilder {
  private var assembly: XMLTreeAssembly<HTML>

  /// Elements in one another; what lies deeper is content of the deepest, as browsers have it too.
  private static let maximumDepth = 160

  private init(size: Int) {
    assembly = XMLTreeAssembly(size: size, maximumDepth: Self.maximumDepth, isFlattening: true)
  }

  /// - Throws: `limit_exceeded`.
  static func tree(of text: String) throws(ExtractionError) -> HTMLTree {
    guard let parser = htmlNewParserCtxt() else { throw ExtractionError(.limitExceeded, "no memory for the page") }
    defer { htmlFreeParserCtxt(parser) }
    var builder = HTMLTreeBuilder(size: text.utf8.count)
    parser.pointee.sax.pointee = handler
    let options = Int32(
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue)
    withUnsafeMutablePointer(to: &builder) { builder in
      parser.pointee.userData = UnsafeMutableRawPointer(builder)
      var text = text
      text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          let page = htmlCtxtReadMemory(
            parser, $0.baseAddress, Int32(clamping: $0.count), nil, "UTF-8", options)
          if let page { xmlFreeDoc(page) }
        }
      }
    }
    if builder.assembly.refusal != nil {
      throw ExtractionError(.limitExceeded, "a page of too many elements: no resume needs as many")
    }
    return builder.assembly.tree
  }

  private static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.startElement = { context, name, attributes in
      guard let name else { return }
      HTMLTreeBuilder.of(context).pointee.start(name, attributes)
    }
    handler.endElement = { context, _ in HTMLTreeBuilder.of(context).pointee.assembly.end() }
    handler.characters = { context, text, count in HTMLTreeBuilder.of(context).pointee.append(text, count) }
    handler.ignorableWhitespace = { context, text, count in HTMLTreeBuilder.of(context).pointee.append(text, count) }
    // What stands in <style>.
    handler.cdataBlock = { context, text, count in HTMLTreeBuilder.of(context).pointee.append(text, count) }
    return handler
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<HTMLTreeBuilder> {
    context!.assumingMemoryBound(to: HTMLTreeBuilder.self)
  }

  private mutating func append(_ text: UnsafePointer<xmlChar>?, _ count: Int32) {
    assembly.append(text: UnsafeBufferPointer(start: text, count: Int(count)))
  }

  private mutating func start(
    _ name: UnsafePointer<xmlChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    let tag = HTML.tag(String(cString: name).lowercased(), namespace: nil)
    assembly.start(tag)
    guard tag.content != .passedOver, let attributes else { return }
    // Names and values in turn; a name alone has no value; the list ends with a null.
    var at = 0
    while let name = attributes[at] {
      if let attribute = HTML.attribute(String(cString: name).lowercased()) {
        let value = attributes[at + 1]
        var length = 0
        if let value { while value[length] != 0 { length += 1 } }
        assembly.add(attribute, UnsafeBufferPointer(start: value, count: length))
      }
      at += 2
    }
  }
}
