import DocumentText

/// A PDF written by hand, so that a test states every position: points from the page's top left corner to the text's
/// base line. Fonts are the standard ones, whose widths poppler knows.
struct SyntheticPDF {
  enum Font: String, CaseIterable {
    case regular = "Helvetica"
    case bold = "Helvetica-Bold"
    case italic = "Helvetica-Oblique"
    case dingbats = "ZapfDingbats"
    case symbol = "Symbol"
  }

  struct Page {
    var width = 600.0
    var height = 800.0
    /// Degrees that a viewer turns it by.
    var rotation = 0
    fileprivate var content = ""
    fileprivate var annotations: [String] = []

    init(width: Double = 600, height: Double = 800, rotation: Int = 0) {
      (self.width, self.height, self.rotation) = (width, height, rotation)
    }

    /// - Parameters:
    ///   - text: Latin-1.
    ///   - spacing: Points added after every character.
    ///   - color: 0xRRGGBB.
    ///   - mode: The text render mode; 3 draws nothing.
    mutating func text(
      _ text: String, x: Double, y: Double, size: Double = 10, font: Font = .regular, spacing: Double = 0,
      color: UInt32 = 0, mode: Int = 0
    ) {
      let channels = [color >> 16, color >> 8, color].map { "\(Double($0 & 0xFF) / 255)" }.joined(separator: " ")
      let name = "F\(Font.allCases.firstIndex(of: font) ?? 0)"
      let hex = text.unicodeScalars.map { scalar in
        let code = String(min(scalar.value, 0xFF), radix: 16)
        return code.utf8.count == 1 ? "0" + code : code
      }.joined()
      content +=
        "BT \(channels) rg /\(name) \(size) Tf \(spacing) Tc \(mode) Tr 1 0 0 1 \(x) \(height - y) Tm <\(hex)> Tj ET\n"
    }

    /// Lines of one flow, each `leading` below the one before.
    mutating func flow(
      _ lines: [String], x: Double, y: Double, leading: Double = 14, size: Double = 10, font: Font = .regular,
      mode: Int = 0
    ) {
      for (index, line) in lines.enumerated() {
        text(line, x: x, y: y + Double(index) * leading, size: size, font: font, mode: mode)
      }
    }

    /// Text that runs upwards.
    mutating func upright(_ text: String, x: Double, y: Double, size: Double = 10) {
      content += "BT 0 0 0 rg /F0 \(size) Tf 0 1 -1 0 \(x) \(height - y) Tm (\(text)) Tj ET\n"
    }

    mutating func rectangle(x: Double, y: Double, width: Double, height: Double, color: UInt32) {
      let channels = [color >> 16, color >> 8, color].map { "\(Double($0 & 0xFF) / 255)" }.joined(separator: " ")
      content += "\(channels) rg \(x) \(self.height - y - height) \(width) \(height) re f\n"
    }

    /// A grey picture without anything on it.
    mutating func picture(x: Double, y: Double, width: Double, height: Double) {
      content +=
        "q \(width) 0 0 \(height) \(x) \(self.height - y - height) cm\n"
        + "BI /W 2 /H 1 /CS /G /BPC 8 /F /AHx ID 80C0> EI\nQ\n"
    }

    mutating func link(_ target: String, x: Double, y: Double, width: Double, height: Double) {
      annotations.append(
        "<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [\(x) \(self.height - y - height) \(x + width)"
          + " \(self.height - y)] /A << /S /URI /URI (\(target)) >> >>")
    }

    /// A form's text field with its value.
    mutating func field(_ value: String, x: Double, y: Double, width: Double, height: Double) {
      annotations.append(
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (f\(annotations.count)) /V (\(value)) /DA (/F0 10 Tf 0 g)"
          + " /Rect [\(x) \(self.height - y - height) \(x + width) \(self.height - y)] >>")
    }
  }

