import ResumeModel

/// What a reader is asked for one document; the document itself comes as a descriptor with it.
public struct ReaderRequest: Hashable, Sendable, Codable {
  /// The parts of a reply that are wanted; making a part costs time.
  public struct Parts: OptionSet, Hashable, Sendable, Codable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    /// The parsed resume as JSON.
    public static let resume = Self(rawValue: 1)
    /// The visible text in reading order.
    public static let text = Self(rawValue: 2)
    /// The whole document model as JSON: pages, lines, spans, boxes; and the sections found in it.
    public static let layout = Self(rawValue: 4)
    /// The pages as they are seen, for a format that has pages.
    public static let pictures = Self(rawValue: 8)
  }

  /// Comes back in the reply.
  public var id: UInt64
  public var parts: Parts
  /// Opens an encrypted document.
  public var password: String?
  /// Bytes; a longer document is refused.
  public var maximumBytes: Int
  /// Seconds after which the pool ends the reader; a reader whose pool is gone ends itself a little later.
  public var deadline: Int
  /// The page that `hotgigs-ocr` is to recognise; nil for a reader, which reads all of the document.
  public var page: PageToRecognize?
  /// What has been recognised of the document's pictures; nil before anyone tried.
  public var recognition: Recognition?

  public init(
    id: UInt64, parts: Parts = [], password: String? = nil, maximumBytes: Int = 20_000_000, deadline: Int = 15,
    page: PageToRecognize? = nil, recognition: Recognition? = nil
  ) {
    self.id = id
    self.page = page
    self.recognition = recognition
    self.deadline = deadline
    self.parts = parts
    self.password = password
    self.maximumBytes = maximumBytes
  }
}

extension ReaderRequest {
  /// Seconds that a deadline may be away: more than any is.
  private static let longestDeadline = 86_400

  /// Whether its numbers are such that a reader can count with them.
  var isAnswerable: Bool {
    (0...Self.longestDeadline).contains(deadline) && maximumBytes >= 0
      && page.map { $0.number >= 1 && (0...Self.longestDeadline * 1000).contains($0.milliseconds) } ?? true
  }
}

/// One page for `hotgigs-ocr`.
public struct PageToRecognize: Hashable, Sendable, Codable {
  /// From 1.
  public var number: Int
  /// After so long it answers with what it has, milliseconds.
  public var milliseconds: Int

  public init(number: Int, milliseconds: Int) {
    self.number = number
    self.milliseconds = milliseconds
  }
}

/// What came of a document's pictures.
public struct Recognition: Hashable, Sendable, Codable {
  /// As `hotgigs-ocr` answered them: each a page as JSON.
  public var pages: [String]
  /// Why pages are missing, for a person; nil where none is.
  public var whyPartly: String?

  public init(pages: [String] = [], whyPartly: String? = nil) {
    self.pages = pages
    self.whyPartly = whyPartly
  }
}

/// What a reader answers: the document's parts, or why it could not be read.
public struct ReaderReply: Hashable, Sendable {
  public var header: Header
  /// ``ParsedResume`` as JSON; empty unless asked for and read.
  public var resume: [UInt8]
  /// UTF-8.
  public var text: [UInt8]
  /// The document model as JSON.
  public var layout: [UInt8]
  /// An array of ``PagePicture`` as JSON.
  public var pictures: [UInt8]
  /// The recognised page as JSON: the answer of `hotgigs-ocr`.
  public var page: [UInt8]

  public init(
    header: Header, resume: [UInt8] = [], text: [UInt8] = [], layout: [UInt8] = [], pictures: [UInt8] = [],
    page: [UInt8] = []
  ) {
    self.pictures = pictures
    self.page = page
    self.header = header
    self.resume = resume
    self.text = text
    self.layout = layout
  }

  /// The part of a reply that is not the document's content.
  public struct Header: Hashable, Sendable, Codable {
    public var id: UInt64
    /// Nil where it was read.
    public var error: ExtractionError?
    /// Numbers of the pages whose text is a picture that was not recognised yet.
    public var unrecognized: [Int]
    /// IANA media type; nil where no reader takes the content.
    public var mediaType: String?
    /// CPU time of text extraction and of field extraction, microseconds.
    public var textMicroseconds, fieldMicroseconds: Int
    /// The reader's resident memory after the document, bytes: a pool replaces a reader that grows.
    public var residentBytes: Int

    public init(
      id: UInt64, error: ExtractionError? = nil, mediaType: String? = nil, textMicroseconds: Int = 0,
      fieldMicroseconds: Int = 0, residentBytes: Int = 0, unrecognized: [Int] = []
    ) {
      self.unrecognized = unrecognized
      self.id = id
      self.error = error
      self.mediaType = mediaType
      self.textMicroseconds = textMicroseconds
      self.fieldMicroseconds = fieldMicroseconds
      self.residentBytes = residentBytes
    }

    /// The same of a document that could not be read.
    func failed(_ error: ExtractionError) -> Self {
      var header = self
      header.error = error
      header.unrecognized = []
      return header
    }
  }

  /// Whether it holds nothing of a document.
  var isContentless: Bool {
    [resume, text, layout, pictures, page].allSatisfy(\.isEmpty)
  }
}

/// A page as it is seen.
public struct PagePicture: Hashable, Sendable, Codable {
  /// From 1.
  public var page: Int
  /// A PNG in base 64.
  public var png: String

  public init(page: Int, png: String) {
    self.page = page
    self.png = png
  }
}
