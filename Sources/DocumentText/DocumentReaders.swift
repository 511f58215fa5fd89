import ResumeModel

/// Every format that is read.
public enum DocumentReaders {
  public static let all: [any DocumentReader.Type] = [
    PDFReader.self,
    DOCXReader.self,
    ODTReader.self,
    JSONResumeReader.self,
    WordXMLReader.self,
    EuropassReader.self,
    WebArchiveReader.self,
    HTMLReader.self,
    RTFReader.self,
    DOCReader.self,
    MailReader.self,
    PNGReader.self,
    JPEGReader.self,
    TIFFReader.self,
    WebPReader.self,
    GIFReader.self,
    BMPReader.self,
    MarkdownReader.self,
    PlainTextReader.self,
  ]

  /// The reader of the content's format, or nil where none takes it.
  public static func reader(of bytes: DocumentBytes) -> (any DocumentReader.Type)? {
    var best: (any DocumentReader.Type)?
    var greatest = 0
    for reader in all {
      let answer = reader.recognizes(bytes)
      if answer > greatest { (best, greatest) = (reader, answer) }
      // No one can be surer; those that come later (text) would read all of it to say no.
      if greatest >= certain { break }
    }
    return best
  }

  /// The document whose pictures are to be recognised: itself, or one that it carries.
  public static func pictured(_ bytes: DocumentBytes, options: ReadingOptions) -> DocumentBytes {
    reader(of: bytes)?.pictured(bytes, options: options) ?? bytes
  }

  /// The answer of a reader whose format has a signature of its own.
  static let certain = 100

  /// Reads a document of any format.
  ///
  /// - Throws: ``ExtractionError``, `unsupported_type` and `empty` among its codes.
  public static func read(
    _ bytes: DocumentBytes, options: ReadingOptions = ReadingOptions()
  ) throws(ExtractionError) -> Document {
    try read(bytes, by: reader(of: bytes), options: options)
  }

  /// Reads a document by the reader that ``reader(of:)`` has told already.
  public static func read(
    _ bytes: DocumentBytes, by reader: (any DocumentReader.Type)?, options: ReadingOptions = ReadingOptions()
  ) throws(ExtractionError) -> Document {
    guard !bytes.bytes.isEmpty else { throw ExtractionError(.empty, "the file has no bytes") }
    guard let reader else {
      throw ExtractionError(.unsupportedType, ForeignContent.refusal(of: bytes.bytes))
    }
    var document = try reader.read(bytes, options: options)
    if document.structured == nil {
      document.structured = EuropassReader.resume(attachedTo: document, options: options)
    }
    guard document.hasText || !document.unrecognizedPages.isEmpty else {
      throw ExtractionError(
        .empty,
        options.recognized.isEmpty ? "no text in it" : "no text in it, nor could any be made out in its pictures")
    }
    return document
  }
}
