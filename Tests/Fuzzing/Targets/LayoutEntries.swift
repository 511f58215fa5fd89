import FoundationEssentials
import ResumeModel

@testable import DocumentText

/// The characters of a PDF's page, as poppler might hand them out: words, reading order, and the resume in it.
struct GlyphEntry: FuzzEntry {
  var seeds: [[UInt8]] {
    [
      Self.bytes(
        of: Self.page([("Ada Example", 50, 60, 0), ("ada@example.com", 50, 80, 1), ("• Built pumps", 50, 110, 1)])),
      Self.bytes(
        of: Self.page([
          ("Skills", 50, 100, 0), ("Swift", 50, 115, 1), ("SQL", 50, 130, 1), ("Welding", 50, 145, 1),
          ("Experience", 250, 100, 0), ("Engineer", 250, 115, 1), ("Works, 2019 - 2021", 250, 130, 1),
          ("• Moved valves", 250, 145, 1), ("Page 1 of 2", 250, 790, 1),
        ])),
    ]
  }

  func seeds(of document: DocumentBytes) -> [[UInt8]] {
    guard DocumentReaders.reader(of: document)?.format == .pdf,
      let file = try? PopplerFile(document.bytes, password: nil)
    else { return [] }
    var pages: [[UInt8]] = []
    for number in 0..<min(file.pageCount, 2) {
      if let page = file.page(number) { pages.append(Self.bytes(of: page.glyphs())) }
    }
    return pages
  }

  func check(_ bytes: [UInt8]) throws(BrokenPromise) {
    var document = Document(format: .pdf)
    let glyphs = Self.glyphs(of: bytes)
    for number in 1...2 {
      var glyphs = glyphs
      if glyphs.glyphs.contains(where: { RightToLeft.contains($0.scalar) }) { RightToLeft.orderBoxes(&glyphs) }
      SpacingAccents.attach(&glyphs)
      let links = glyphs.glyphs.prefix(3).map {
        PageLink(target: "https://example.com/\($0.scalar)", box: Box(x0: $0.x0, y0: $0.y0, x1: $0.x1 * 2, y1: $0.y1))
      }
      let values = glyphs.glyphs.suffix(2).map {
        (
          text: "• value\n" + (Unicode.Scalar($0.scalar).map { String($0) + " of" } ?? ""),
          box: Box(x0: $0.x0, y0: $0.y0, x1: $0.x0 + 80, y1: $0.y0 + 30)
        )
      }
      document.pages.append(
        PDFReader.page(
          PDFReader.Content(glyphs: glyphs, links: links, values: values), number: number, isSuspect: false,
          warnings: &document.warnings
        ) { _ in nil })
    }
    PageFurniture.remove(from: &document.pages)
    RegionNumbers.join(&document.pages)
    try Promises.check(document)
  }

  // MARK: A page as bytes

  /// Sixteenths of a point to the point, and quarters for the extent of a glyph.
  private static let scale = 16.0
  private static let extentScale = 4.0
  /// Set in a scalar's bytes for a place from ``ByteReader/extremes``.
  private static let extreme = 0x80_0000

  private static func glyphs(of bytes: [UInt8]) -> PageGlyphs {
    var reader = ByteReader(bytes)
    func extent(_ number: Int) -> Double {
      number >= 0xFFF0 ? Box.extent(ByteReader.extremes[number & 0xF]) : Double(number) / scale
    }
    var page = PageGlyphs(width: extent(reader.number(2)), height: extent(reader.number(2)))
    for _ in 0..<(1 + reader.number(1) % 8) {
      let (size, flags) = (reader.number(1), reader.number(1))
      page.styles.append(
        Style(
          font: "Font\(flags & 7)", size: size >= 0xF0 ? ByteReader.extremes[size & 0xF] : Double(size) / extentScale,
          isBold: flags & 1 != 0, isItalic: flags & 2 != 0, color: flags & 4 != 0 ? 0xFFFFFF : 0))
      page.purposes.append(flags & 8 != 0 ? .icons : flags & 16 != 0 ? .symbols : .text)
    }
    while !reader.isAtEnd {
      let (scalar, flags) = (reader.number(3), reader.number(1))
      var corners = [Double(reader.signed16()) / scale, Double(reader.signed16()) / scale]
      corners += [
        corners[0] + Double(reader.number(1)) / extentScale, corners[1] + Double(reader.number(1)) / extentScale,
      ]
      if scalar & extreme != 0 { corners[(flags >> 4) & 3] = ByteReader.extremes[scalar >> 16 & 0xF] }
      guard let box = Box(onPageFrom: corners[0], corners[1], to: corners[2], corners[3]) else { continue }
      let parting = Glyph.Parting(rawValue: UInt8(flags >> 6)) ?? .line
      page.glyphs.append(
        Glyph(
          scalar: UInt32(scalar & 0x1F_FFFF), style: Int32(flags & 0xF) % Int32(page.styles.count), parting: parting,
          x0: box.x0, y0: box.y0, x1: box.x1, y1: box.y1))
    }
    return page
  }

