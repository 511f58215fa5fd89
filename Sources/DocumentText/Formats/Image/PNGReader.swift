/// Reads PNG. Source: W3C, "Portable Network Graphics (PNG) Specification", §5.2 and §11.2.2.
enum PNGReader: PictureReader {
  static let format = DocumentFormat.png
  static let mediaType = "image/png"

  static func hasSignature(_ bytes: PictureBytes) -> Bool {
    bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
  }

  static func pages(_ bytes: PictureBytes, limit: Int) -> [PictureSize]? {
    guard bytes.starts(with: Array("IHDR".utf8), at: 12), let width = bytes.big(16, 4), let height = bytes.big(20, 4)
    else { return nil }
    return [PictureSize(width: width, height: height)]
  }
}
