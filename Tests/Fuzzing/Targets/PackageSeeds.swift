import DocumentText

/// Documents that are archives of XML, as their parts.
enum PackageSeeds {
  private static let word = """
    xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" \
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" \
    xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" \
    xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" \
    xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:v="urn:schemas-microsoft-com:vml"
    """
  private static let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

  static let docx: [[(name: String, content: String)]] = [
    [
      (
        "[Content_Types].xml",
        """
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" \
        ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
        """
      ),
      (
        "_rels/.rels",
        """
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" \
        Type="\(relationships)officeDocument" Target="word/document.xml"/></Relationships>
        """
      ),
      (
        "word/_rels/document.xml.rels",
        """
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
        <Relationship Id="s" Type="\(relationships)styles" Target="styles.xml"/>\
        <Relationship Id="n" Type="\(relationships)numbering" Target="numbering.xml"/>\
        <Relationship Id="h" Type="\(relationships)header" Target="header1.xml"/>\
        <Relationship Id="l" Type="\(relationships)hyperlink" Target="mailto:ada@example.com" TargetMode="External"/>\
        </Relationships>
        """
      ),
      (
        "word/document.xml",
        """
        <w:document \(word)><w:body><w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val="28"/>\
        <w:color w:val="FF0000"/></w:rPr><w:t>Ada Example</w:t></w:r></w:p><w:p><w:hyperlink r:id="l"><w:r><w:t>mail</w:t>\
        </w:r></w:hyperlink><w:r><w:tab/><w:sym w:font="Wingdings" w:char="F028"/><w:br/><w:t>+47 123 45 678</w:t></w:r></w:p>\
        <w:tbl><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="6000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/>\
        <w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>Works</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2019 - 2021</w:t>\
        </w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:ind \
        w:left="720" w:hanging="360"/><w:spacing w:before="240"/></w:pPr><w:r><w:t>Built pumps</w:t></w:r><w:del><w:r>\
        <w:delText>x</w:delText></w:r></w:del></w:p><w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent><w:p>\
        <w:r><w:t>Box</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice></mc:AlternateContent><w:fldChar \
        w:fldCharType="begin"/><w:instrText>HYPERLINK "x"</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>y</w:t>\
        <w:fldChar w:fldCharType="end"/></w:r></w:p><w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>\
        </w:body></w:document>
        """
      ),
      (
        "word/styles.xml",
        """
        <w:styles \(word)><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>\
        <w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:basedOn w:val="H"/></w:style></w:styles>
        """
      ),
      (
        "word/numbering.xml",
        """
        <w:numbering \(word)><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt \
        w:val="lowerRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>\
        </w:num></w:numbering>
        """
      ),
      ("word/header1.xml", "<w:hdr \(word)><w:p><w:r><w:t>Head</w:t></w:r></w:p></w:hdr>"),
    ]
  ]

  private static let open = """
    xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" \
    xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" \
    xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" \
    xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" \
    xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
    """
  private static let openStyles = """
    <style:style style:name="P" style:family="paragraph" style:parent-style-name="P"><style:paragraph-properties \
    fo:margin-left="1cm" fo:text-indent="-5mm"/><style:text-properties fo:font-size="150%" fo:font-weight="bold" \
    fo:color="#ff0000"/></style:style>
    """
  private static let openBody = """
    <text:h text:outline-level="1" text:style-name="P">Ada Example</text:h><text:p>ada@example.com<text:tab/><text:s \
    text:c="3"/><text:a xlink:href="https://example.com">x</text:a><text:line-break/>Oslo</text:p><text:list><text:list-item>\
    <text:p>Built pumps</text:p></text:list-item></text:list><table:table><table:table-column \
    table:number-columns-repeated="2"/><table:table-row table:number-rows-repeated="2"><table:table-cell \
    table:number-columns-spanned="2" table:number-columns-repeated="3"><text:p>Works 2019 - 2021</text:p></table:table-cell>\
    </table:table-row></table:table><text:p><draw:frame svg:y="1cm"><draw:text-box><text:p>Box</text:p></draw:text-box>\
    </draw:frame></text:p>
    """

  static let odt: [[(name: String, content: String)]] = [
    [
      ("mimetype", "application/vnd.oasis.opendocument.text"),
      (
        "content.xml",
        """
        <office:document-content \(open)><office:automatic-styles>\(openStyles)</office:automatic-styles><office:body>\
        <office:text>\(openBody)</office:text></office:body></office:document-content>
        """
      ),
      (
        "styles.xml",
        "<office:document-styles \(open)><office:styles>\(openStyles)</office:styles></office:document-styles>"
      ),
      (
        "META-INF/manifest.xml",
        "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"></manifest:manifest>"
      ),
    ]
  ]

  /// The same where a format also has all in one file.
  static func flat(_ format: DocumentFormat) -> [[UInt8]] {
    guard format == .odt else { return [] }
    let text = """
      <?xml version="1.0"?><office:document \(open) office:mimetype="application/vnd.oasis.opendocument.text">\
      <office:automatic-styles>\(openStyles)</office:automatic-styles><office:body><office:text>\(openBody)</office:text>\
      </office:body></office:document>
      """
    return [Array(text.utf8)]
  }
}
