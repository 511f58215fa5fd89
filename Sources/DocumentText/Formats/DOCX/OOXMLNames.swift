/// The elements that the reader knows, by the usual prefix of their namespace and their name.
///
/// Source: ECMA-376 Part 1 (WordprocessingML), Part 4 (transitional), [MS-DOCX].
enum OOXMLTag: String, CaseIterable, XMLTag {
  case other = ""
  // Content
  case document = "w:document"
  case body = "w:body"
  case p = "w:p"
  case r = "w:r"
  case t = "w:t"
  case tab = "w:tab"
  case ptab = "w:ptab"
  case br = "w:br"
  case cr = "w:cr"
  case sym = "w:sym"
  case noBreakHyphen = "w:noBreakHyphen"
  case softHyphen = "w:softHyphen"
  case tbl = "w:tbl"
  case tr = "w:tr"
  case tc = "w:tc"
  case sdt = "w:sdt"
  case sdtContent = "w:sdtContent"
  case sdtProperties = "w:sdtPr"
  case showingPlaceholder = "w:showingPlcHdr"
  case hyperlink = "w:hyperlink"
  case fldSimple = "w:fldSimple"
  case fldChar = "w:fldChar"
  case instrText = "w:instrText"
  case del = "w:del"
  case moveFrom = "w:moveFrom"
  case ins = "w:ins"
  case txbxContent = "w:txbxContent"
  case drawing = "w:drawing"
  case pict = "w:pict"
  case object = "w:object"
  case footnoteReference = "w:footnoteReference"
  case endnoteReference = "w:endnoteReference"
  case footnote = "w:footnote"
  case endnote = "w:endnote"
  case altChunk = "w:altChunk"
  case rt = "w:rt"
  case ruby = "w:ruby"
  case rubyBase = "w:rubyBase"
  case formField = "w:ffData"
  case dropDownList = "w:ddList"
  case listEntry = "w:listEntry"
  case result = "w:result"
  case background = "w:background"
  case alternateContent = "mc:AlternateContent"
  case choice = "mc:Choice"
  case fallback = "mc:Fallback"
  case mathText = "m:t"
  // Properties
  case pPr = "w:pPr"
  case rPr = "w:rPr"
  case tblPr = "w:tblPr"
  case trPr = "w:trPr"
  case tcPr = "w:tcPr"
  case sectPr = "w:sectPr"
  case b = "w:b"
  case i = "w:i"
  case caps = "w:caps"
  case smallCaps = "w:smallCaps"
  case vanish = "w:vanish"
  case sz = "w:sz"
  case color = "w:color"
  case rFonts = "w:rFonts"
  case rStyle = "w:rStyle"
  case highlight = "w:highlight"
  case shd = "w:shd"
  case pStyle = "w:pStyle"
  case numPr = "w:numPr"
  case ilvl = "w:ilvl"
  case numId = "w:numId"
  case ind = "w:ind"
  case spacing = "w:spacing"
  case outlineLvl = "w:outlineLvl"
  case contextualSpacing = "w:contextualSpacing"
  case gridSpan = "w:gridSpan"
  case vMerge = "w:vMerge"
  case hMerge = "w:hMerge"
  case tblStyle = "w:tblStyle"
  case floatingTable = "w:tblpPr"
  case frame = "w:framePr"
  case bidiVisual = "w:bidiVisual"
  case headerReference = "w:headerReference"
  case footerReference = "w:footerReference"
  case titlePg = "w:titlePg"
  // Styles, numbering, settings
  case style = "w:style"
  case name = "w:name"
  case basedOn = "w:basedOn"
  case docDefaults = "w:docDefaults"
  case rPrDefault = "w:rPrDefault"
  case pPrDefault = "w:pPrDefault"
  case tblStylePr = "w:tblStylePr"
  case abstractNum = "w:abstractNum"
  case abstractNumId = "w:abstractNumId"
  case num = "w:num"
  case lvl = "w:lvl"
  case numFmt = "w:numFmt"
  case lvlText = "w:lvlText"
  case start = "w:start"
  case lvlOverride = "w:lvlOverride"
  case startOverride = "w:startOverride"
  case numStyleLink = "w:numStyleLink"
  case styleLink = "w:styleLink"
  case evenAndOddHeaders = "w:evenAndOddHeaders"
  case latentStyles = "w:latentStyles"
  case tblBorders = "w:tblBorders"
  case tcBorders = "w:tcBorders"
  case pBdr = "w:pBdr"
  case tabs = "w:tabs"
  case pPrChange = "w:pPrChange"
  case rPrChange = "w:rPrChange"
  // Drawings
  case anchor = "wp:anchor"
  case inline = "wp:inline"
  case positionH = "wp:positionH"
  case positionV = "wp:positionV"
  case posOffset = "wp:posOffset"
  case hlinkClick = "a:hlinkClick"
  case shapeProperties = "wps:spPr"
  case solidFill = "a:solidFill"
  case textBoxShape = "wps:wsp"
  case blip = "a:blip"
  case rgbColor = "a:srgbClr"
  case schemeColor = "a:schemeClr"
  case line = "a:ln"
  case vmlShape = "v:shape"
  case vmlRectangle = "v:rect"
  case vmlRoundedRectangle = "v:roundrect"
  case gradientFill = "a:gradFill"
  case pictureFill = "a:blipFill"
  case diagram = "dgm:relIds"
  case diagramPoint = "dgm:pt"
  case drawingParagraph = "a:p"
  case drawingText = "a:t"
  // Word's XML of 2003
  case wordDocument = "w:wordDocument"
  case styleList = "w:styles"
  case link = "w:hlink"
  case listProperties = "w:listPr"
  case listText = "wx:t"
  case annotation = "aml:annotation"
  case headerContent = "w:hdr"
  case footerContent = "w:ftr"
  case binaryData = "w:binData"
  case documentProperties = "o:DocumentProperties"
  case oldTitle = "o:Title"
  case oldAuthor = "o:Author"
  case oldCreated = "o:Created"
  case oldSaved = "o:LastSaved"
  // Packaging
  case relationship = "rel:Relationship"
  case override = "ct:Override"
  case defaultType = "ct:Default"
  case title = "dc:title"
  case creator = "dc:creator"
  case created = "dcterms:created"
  case modified = "dcterms:modified"

