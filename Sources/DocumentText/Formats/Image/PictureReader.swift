import ResumeModel

/// Reads a format of pictures. What a picture says is not known here: its pages are left to be recognised, and take what
/// was recognised in them.
protocol PictureReader: DocumentReader {
  /// Whether the content begins as this format does.
  static func hasSignature(_ bytes: PictureBytes) -> Bool

  /// The extent of each page, told by headers alone; nil where they are damaged.
  ///
  /// - Parameter limit: Pages to look for at most.
  static func pages(_ bytes: PictureBytes, limit: Int) -> [PictureSize]?
}

/// Extent of a picture, pixels.
public struct PictureSize: Hashable, Sendable {
  public var width, height: Int

  public init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
  }
}

extension PictureReader {
  static func recognizes(_ bytes: DocumentBytes) -> Int {
    hasSignature(PictureBytes(bytes.bytes)) ? DocumentReaders.certain : 0
  }

  static func read(_ bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> Document {
    let pages = try checkedPages(bytes, options: options)
    var document = Document(format: format)
    for number in 1...pages.count {
      if let recognized = options.recognized.first(where: { $0.number == number }) {
        document.pages.append(recognized.page())
      } else {
        document.pages.append(Page(number: number))
        document.unrecognizedPages.append(number)
      }
    }
    PageFurniture.remove(from: &document.pages)
    RegionNumbers.join(&document.pages)
    return document
  }

  /// The pages, none of which is larger than may be decoded.
  ///
  /// - Throws: `corrupt`, or `limit_exceeded` for a picture whose header promises more than a page can need.
  static func checkedPages(
    _ bytes: DocumentBytes, options: ReadingOptions
  ) throws(ExtractionError) -> [PictureSize] {
    guard let pages = pages(PictureBytes(bytes.bytes), limit: options.maximumPages + 1), !pages.isEmpty,
      pages.allSatisfy({ $0.width > 0 && $0.height > 0 })
    else {
      throw ExtractionError(.corrupt, "the picture is damaged: its header can't be read")
    }
    guard pages.count <= options.maximumPages else {
      throw ExtractionError(.limitExceeded, "the picture has more than \(options.maximumPages) pages")
    }
    for page in pages {
      let (pixels, overflow) = page.width.multipliedReportingOverflow(by: page.height)
      guard !overflow, pixels <= options.maximumPixels else {
        throw ExtractionError(
          .limitExceeded,
          "the picture has \(page.width) × \(page.height) pixels, more than \(options.maximumPixels / 1_000_000) million"
        )
      }
    }
    return pages
  }
}
