import ResumeModel

/// What a page that explains a reading needs of the reader's layout: see `hotgigs parse --format layout`.
struct LaidOutDocument: Decodable {
  struct Page: Decodable {
    var number: Int
    /// Points; 0 in a format without pages.
    var width, height: Double
    var lines: [Line]
    var hidden: [Line]

    var isDrawn: Bool { width > 0 && height > 0 }
  }

  struct Line: Decodable {
    var spans: [Span]
    var box: Box?
    var region: Int
    var bullet: String?

    var text: String { spans.map(\.text).joined() }
  }

  struct Span: Decodable {
    var text: String
    var style: Style
    var box: Box?
  }

  struct Style: Decodable {
    /// Points.
    var size: Double
    var isBold, isItalic: Bool
  }

  var format: String
  var pages: [Page]
  var sections: [SectionOutline]

  /// A line by its index in the document's reading order, as evidence names it.
  func line(_ index: Int) -> Line? {
    var first = 0
    for page in pages {
      if index >= first, index < first + page.lines.count { return page.lines[index - first] }
      first += page.lines.count
    }
    return nil
  }
}
