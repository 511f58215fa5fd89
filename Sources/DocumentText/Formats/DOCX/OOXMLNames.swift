/// The elements that the reader knows, by the usual prefix of their namespace and their name.
///
/// Source: ECMA-376 Part 1 (WordprocessingML), Part 4 (transitional), [MS-DOCX].
enum OOXMLTag: String, CaseIterable {
  case other = ""
  // Content
  case document = "w:document", body = "w:body", p = "w:p", r = "w:r", t = "w:t", tab = "w:tab", ptab = "w:ptab"
  case br = "w:br", cr = "w:cr", sym = "w:sym", noBreakHyphen = "w:noBreakHyphen", softHyphen = "w:softHyphen"
  case tbl = "w:tbl", tr = "w:tr", tc = "w:tc", sdt = "w:sdt", sdtContent = "w:sdtContent", hyperlink = "w:hyperlink"
  case fldSimple = "w:fldSimple", fldChar = "w:fldChar", instrText = "w:instrText", del = "w:del", moveFrom = "w:moveFrom"
  case ins = "w:ins", txbxContent = "w:txbxContent", drawing = "w:drawing", pict = "w:pict", object = "w:object"
  case footnoteReference = "w:footnoteReference", endnoteReference = "w:endnoteReference", footnote = "w:footnote"
  case endnote = "w:endnote", altChunk = "w:altChunk", rt = "w:rt", background = "w:background"
  case alternateContent = "mc:AlternateContent", choice = "mc:Choice", fallback = "mc:Fallback", mathText = "m:t"
  // Properties
  case pPr = "w:pPr", rPr = "w:rPr", tblPr = "w:tblPr", trPr = "w:trPr", tcPr = "w:tcPr", sectPr = "w:sectPr"
  case b = "w:b", i = "w:i", caps = "w:caps", smallCaps = "w:smallCaps", vanish = "w:vanish", sz = "w:sz"
  case color = "w:color", rFonts = "w:rFonts", rStyle = "w:rStyle", highlight = "w:highlight", shd = "w:shd"
  case pStyle = "w:pStyle", numPr = "w:numPr", ilvl = "w:ilvl", numId = "w:numId", ind = "w:ind", spacing = "w:spacing"
  case outlineLvl = "w:outlineLvl", contextualSpacing = "w:contextualSpacing", gridSpan = "w:gridSpan"
  case vMerge = "w:vMerge", hMerge = "w:hMerge", tblStyle = "w:tblStyle", bidiVisual = "w:bidiVisual"
  case headerReference = "w:headerReference", footerReference = "w:footerReference", titlePg = "w:titlePg"
  // Styles, numbering, settings
  case style = "w:style", name = "w:name", basedOn = "w:basedOn", docDefaults = "w:docDefaults"
  case rPrDefault = "w:rPrDefault", pPrDefault = "w:pPrDefault", tblStylePr = "w:tblStylePr"
  case abstractNum = "w:abstractNum", abstractNumId = "w:abstractNumId", num = "w:num", lvl = "w:lvl"
  case numFmt = "w:numFmt", lvlText = "w:lvlText", start = "w:start", lvlOverride = "w:lvlOverride"
  case startOverride = "w:startOverride", numStyleLink = "w:numStyleLink", styleLink = "w:styleLink"
  case evenAndOddHeaders = "w:evenAndOddHeaders"
  // Drawings
  case anchor = "wp:anchor", inline = "wp:inline", positionH = "wp:positionH", positionV = "wp:positionV"
  case posOffset = "wp:posOffset", hlinkClick = "a:hlinkClick", shapeProperties = "wps:spPr", solidFill = "a:solidFill"
  case textBoxShape = "wps:wsp", blip = "a:blip", rgbColor = "a:srgbClr", schemeColor = "a:schemeClr"
  case line = "a:ln", vmlShape = "v:shape", vmlRectangle = "v:rect", vmlRoundedRectangle = "v:roundrect"
  case gradientFill = "a:gradFill", pictureFill = "a:blipFill"
  // Packaging
  case relationship = "rel:Relationship", override = "ct:Override", defaultType = "ct:Default"
  case title = "dc:title", creator = "dc:creator", created = "dcterms:created", modified = "dcterms:modified"

  /// Elements whose text is content.
  var holdsText: Bool {
    switch self {
    case .t, .instrText, .mathText, .posOffset, .title, .creator, .created, .modified: true
    default: false
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
  case relativeFrom

  static let byName: [String: OOXMLAttribute] = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
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
    "urn:schemas-microsoft-com:vml": "v",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/package/2006/content-types": "ct",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
  ]
}
