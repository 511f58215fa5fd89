import ResumeModel

/// What is printed on every page around the text: running heads and feet, page numbers.
enum PageFurniture {
  /// Shares of a page's height in which furniture stands.
  private static let headZone = 0.12
  private static let footZone = 0.88

  /// Takes page numbers and what pages repeat out of them. What is repeated stays once, where it stands first, marked as
  /// header or footer: it may hold the name or the address. Where they are all there is, they are the text.
  static func remove(from pages: inout [Page]) {
    let count = pages.count
    let whole = pages
    defer { if pages.allSatisfy(\.lines.isEmpty) { pages = whole } }
    let heads = pages.map { page in page.lines.filter { zone(of: $0, page) != nil }.map { Mark($0, page) } }
    let firstPage = count > 1 ? Set(pages[0].lines.filter { isHead($0, pages[0]) }.flatMap { cells($0.text) }) : []
    for index in pages.indices {
      let page = pages[index]
      let head = index > 0 ? runningHead(of: page, from: firstPage, pages: count) : -.infinity
      var kept: [Line] = []
      kept.reserveCapacity(page.lines.count)
      for line in page.lines {
        guard let zone = zone(of: line, page) else {
          kept.append(line)
          continue
        }
        let parts = cells(line.text)
        if parts.allSatisfy({ isPageNumber($0, of: count) }) { continue }
        let mark = Mark(line, page)
        let isRepeated = heads.indices.contains { $0 != index && heads[$0].contains(mark) }
        if isRepeated, heads[..<index].contains(where: { $0.contains(mark) }) { continue }
        if zone == .header, let box = line.box, box.y1 <= head { continue }
        var line = line
        if isRepeated || stands(line, apart: page) { line.part = zone }
        kept.append(line)
      }
      pages[index].lines = kept
    }
  }

  /// Whether a line is among those that a document's own head is made of: name, headline, contact details.
  private static func isHead(_ line: Line, _ page: Page) -> Bool {
    guard let box = line.box else { return false }
    return box.y1 < 0.35 * page.height
  }

  /// Where a head that only later pages have ends, one that repeats what the first page's says; nothing where white does
  /// not set it off: a position may be called what the headline says.
  private static func runningHead(of page: Page, from firstPage: Set<String>, pages: Int) -> Double {
    var bottom = -Double.infinity
    var size = 0.0
    let lines = page.lines.filter { $0.box != nil }.sorted { $0.box!.y0 < $1.box!.y0 }
    for line in lines {
      guard let box = line.box, zone(of: line, page) == .header,
        cells(line.text).allSatisfy({ firstPage.contains($0) || isPageNumber($0, of: pages) })
      else {
        let gap = (line.box?.y0 ?? 0) - bottom
        return gap > size ? bottom : -.infinity
      }
      bottom = max(bottom, box.y1)
      size = max(size, line.spans.first?.style.size ?? 0)
    }
    return bottom
  }

  private static func zone(of line: Line, _ page: Page) -> LinePart? {
    guard let box = line.box, page.height > 0 else { return nil }
    if box.y1 < headZone * page.height { return .header }
    return box.y0 > footZone * page.height ? .footer : nil
  }

  /// Whether a line at the page's very edge, smaller than most, has nothing near it.
  private static func stands(_ line: Line, apart page: Page) -> Bool {
    guard let box = line.box, box.y1 < 0.06 * page.height || box.y0 > 0.93 * page.height else { return false }
    let size = line.spans.reduce(0) { max($0, $1.style.size) }
    return page.lines.allSatisfy { other in
      guard let near = other.box, near != box else { return true }
      let gap = near.y0 > box.y1 ? near.y0 - box.y1 : box.y0 - near.y1
      let otherSize = other.spans.first?.style.size ?? size
      return gap > 1.2 * size && size <= otherSize + 0.5 || Fragment.overlap(near, box) >= 0.5 && gap < 0
    }
  }

  /// A text at a place: digits do not count, so that page 2 of 3 equals page 3 of 3.
  private struct Mark: Equatable {
    let text: [UInt8]
    let x, y: Double

    init(_ line: Line, _ page: Page) {
      text = line.text.utf8.map { (0x30...0x39).contains($0) ? 0x30 : $0 }
      (x, y) = (line.box?.x0 ?? 0, line.box?.y0 ?? 0)
    }

    static func == (a: Self, b: Self) -> Bool { abs(a.y - b.y) < 3 && abs(a.x - b.x) < 12 && a.text == b.text }
  }

  private static func cells(_ text: String) -> [String] {
    text.utf8.split(separator: 0x09).map { String(decoding: $0, as: UTF8.self) }
  }

  /// "2", "2/3", "- 2 -", "Page 2 of 3", "Seite 2 von 3".
  private static func isPageNumber(_ text: String, of pages: Int) -> Bool {
    var numbers = 0
    for token in text.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x2F || $0 == 0x7C || $0 == 0x2D || $0 == 0x2E })
    {
      if token.allSatisfy({ (0x30...0x39).contains($0) }) {
        guard let number = Int(String(decoding: token, as: UTF8.self)), (1...pages).contains(number) else {
          return false
        }
        numbers += 1
      } else {
        let word = String(decoding: token.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
        guard pageWords.contains(word) else { return false }
      }
    }
    return (1...2).contains(numbers)
  }

  private static let pageWords: Set<String> = [
    "page", "seite", "pagina", "página", "pàgina", "strona", "sida", "side", "sivu", "pag", "pág", "str", "p", "s",
    "of",
    "von", "de", "di", "van", "z", "sur", "av", "af", "–", "—", "·", "•",
  ]
}
