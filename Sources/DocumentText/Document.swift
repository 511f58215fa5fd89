import ResumeModel

/// A document as a person sees it, whatever its format: pages of lines in reading order.
public struct Document: Hashable, Sendable, Codable {
  public var format: DocumentFormat
  public var metadata: DocumentMetadata
  public var pages: [Page]
  /// Files carried inside the document (a Europass XML, say).
  public var attachments: [Attachment]
  public var warnings: [ParseWarning]
  /// Numbers of the pages whose text stands in a picture and was not recognised.
  public var unrecognizedPages: [Int]
  /// The resume that the document is, or carries, as data rather than as text.
  public var structured: JSONResume?

  public init(
    format: DocumentFormat, metadata: DocumentMetadata = DocumentMetadata(), pages: [Page] = [],
    attachments: [Attachment] = [], warnings: [ParseWarning] = [], unrecognizedPages: [Int] = [],
    structured: JSONResume? = nil
  ) {
    self.unrecognizedPages = unrecognizedPages
    self.format = format
    self.metadata = metadata
    self.pages = pages
    self.attachments = attachments
    self.warnings = warnings
    self.structured = structured
  }

  /// Whether there is anything to read, before its pictures are recognised.
  public var hasText: Bool { pages.contains { !$0.lines.isEmpty } }

  /// Everything visible, a line a line, in reading order; pages are parted by an empty line.
  public var text: String {
    pages.map { $0.lines.map(\.text).joined(separator: "\n") }.joined(separator: "\n\n")
  }
}

/// What a document's bytes are, told by its content and never by its name.
public struct DocumentFormat: RawRepresentable, Hashable, Sendable, Codable {
  /// A short name: `pdf`, `docx`.
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static let pdf = Self(rawValue: "pdf")
  public static let docx = Self(rawValue: "docx")
  public static let rtf = Self(rawValue: "rtf")
  public static let doc = Self(rawValue: "doc")
  public static let mail = Self(rawValue: "eml")
  public static let plainText = Self(rawValue: "txt")
  public static let markdown = Self(rawValue: "md")
  public static let html = Self(rawValue: "html")
  public static let odt = Self(rawValue: "odt")
  public static let png = Self(rawValue: "png")
  public static let jpeg = Self(rawValue: "jpeg")
  public static let tiff = Self(rawValue: "tiff")
  public static let gif = Self(rawValue: "gif")
  public static let bmp = Self(rawValue: "bmp")
  public static let webp = Self(rawValue: "webp")
  /// A saved web page with what belongs to it in one file.
  public static let webArchive = Self(rawValue: "mht")
  public static let jsonResume = Self(rawValue: "json-resume")
  public static let europass = Self(rawValue: "europass")
  /// Word's single XML file of 2003.
  public static let wordXML = Self(rawValue: "wordml")
}

/// What a document says of itself. Text as stored, dates in ISO 8601 with as much as is given.
public struct DocumentMetadata: Hashable, Sendable, Codable {
  public var title: String?
  public var author: String?
  public var creator: String?
  public var producer: String?
  public var created: String?
  public var modified: String?

  public init(
    title: String? = nil, author: String? = nil, creator: String? = nil, producer: String? = nil,
    created: String? = nil, modified: String? = nil
  ) {
    self.title = title
    self.author = author
    self.creator = creator
    self.producer = producer
    self.created = created
    self.modified = modified
  }
}

/// A file inside a document.
public struct Attachment: Hashable, Sendable, Codable {
  public var name: String
  public var bytes: [UInt8]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// One page; a format without pages has just one, with a size of zero.
public struct Page: Hashable, Sendable, Codable {
  /// From 1.
  public var number: Int
  /// Points.
  public var width, height: Double
  /// In reading order: column by column, each from its top.
  public var lines: [Line]
  /// What no reader of the page sees (white on white, under 2 pt, off the page): kept apart, never read for fields.
  public var hidden: [Line]
  /// Targets that are drawn without any text of their own (an icon); those with text stand in its spans.
  public var links: [PageLink]