  private static func bytes(of page: PageGlyphs) -> [UInt8] {
    func number(_ value: Double, _ scale: Double, _ count: Int) -> [UInt8] {
      let whole = Int(min(max((value * scale).rounded(), -32768), 65535))
      return (0..<count).map { UInt8(truncatingIfNeeded: whole >> (8 * $0)) }
    }
    let styles = page.styles.prefix(8)
    var bytes = number(min(page.width, 4000), scale, 2) + number(min(page.height, 4000), scale, 2)
    bytes.append(UInt8(max(styles.count, 1) - 1))
    for (index, style) in styles.enumerated() {
      let purpose = index < page.purposes.count ? page.purposes[index] : .text
      let flags =
        (style.isBold ? 1 : 0) | (style.isItalic ? 2 : 0) | (purpose == .icons ? 8 : purpose == .symbols ? 16 : 0)
      bytes += number(min(style.size, 59), extentScale, 1) + [UInt8(flags)]
    }
    if styles.isEmpty { bytes += [40, 0] }
    for glyph in page.glyphs.prefix(3000) {
      bytes += (0..<3).map { UInt8(truncatingIfNeeded: glyph.scalar >> (8 * $0)) }
      bytes.append(glyph.parting.rawValue << 6 | UInt8(glyph.style % 8))
      bytes += number(glyph.x0, scale, 2) + number(glyph.y0, scale, 2)
      bytes +=
        number(min(glyph.x1 - glyph.x0, 60), extentScale, 1) + number(min(glyph.y1 - glyph.y0, 60), extentScale, 1)
    }
    return bytes
  }

  private static func page(_ lines: [(text: String, x: Double, y: Double, style: Int32)]) -> PageGlyphs {
    var page = PageGlyphs(
      width: 600, height: 800, styles: [Style(font: "Bold", size: 14, isBold: true), Style(font: "Plain", size: 10)],
      purposes: [.text, .text])
    for line in lines {
      var parting = Glyph.Parting.line
      for (index, scalar) in line.text.unicodeScalars.enumerated() {
        if scalar == " " {
          parting = .space
          continue
        }
        let x = line.x + Double(index) * 5
        page.glyphs.append(
          Glyph(
            scalar: scalar.value, style: line.style, parting: parting, x0: x, y0: line.y, x1: x + 5, y1: line.y + 11))
        parting = .none
      }
    }
    return page
  }
}

/// A page of recognised words as JSON: what a recogniser that was taken over may say.
struct RecognizedEntry: FuzzEntry {
  var seeds: [[UInt8]] {
    let words = ["Ada", "Example", "ada@", "example.com", "•", "Built", "2O19", "m?"].enumerated().map { index, text in
      let (x, y) = (Double(50 + 60 * (index % 3)), Double(60 + 14 * (index / 3)))
      return RecognizedWord(
        text: text, confidence: 0.9, box: Box(x0: x, y0: y, x1: x + 50, y1: y + 11), size: 10, isBold: index < 2,
        line: index / 3)
    }
    return (0..<4).compactMap { turns in
      try? CanonicalJSON.encode(RecognizedPage(number: 1, width: 600, height: 800, turns: turns, words: words))
    }
  }

  func check(_ bytes: [UInt8]) throws(BrokenPromise) {
    guard let page = try? JSONDecoder().decode(RecognizedPage.self, from: Data(bytes)) else { return }
    var options = Promises.options
    options.recognized = [page]
    var document = Document(format: .png)
    let links = page.words.prefix(2).map { PageLink(target: "mailto:ada@example.com", box: $0.box) }
    document.pages = [page.page(links: links), page.page(own: page.ink)]
    PageFurniture.remove(from: &document.pages)
    RegionNumbers.join(&document.pages)
    try Promises.check(document)
    for line in document.pages[0].lines {
      guard let box = line.box, let confidence = page.confidence(in: box) else { continue }
      try BrokenPromise.unless((0...1).contains(confidence), "a confidence of \(confidence)")
    }
  }
}
