import ResumeModel
import Testing

@testable import DocumentText

/// RTF from a few control words; what is not ASCII in it is given by code.
enum TestRTF {
  static func document(_ rtf: String, options: ReadingOptions = ReadingOptions()) throws -> Document {
    try DocumentReaders.read(DocumentBytes(Array(rtf.utf8)), options: options)
  }

  static func lines(_ body: String) throws -> [Line] {
    try document(#"{\rtf1\ansi\ansicpg1252\deff0 \#(body)}"#).pages[0].lines
  }
}

@Suite struct RTFTextTests {
  @Test(arguments: [
    (#"Dana\par Oakland"#, ["Dana", "Oakland"]),
    (#"Dana\line Oakland"#, ["Dana", "Oakland"]),
    ("Da\r\nna\\\nOakland", ["Dana", "Oakland"]),
    (#"Kestrel\tab 2019\endash 2022"#, ["Kestrel\t2019–2022"]),
    (#"C:\\x \{y\}"#, [#"C:\x {y}"#]),
    (#"co\_op\~Ltd, manage\-ment"#, ["co-op Ltd, management"]),
    (#"\ldblquote Yes\rdblquote , it\rquote s"#, ["“Yes”, it’s"]),
    (#"\b Dana\b0  W\plain\par\pard\b0 x"#, ["Dana W", "x"]),
    (#"a{\*\unknown hidden {from} all}b{\*\bkmkstart place}c"#, ["abc"]),
    (#"a{\pict\wmetafile8 0102ff{\nested}}b{\nonshppict{\pict 00}}c"#, ["abc"]),
    ("a{\\pict\\bin4 {}\\}}b\\bin2 }}c", ["abc"]),
    (#"{\deleted gone}stays{\v hidden}"#, ["stays"]),
    (#"{\caps Dana} {\scaps Whit}"#, ["DANA Whit"]),
    (#"a{\xe{\v index}}{\tc contents}{\*\annotation remark}b"#, ["ab"]),
  ])
  func shows(_ rtf: String, _ lines: [String]) throws {
    #expect(try TestRTF.lines(rtf).map(\.text) == lines)
  }

  @Test(arguments: [
    (#"Z\'fcrich \'80 \'96"#, "Zürich € –"),
    (#"\u321\'3fukasz \u8226?x"#, "Łukasz •x"),
    (#"{\uc0\u321}ukasz"#, "Łukasz"),
    (#"\uc2\u28450\'8a\'bf\u23383\'8e\'9a \uc1"#, "漢字"),
    // Beyond 32,767 a code is written as a negative number, and beyond the first plane as two.
    (#"\u-10179?\u-8704?"#, "😀"),
    (#"{\upr{L?}{\*\ud{\u321?}}}"#, "Ł"),
    (#"\u8216\lquote x"#, "‘x"),
    ("Zürich", "Zürich"),
  ])
  func decodes(_ rtf: String, _ text: String) throws {
    #expect(try TestRTF.lines(rtf).map(\.text) == [text])
  }

  @Test(arguments: [
    (204, #"\'cc\'ee\'f1\'ea\'e2\'e0"#, "Москва"),
    (238, #"\'a3\'f3d\'9f"#, "Łódź"),
    (161, #"\'c1\'e8\'de\'ed\'e1"#, "Αθήνα"),
    (162, #"\'dd\'fe\'e7i"#, "İşçi"),
    (177, #"\'f9\'ec\'e5\'ed"#, "שלום"),
    (178, #"\'c8\'db\'cf\'c7\'cf"#, "بغداد"),
    (186, #"R\'eega"#, "Rīga"),
    (128, #"\'93\'8c\'8b\'9e"#, "東京"),
    // The second byte of a character may be a letter, or a brace.
    (128, #"\'83e\'83X\'83g"#, "テスト"),
    (128, #"\'83\}"#, "マ"),
    (134, #"\'b1\'b1\'be\'a9"#, "北京"),
    (136, #"\'a5_\'a8\'ca"#, "北京"),
    (129, #"\'bc\'ad\'bf\'ef"#, "서울"),
    (77, #"Caf\'8e"#, "Café"),
  ])
  func decodesByTheFontsCharacterSet(_ charset: Int, _ rtf: String, _ text: String) throws {
    let fonts = #"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fnil\fcharset\#(charset) Other;}}"#
    #expect(try TestRTF.lines(fonts + #"{\f1 \#(rtf)}"#).map(\.text) == [text])
  }

  @Test(arguments: [
    (#"\ansi\ansicpg1251"#, #"\'cc\'ee\'f1\'ea\'e2\'e0"#, "Москва"), (#"\mac"#, #"Caf\'8e"#, "Café"),
    (#"\pca"#, #"Caf\'82"#, "Café"), (#"\ansi\ansicpg65001"#, #"Caf\'c3\'a9"#, "Café"),
    (#"\ansi\ansicpg932"#, #"\'93\'8c\'8b\'9e"#, "東京"), (#"\ansi\ansicpg99999"#, #"Caf\'e9"#, "Café"),
  ])
  func decodesByTheDocumentsCodePage(_ head: String, _ rtf: String, _ text: String) throws {
    #expect(try TestRTF.document(#"{\rtf1\#(head) \#(rtf)\par}"#).text == text)
  }

  @Test func stylesAreKept() throws {
    let head =
      #"{\fonttbl{\f0 Arial;}{\f1\froman\fcharset0{\*\panose 02020603}Georgia{\*\falt Times};}}{\colortbl;\red255\green0\blue16;}"#
    let lines = try TestRTF.lines(head + #"\f1\fs28\b\cf1 Dana{\i\b0  W}\plain\f0  x"#)
    #expect(lines.map(\.text) == ["Dana W x"])
    #expect(
      lines.first?.spans.map(\.style) == [
        Style(font: "Georgia", size: 14, isBold: true, color: 0xFF0010),
        Style(font: "Georgia", size: 14, isItalic: true, color: 0xFF0010),
        Style(font: "Arial", size: 12),
      ])
  }

  @Test func symbolsAreBullets() throws {
    let head = #"{\fonttbl{\f0 Arial;}{\f1\fcharset2 Symbol;}{\f2\fcharset2 Wingdings;}}"#
    let lines = try TestRTF.lines(head + #"{\f1\'b7\tab}Led\par{\f2\'a7\tab}Built\par{\f2\'2a}a@b.example"#)
    #expect(lines.map(\.bullet) == ["•", "▪", nil])
    #expect(lines.map(\.text) == ["Led", "Built", "a@b.example"])
  }

  @Test func headingsAreKnownByStyleOrLevel() throws {
    let head =
      #"{\stylesheet{\s0 Normal;}{\s1\b heading 1;}{\s2\outlinelevel1 Abschnitt;}{\s3\outlinelevel9 Text;}{\*\cs10 Strong;}{\s5 Title;}}"#
    let lines = try TestRTF.lines(
      head + #"\pard\s5 A\par\pard\s1 B\par\pard\s2 C\par\pard\s3 D\par\pard\outlinelevel2 E\par\pard F"#)
    #expect(lines.map(\.headingLevel) == [1, 1, 2, nil, 3, nil])
  }

  @Test func indentsAndSpacing() throws {
    let lines = try TestRTF.lines(#"A\par\par\pard\li720\fi-360\sb240 B\par\pard\sa100 C\par\pard\sb40 D"#)
    #expect(lines.map(\.indent) == [0, 18, 0, 0])
    #expect(lines.map(\.gapAbove) == [nil, 26.4, 0, 5])
  }

  @Test func whatTheDocumentSaysOfItself() throws {
    let metadata = try TestRTF.document(
      #"{\rtf1{\*\generator Writer 7;}{\info{\title A {\b CV}}{\author D\'fcna}{\creatim\yr2021\mo3\dy9\hr8\min5}{\revtim\yr2024\mo11\dy30}{\*\company Kestrel}}x}"#
    ).metadata
    #expect(
      metadata
        == DocumentMetadata(
          title: "A CV", author: "Düna", creator: "Writer 7", created: "2021-03-09T08:05:00", modified: "2024-11-30"))
  }
}

@Suite struct RTFLinkTests {
  private func field(_ instruction: String, _ result: String) -> String {
    #"{\field{\*\fldinst{\#(instruction)}}{\fldrslt{\#(result)}}}"#
  }

  @Test func linksLead() throws {
    let lines = try TestRTF.lines(
      "Mail " + field(#"HYPERLINK "mailto:d@x.example""#, #"\ul me"#) + ", "
        + field(#"HYPERLINK https://x.example \\o "tip""#, "site") + " " + field(#"HYPERLINK \\l "top""#, "up"))
    #expect(lines.map(\.text) == ["Mail me, site up"])
    #expect(lines.first?.spans.compactMap(\.link) == ["mailto:d@x.example", "https://x.example"])
  }

  @Test func linksOfPicturesLeadToo() throws {
    let page = try TestRTF.document(
      #"{\rtf1 a\#(field(#"HYPERLINK "https://x.example/in/dana""#, #"{\pict 00}"#))b}"#
    ).pages[0]
    #expect(page.lines.map(\.text) == ["ab"])
    #expect(page.links.map(\.target) == ["https://x.example/in/dana"])
  }

  @Test func otherFieldsShowTheirResults() throws {
    #expect(try TestRTF.lines(field("DATE \\\\@ x", "3 May") + field("TITLE", "")).map(\.text) == ["3 May"])
  }

  @Test func pageNumbersAreNoText() throws {
    let lines = try TestRTF.lines(
      #"{\footer Page {\field{\*\fldinst PAGE}{\fldrslt 3}}\par}{\footerf x}{\header dana@x.example {\chpgn}\par}Dana\par"#
    )
    #expect(lines.map(\.text) == ["dana@x.example", "Dana"])
  }
}

@Suite struct RTFLayoutTests {
  @Test func listItems() throws {
    let lines = try TestRTF.lines(
      #"{\listtext\pard\plain\f0 \u8226?\tab}\ls1 Led\par{\listtext 2.\tab}Built\par{\pntext\f0 1)\tab}{\*\pn\pnlvlbody{\pntxta )}}Sold\par{\listtext\u-3913?\tab}Grew\par plain"#
    )
    #expect(lines.map(\.bullet) == ["•", "2.", "1)", "•", nil])
    #expect(lines.map(\.text) == ["Led", "Built", "Sold", "Grew", "plain"])
  }

  @Test func shortRowsAreLines() throws {
    let row = #"\trowd\cellx3000\cellx9000\pard\intbl "#
    let lines = try TestRTF.lines(row + #"Kestrel\cell 2019\cell\row"# + row + #"Lidl\cell 2021\cell\row\pard After"#)
    #expect(lines.map(\.text) == ["Kestrel\t2019", "Lidl\t2021", "After"])
    #expect(lines.map(\.cell) == [TableCell(table: 0, row: 0, column: 0), TableCell(table: 0, row: 1, column: 0), nil])
  }

  @Test func longCellsAreColumns() throws {
    let lines = try TestRTF.lines(
      #"\trowd\cellx3000\cellx9000\pard\intbl Skills\par Swift\par SQL\cell Work\par Kestrel\par Lidl\cell\row\pard After"#
    )
    #expect(lines.map(\.text) == ["Skills", "Swift", "SQL", "Work", "Kestrel", "Lidl", "After"])
    #expect(lines.map(\.region) == [0, 0, 0, 1, 1, 1, 2])
  }

  @Test func mergedCellsAreOne() throws {
    let lines = try TestRTF.lines(
      #"\trowd\clmgf\cellx3000\clmrg\cellx6000\cellx9000\pard\intbl A\cell x\cell B\cell\row\pard"#)
    #expect(lines.map(\.text) == ["A\tB"])
  }

  @Test func tablesWithinCells() throws {
    let lines = try TestRTF.lines(
      #"""
      \trowd\cellx9000\pard\intbl Before\par\pard\intbl\itap2 Kestrel\nestcell 2019\nestcell
      {\*\nesttableprops\trowd\cellx3000\cellx6000\nestrow}{\nonesttables\par}
      \pard\intbl After\cell\row\pard Below
      """#)
    #expect(lines.map(\.text) == ["Before", "Kestrel\t2019", "After", "Below"])
  }

  @Test func headersFootersAndNotes() throws {
    let lines = try TestRTF.lines(
      #"{\header Dana\par}{\headerf First\par}{\headerl Left\par}{\footer d@x.example\par}{\header Dana\par}Body{\footnote\chftn  Note}\par"#
    )
    #expect(lines.map(\.text) == ["Dana", "Body", "Note", "d@x.example"])
    #expect(lines.map(\.part) == [.header, .body, .body, .footer])
    let others = try TestRTF.lines(#"\titlepg\facingp{\header Any\par}{\headerf First\par}{\headerl Left\par}Body\par"#)
    #expect(others.map(\.text) == ["First", "Any", "Left", "Body"])
  }

  @Test func textBoxesOnce() throws {
    let lines = try TestRTF.lines(
      #"Above{\shp{\*\shpinst\shptop900{\sp{\sn fillColor}{\sv 16777215}}{\shptxt Lower\par}}{\shprslt{\*\do\dptxbx{\dptxbxtext Lower\par}}}}{\shp{\*\shpinst\shptop100{\shptxt Upper\par}}} text\par{\*\do\dobxpage\dptxbx{\dptxbxtext Old\par}}Below\par"#
    )
    #expect(lines.map(\.text) == ["Above text", "Upper", "Lower", "Below", "Old"])
    #expect(lines.map(\.part) == [.body, .textBox, .textBox, .body, .textBox])
    #expect(Set(lines.map(\.region)).count == 4)
  }

  @Test func columnsAreRegions() throws {
    let lines = try TestRTF.lines(#"\cols2 Skills\par Swift\par\column Work\par Kestrel\par"#)
    #expect(lines.map(\.region) == [0, 0, 1, 1])
  }

  @Test func hiddenTextIsKeptApart() throws {
    let page = try TestRTF.document(
      #"{\rtf1{\colortbl;\red255\green255\blue255;\red0\green0\blue80;}Dana{\v secret}\par{\cf1 white}\par{\fs2 tiny}\par{\cf1\chcbpat2 on dark}\par\pard\cbpat2{\cf1 too}\par\trowd\clcbpat2\cellx900\pard\intbl{\cf1 cell}\cell\row}"#
    ).pages[0]
    #expect(page.lines.map(\.text) == ["Dana", "on dark", "too", "cell"])
    #expect(page.hidden.map(\.text) == ["secret", "white", "tiny"])
  }
}

@Suite struct RTFDamageTests {
  @Test(arguments: [
    #"{\rtf1 Dana\par{\b Engin"#, #"{\rtf1 Dana\par Engin"#, #"{\rtf1 Dana\par Engin\"#,
    #"{\rtf1{\*\listtable{\list}}} Dana\par Engin"#, #"{\rtf1 Dana\par Engin{\pict 0102"#,
    #"{\rtf1 Dana\par Engin\bin99999 x"#,
  ])
  func readsAsFarAsItGoes(_ rtf: String) throws {
    let document = try TestRTF.document(rtf)
    #expect(document.text.hasPrefix("Dana\nEngin"))
    #expect(document.warnings.map(\.code) == [.partlyRead])
  }

  @Test(arguments: [
    #"{\rtf1 Dana\'zz\u\li99999999999999\fi-99999999999\fs0\b-1\cellx-5\f-7\cf999\s-3\par}"#,
    #"{\rtf1 Dana\cell\row\nestcell\nestrow\itap99 x\nestcell\row\par}"#, #"{\rtf1 Dana\uc-5\u65?\uc999999\u66 x\par}"#,
    #"{\rtf1\fldrslt{\shptxt{\shptxt Dana}}}}}}"#, #"{\rtf1{\field{\field{\field Dana}}}\trowd\cell\row\row}"#,
    #"{\rtf1\upr\ud\ud\sn\sv\info\yr99999 Dana}"#, #"{\rtf Dana\bin-9 x}"#,
  ])
  func nonsenseHarmsNothing(_ rtf: String) {
    #expect(throws: Never.self) {
      do { _ = try TestRTF.document(rtf) } catch let error as ExtractionError where error.code == .empty {}
    }
  }

  @Test func depthIsLimited() throws {
    let deep = #"{\rtf1 "# + String(repeating: "{", count: 200_000) + "x" + String(repeating: "}", count: 200_001)
    let error = #expect(throws: ExtractionError.self) { try TestRTF.document(deep) }
    #expect(error?.code == .limitExceeded)
  }

  @Test func lengthIsLimited() throws {
    let error = #expect(throws: ExtractionError.self) {
      try TestRTF.document(#"{\rtf1 more than ten\par}"#, options: ReadingOptions(maximumCharacters: 10))
    }
    #expect(error?.code == .limitExceeded)
  }

  @Test(.timeLimit(.minutes(1))) func largePicturesCostLittle() throws {
    let picture = String(repeating: String(repeating: "0123456789abcdef", count: 8) + "\n", count: 60_000)
    #expect(try TestRTF.document(#"{\rtf1 Dana\par{\pict\pngblip \#(picture)}Engineer}"#).text == "Dana\nEngineer")
  }

  @Test func whatComesAfterTheDocumentIsNoneOfIt() throws {
    #expect(try TestRTF.document(#"{\rtf1 Dana} injected {\b keywords}"#).text == "Dana")
  }
}
