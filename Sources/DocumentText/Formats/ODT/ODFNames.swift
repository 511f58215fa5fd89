/// The markup of OpenDocument texts.
///
/// Source: OASIS OpenDocument 1.3, part 3.
enum ODF: XMLVocabulary {
  static func tag(_ name: String, namespace: String?) -> ODFTag {
    guard let prefix = namespace.flatMap(prefix) else { return .other }
    return ODFTag.byName[prefix + ":" + name] ?? .other
  }

  static func attribute(_ name: String) -> ODFAttribute? { ODFAttribute(rawValue: name) }

  /// The usual prefix of a namespace; the ones before the standard differ in their beginning only.
  private static func prefix(_ namespace: String) -> String? {
    if namespace == "http://purl.org/dc/elements/1.1/" { return "dc" }
    for start in ["urn:oasis:names:tc:opendocument:xmlns:", "http://openoffice.org/2000/"] {
      guard namespace.hasPrefix(start) else { continue }
      let kind = namespace.dropFirst(start.count).prefix { $0 != ":" }
      return kind == "drawing" ? "draw" : String(kind)
    }
    return nil
  }
}

typealias ODFTree = XMLTree<ODF>

/// The elements that the reader knows.
enum ODFTag: String, CaseIterable, XMLTag {
  case other = ""
  case text = "#text"
  // Parts
  case content = "office:document-content"
  case document = "office:document"
  case body = "office:body"
  case bodyText = "office:text"
  case automaticStyles = "office:automatic-styles"
  case commonStyles = "office:styles"
  case masterStyles = "office:master-styles"
  case meta = "office:meta"
  // Blocks
  case p = "text:p"
  case h = "text:h"
  case list = "text:list"
  case listItem = "text:list-item"
  case listHeader = "text:list-header"
  case numberedParagraph = "text:numbered-paragraph"
  case section = "text:section"
  case table = "table:table"
  case tableRow = "table:table-row"
  case tableCell = "table:table-cell"
  case coveredCell = "table:covered-table-cell"
  case tableColumn = "table:table-column"
  // Within a line
  case span = "text:span"
  case a = "text:a"
  case space = "text:s"
  case tab = "text:tab"
  case oldTab = "text:tab-stop"
  case lineBreak = "text:line-break"
  case note = "text:note"
  case noteBody = "text:note-body"
  case noteCitation = "text:note-citation"
  case pageNumber = "text:page-number"
  case pageCount = "text:page-count"
  case hiddenText = "text:hidden-text"
  case hiddenParagraph = "text:hidden-paragraph"
  case conditionalText = "text:conditional-text"
  // Drawings
  case frame = "draw:frame"
  case textBox = "draw:text-box"
  case shape = "draw:custom-shape"
  case rectangle = "draw:rect"
  case ellipse = "draw:ellipse"
  case group = "draw:g"
  case drawLink = "draw:a"
  // Styles
  case style = "style:style"
  case defaultStyle = "style:default-style"
  case textProperties = "style:text-properties"
  case paragraphProperties = "style:paragraph-properties"
  case cellProperties = "style:table-cell-properties"
  case tableProperties = "style:table-properties"
  case graphicProperties = "style:graphic-properties"
  case sectionProperties = "style:section-properties"
  case fontFace = "style:font-face"
  case masterPage = "style:master-page"
  case header = "style:header"
  case headerFirst = "style:header-first"
  case headerLeft = "style:header-left"
  case footer = "style:footer"
  case footerFirst = "style:footer-first"
  case footerLeft = "style:footer-left"
  case listStyle = "text:list-style"
  case listBullet = "text:list-level-style-bullet"
  case listNumber = "text:list-level-style-number"
  case listImage = "text:list-level-style-image"
  case listProperties = "style:list-level-properties"
  case listAlignment = "style:list-level-label-alignment"
  // Metadata
  case title = "dc:title"
  case creator = "dc:creator"
  case date = "dc:date"
  case initialCreator = "meta:initial-creator"
  case creationDate = "meta:creation-date"
  case generator = "meta:generator"
  // Encryption
  case fileEntry = "manifest:file-entry"
  case encryptionData = "manifest:encryption-data"
  // Passed over
  case trackedChanges = "text:tracked-changes"
  case annotation = "office:annotation"
  case rubyText = "text:ruby-text"
  case placeholder = "text:placeholder"
  case variables = "text:variable-decls"
  case sequences = "text:sequence-decls"
  case userFields = "text:user-field-decls"
  case forms = "office:forms"
  case scripts = "office:scripts"
  case object = "draw:object"
  case oldObject = "draw:object-ole"
  case alternativeTitle = "svg:title"
  case alternativeDescription = "svg:desc"

  var content: XMLContent {
    switch self {
    case .p, .h, .span, .a, .other, .hiddenText, .conditionalText, .noteCitation, .pageNumber, .pageCount: .mixed
    case .title, .creator, .date, .initialCreator, .creationDate, .generator: .text
    case .trackedChanges, .annotation, .rubyText, .placeholder, .variables, .sequences, .userFields, .forms, .scripts,
      .object, .oldObject, .alternativeTitle, .alternativeDescription:
      .passedOver
    default: .elements
    }
  }

  static let byName: [String: ODFTag] = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
}

/// The attributes that the reader knows, by name alone.
enum ODFAttribute: String {
  case name, family, href, level, c, y, color, margin, display, fill
  case displayName = "display-name"
  case parentStyleName = "parent-style-name"
  case styleName = "style-name"
  case listStyleName = "list-style-name"
  case defaultOutlineLevel = "default-outline-level"
  case outlineLevel = "outline-level"
  case masterPageName = "master-page-name"
  case nextStyleName = "next-style-name"
  case format = "num-format"
  case prefix = "num-prefix"
  case suffix = "num-suffix"
  case startValue = "start-value"
  case bulletCharacter = "bullet-char"
  case displayLevels = "display-levels"
  case continueNumbering = "continue-numbering"
  case isHidden = "is-hidden"
  case condition
  case stringValue = "string-value"
  case columnsSpanned = "number-columns-spanned"
  case columnsRepeated = "number-columns-repeated"
  case noteClass = "note-class"
  case fontSize = "font-size"
  case fontWeight = "font-weight"
  case fontStyle = "font-style"
  case fontName = "font-name"
  case fontFamily = "font-family"
  case textTransform = "text-transform"
  case backgroundColor = "background-color"
  case fillColor = "fill-color"
  case marginLeft = "margin-left"
  case marginTop = "margin-top"
  case marginBottom = "margin-bottom"
  case textIndent = "text-indent"
  case spaceBefore = "space-before"
  case contextualSpacing = "contextual-spacing"
  case breakBefore = "break-before"
  case showingPlaceholder = "showing-place-holder"
}
