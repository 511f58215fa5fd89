/// Reads TIFF, of several pages too (a fax, a feeder's scan). Source: Adobe, "TIFF Revision 6.0", §2.
enum TIFFReader: PictureReader {
  static let format = DocumentFormat.tiff
  static let mediaType = "image/tiff"

  static func hasSignature(_ bytes: PictureBytes) -> Bool {
    bytes.starts(with: [0x49, 0x49, 0x2A, 0]) || bytes.starts(with: [0x4D, 0x4D, 0, 0x2A])
  }

  static func pages(_ bytes: PictureBytes, limit: Int) -> [PictureSize]? {
    var pages: [PictureSize] = []
    var directory = TIFFDirectory.first(bytes, origin: 0)
    // The list may be made to run in a circle: the limit ends it.
    while let page = directory, pages.count < limit {
      guard let width = page.value(of: .width), let height = page.value(of: .height) else { return nil }
      pages.append(PictureSize(width: width, height: height))
      directory = page.next
    }
    return pages
  }
}

/// One image file directory: a page's properties.
struct TIFFDirectory {
  /// The properties that matter here, by their tags.
  enum Tag: Int {
    case width = 256
    case height = 257
    case orientation = 274
  }

  private let bytes: PictureBytes
  /// Where the file that it belongs to begins: offsets count from there.
  private let origin: Int
  private let start: Int
  private let count: Int
  private let isLittleEndian: Bool

  /// - Parameter origin: Where the TIFF begins: 0 in a file of its own, somewhere within a JPEG.
  static func first(_ bytes: PictureBytes, origin: Int) -> TIFFDirectory? {
    let isLittleEndian = bytes.starts(with: [0x49, 0x49], at: origin)
    guard isLittleEndian || bytes.starts(with: [0x4D, 0x4D], at: origin),
      let offset = bytes.number(origin + 4, 4, isLittleEndian: isLittleEndian)
    else { return nil }
    return TIFFDirectory(bytes, origin: origin, offset: offset, isLittleEndian: isLittleEndian)
  }

  private init?(_ bytes: PictureBytes, origin: Int, offset: Int, isLittleEndian: Bool) {
    guard offset > 0, let count = bytes.number(origin + offset, 2, isLittleEndian: isLittleEndian) else { return nil }
    (self.bytes, self.origin, self.start, self.count) = (bytes, origin, origin + offset, count)
    self.isLittleEndian = isLittleEndian
  }

  var next: TIFFDirectory? {
    guard let offset = number(start + 2 + 12 * count, 4) else { return nil }
    return TIFFDirectory(bytes, origin: origin, offset: offset, isLittleEndian: isLittleEndian)
  }

  /// A property that is one whole number.
  func value(of tag: Tag) -> Int? {
    for index in 0..<count {
      let entry = start + 2 + 12 * index
      guard let found = number(entry, 2) else { return nil }
      if found == tag.rawValue { return number(entry + 8, number(entry + 2, 2) == 3 ? 2 : 4) }
    }
    return nil
  }

  private func number(_ offset: Int, _ length: Int) -> Int? {
    bytes.number(offset, length, isLittleEndian: isLittleEndian)
  }
}