  var pages: [Page] = []
  /// Pairs of the information dictionary, `/Title (…)`.
  var information = ""
  /// Files that it carries.
  var attachments: [(name: String, content: String)] = []

  init(_ pages: Page...) { self.pages = pages }

  init(width: Double = 600, height: Double = 800, _ draw: (inout Page) -> Void) {
    var page = Page(width: width, height: height)
    draw(&page)
    pages = [page]
  }

  var bytes: [UInt8] {
    var objects: [String] = []
    let fonts = Font.allCases.enumerated().map { index, font in
      "/F\(index) << /Type /Font /Subtype /Type1 /BaseFont /\(font.rawValue)"
        + (font == .dingbats || font == .symbol ? "" : " /Encoding /WinAnsiEncoding") + " >>"
    }.joined(separator: " ")
    // 1 catalogue, 2 page tree, 3 information, then a page's three kinds of object in turn.
    var kids: [String] = []
    var fields: [String] = []
    var next = 4
    var body: [String] = []
    for page in pages {
      let (number, stream) = (next, next + 1)
      next += 2
      let annotations = page.annotations.map { annotation in
        body.append("\(next) 0 obj\n\(annotation)\nendobj\n")
        if annotation.contains("/Widget") { fields.append("\(next) 0 R") }
        next += 1
        return "\(next - 1) 0 R"
      }
      kids.append("\(number) 0 R")
      body.append(
        "\(number) 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(page.width) \(page.height)]"
          + " /Rotate \(page.rotation) /Contents \(stream) 0 R /Resources << /Font << \(fonts) >> >>"
          + " /Annots [\(annotations.joined(separator: " "))] >>\nendobj\n")
      body.append(
        "\(stream) 0 obj\n<< /Length \(page.content.utf8.count) >>\nstream\n\(page.content)endstream\nendobj\n")
    }
    var names: [String] = []
    for (name, content) in attachments {
      body.append(
        "\(next) 0 obj\n<< /Type /Filespec /F (\(name)) /UF (\(name)) /EF << /F \(next + 1) 0 R >> >>\nendobj\n")
      body.append(
        "\(next + 1) 0 obj\n<< /Type /EmbeddedFile /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream\nendobj\n"
      )
      names.append("(\(name)) \(next) 0 R")
      next += 2
    }
    let files = names.isEmpty ? "" : " /Names << /EmbeddedFiles << /Names [\(names.joined(separator: " "))] >> >>"
    let form =
      fields.isEmpty ? "" : " /AcroForm << /Fields [\(fields.joined(separator: " "))] /DR << /Font << \(fonts) >> >> >>"
    objects.append("1 0 obj\n<< /Type /Catalog /Pages 2 0 R\(form)\(files) >>\nendobj\n")
    objects.append(
      "2 0 obj\n<< /Type /Pages /Kids [\(kids.joined(separator: " "))] /Count \(pages.count) >>\nendobj\n")
    objects.append("3 0 obj\n<< \(information) >>\nendobj\n")
    objects.append(contentsOf: body)

    var file = "%PDF-1.7\n"
    var offsets = Array(repeating: 0, count: next)
    for object in objects {
      let number = object.prefix { $0 != " " }
      offsets[Int(number) ?? 0] = file.utf8.count
      file += object
    }
    let start = file.utf8.count
    file += "xref\n0 \(next)\n0000000000 65535 f \n"
    for offset in offsets.dropFirst() {
      let digits = String(offset)
      file += String(repeating: "0", count: 10 - digits.utf8.count) + digits + " 00000 n \n"
    }
    file += "trailer\n<< /Size \(next) /Root 1 0 R /Info 3 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return Array(file.utf8)
  }

  func read(options: ReadingOptions = ReadingOptions()) throws -> Document {
    try PDFReader.read(DocumentBytes(bytes), options: options)
  }

  /// The text of every line, page after page.
  func lines() throws -> [String] {
    try read().pages.flatMap { $0.lines.map(\.text) }
  }
}