  /// Text stands in leaves only.
  static var text: Self { .other }

  var content: XMLContent {
    switch self {
    case .t, .instrText, .mathText, .posOffset, .title, .creator, .created, .modified, .drawingText, .oldTitle,
      .oldAuthor, .oldCreated, .oldSaved:
      .text
    case .latentStyles, .tblBorders, .tcBorders, .pBdr, .tabs, .pPrChange, .rPrChange, .binaryData: .passedOver
    default: .elements
    }
  }

  static let byName: [String: OOXMLTag] = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
}

/// The attributes that the reader knows, by name alone: no two of different namespaces meet on one element.
enum OOXMLAttribute: String, CaseIterable {
  case val, id, type, ascii, hAnsi, left, start, hanging, firstLine, before, after, instr, fldCharType, char, font, fill
  case styleId, numId, abstractNumId, ilvl, customStyle, color, anchor, href, style, filled, fillcolor, behindDoc
  case defaultStyle = "default"
  case relationshipID = "Id"
  case relationshipType = "Type"
  case target = "Target"
  case targetMode = "TargetMode"
  case partName = "PartName"
  case contentType = "ContentType"
  case relativeFrom, dm, dest, dropCap

  static let byName: [String: OOXMLAttribute] = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
}

/// The markup of Word's documents, and of the packages they come in.
enum OOXML: XMLVocabulary {
  static func tag(_ name: String, namespace: String?) -> OOXMLTag {
    guard let prefix = namespace.flatMap({ OOXMLNamespace.prefixes[$0] }) else { return .other }
    return OOXMLTag.byName[prefix + ":" + name] ?? .other
  }

  static func attribute(_ name: String) -> OOXMLAttribute? { OOXMLAttribute.byName[name] }
}

/// Namespaces and the prefix they go by here; the strict variant of the standard has names of its own.
enum OOXMLNamespace {
  static let prefixes: [String: String] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    "http://schemas.microsoft.com/office/word/2003/wordml": "w",
    "http://schemas.microsoft.com/office/word/2003/auxHint": "wx",
    "http://schemas.microsoft.com/aml/2001/core": "aml",
    "urn:schemas-microsoft-com:office:office": "o",
    "urn:schemas-microsoft-com:vml": "v",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/package/2006/content-types": "ct",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
  ]
}