  public init(
    number: Int, width: Double = 0, height: Double = 0, lines: [Line] = [], hidden: [Line] = [], links: [PageLink] = []
  ) {
    self.number = number
    self.width = width
    self.height = height
    self.lines = lines
    self.hidden = hidden
    self.links = links
  }
}

/// A link target and where it can be clicked.
public struct PageLink: Hashable, Sendable, Codable {
  public var target: String
  public var box: Box?

  public init(target: String, box: Box?) {
    self.target = target
    self.box = box
  }
}

/// A line of text: what stands side by side in one column. Two stretches set far apart on it (a company at the left, its
/// dates at the right) are parted by a tab in `text`.
public struct Line: Hashable, Sendable, Codable {
  /// From the left; their texts joined are the line's.
  public var spans: [Span]
  /// Around all of it, its bullet included; nil in a format without pages.
  public var box: Box?
  /// Which column or box of the page it stands in, numbered in reading order; lines of one region are one flow.
  public var region: Int
  /// The bullet or number taken off its beginning ("•", "–", "3."); nil for a line that is no list item.
  public var bullet: String?
  /// 1… where the format itself calls the line a heading (Word's styles, Markdown's #).
  public var headingLevel: Int?
  /// The table cell it stands in, where the format has tables.
  public var cell: TableCell?
  /// Left edge: points on a page; in a format without pages, the indent in points.
  public var indent: Double
  /// White above it in points, from the line before in its region; nil for a region's first. In a format without
  /// pages, an empty paragraph or explicit spacing counts as much as it takes.
  public var gapAbove: Double?
  /// Header, footer and text box lines stand in the page's order too, each in a region of its own.
  public var part: LinePart

  public init(
    spans: [Span], box: Box? = nil, region: Int = 0, bullet: String? = nil, headingLevel: Int? = nil,
    cell: TableCell? = nil, indent: Double = 0, gapAbove: Double? = nil, part: LinePart = .body
  ) {
    self.spans = spans
    self.box = box
    self.region = region
    self.bullet = bullet
    self.headingLevel = headingLevel
    self.cell = cell
    self.indent = indent
    self.gapAbove = gapAbove
    self.part = part
  }

  /// Without its bullet; wide gaps are tabs.
  public var text: String {
    spans.count == 1 ? spans[0].text : spans.map(\.text).joined()
  }
}

/// Which part of a document a line comes from.
public enum LinePart: String, Hashable, Sendable, Codable {
  case body, header, footer, textBox
}

/// Where in which table a line stands, all from 0.
public struct TableCell: Hashable, Sendable, Codable {
  public var table, row, column: Int

  public init(table: Int, row: Int, column: Int) {
    self.table = table
    self.row = row
    self.column = column
  }
}

/// A stretch of one line in one style with one link target.
public struct Span: Hashable, Sendable, Codable {
  /// With the white space around it as it stands in the line; normalised (NFC), ligatures repaired.
  public var text: String
  public var style: Style
  /// Where it leads: a URL, `mailto:`, `tel:`.
  public var link: String?
  /// Nil in a format without pages.
  public var box: Box?

  public init(text: String, style: Style = Style(), link: String? = nil, box: Box? = nil) {
    self.text = text
    self.style = style
    self.link = link
    self.box = box
  }
}

/// How text is set.
public struct Style: Hashable, Sendable, Codable {
  /// As the document names it, without a subset's prefix; empty where it names none.
  public var font: String
  /// Points, 0…10,000: files may say anything.
  public let size: Double
  public var isBold: Bool
  public var isItalic: Bool
  /// 0xRRGGBB.
  public var color: UInt32

  private static let largestSize: Double = 10_000

  public init(font: String = "", size: Double = 11, isBold: Bool = false, isItalic: Bool = false, color: UInt32 = 0) {
    self.font = font
    // Not a number is not more.
    self.size = size > 0 ? min(size, Self.largestSize) : 0
    self.isBold = isBold
    self.isItalic = isItalic
    self.color = color
  }
}
