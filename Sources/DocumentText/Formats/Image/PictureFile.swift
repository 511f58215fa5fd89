import ResumeModel

/// What there is to know of a picture file before it is decoded.
public struct PictureFile: Sendable {
  public var format: DocumentFormat
  public var pages: [PictureSize]
  /// How it is to be turned to be seen as it was taken: 1…8 as Exif numbers them.
  public var orientation: Int

  /// Nil for what is no picture.
  ///
  /// - Throws: `corrupt`, or `limit_exceeded` for one that may not be decoded.
  public init?(_ bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) {
    guard let reader = DocumentReaders.reader(of: bytes) as? any PictureReader.Type else { return nil }
    format = reader.format
    pages = try reader.checkedPages(bytes, options: options)
    orientation = reader.format == .jpeg ? JPEGReader.orientation(PictureBytes(bytes.bytes)) : 1
  }
}
