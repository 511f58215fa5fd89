import ResumeModel

/// Reads one format. A new format is one more conformance in ``DocumentReaders/all``, and no change elsewhere.
public protocol DocumentReader: Sendable {
  /// The format it reads.
  static var format: DocumentFormat { get }
  /// IANA media type, stored in `resumes.mime_type`.
  static var mediaType: String { get }

  /// Whether the content is of this format, judged by its first bytes and structure; never by a name.
  ///
  /// - Returns: 0 for no; the greatest answer of all readers wins, so that a general format (text) can stand back
  ///   behind a particular one (Markdown).
  static func recognizes(_ bytes: DocumentBytes) -> Int

  /// Reads all of it.
  ///
  /// - Throws: ``ExtractionError``: `encrypted`, `corrupt`, `empty` or `limit_exceeded`.
  static func read(_ bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> Document

  /// The document whose pictures are to be recognised: itself, or one that it carries.
  static func pictured(_ bytes: DocumentBytes, options: ReadingOptions) -> DocumentBytes

  /// The pages as they are seen, as far as the format has pages and drawing them takes no longer than is bearable.
  static func images(of bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> [PageImage]
}

extension DocumentReader {
  /// Itself.
  public static func pictured(_ bytes: DocumentBytes, options: ReadingOptions) -> DocumentBytes { bytes }

  /// None: the format has no pages.
  public static func images(of bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> [PageImage] {
    []
  }
}

/// What a reading may take and cost.
public struct ReadingOptions: Hashable, Sendable, Codable {
  /// Opens an encrypted document.
  public var password: String?
  public var maximumPages: Int
  /// Characters of visible text.
  public var maximumCharacters: Int
  /// Bytes of one archive member, inflated.
  public var maximumInflatedBytes: Int
  /// Pixels of one picture, told by its header before it is decoded.
  public var maximumPixels: Int
  /// What was recognised in pages whose text is a picture.
  public var recognized: [RecognizedPage]

  public init(
    password: String? = nil, maximumPages: Int = 100, maximumCharacters: Int = 1_000_000,
    maximumInflatedBytes: Int = 50_000_000, maximumPixels: Int = 80_000_000, recognized: [RecognizedPage] = []
  ) {
    self.maximumPixels = maximumPixels
    self.recognized = recognized
    self.password = password
    self.maximumPages = maximumPages
    self.maximumCharacters = maximumCharacters
    self.maximumInflatedBytes = maximumInflatedBytes
  }
}
