/// Reads WebP. Source: Google, "WebP Container Specification"; RFC 6386, §9.1, and "WebP Lossless Bitstream", §3.
enum WebPReader: PictureReader {
  static let format = DocumentFormat.webp
  static let mediaType = "image/webp"

  static func hasSignature(_ bytes: PictureBytes) -> Bool {
    bytes.starts(with: Array("RIFF".utf8)) && bytes.starts(with: Array("WEBPVP8".utf8), at: 8)
  }

  static func pages(_ bytes: PictureBytes, limit: Int) -> [PictureSize]? {
    // Behind the chunk's name and length.
    let start = 20
    switch bytes.byte(15) {
    case 0x58:  // X: the canvas, each side less one in three bytes
      guard let width = bytes.little(start + 4, 3), let height = bytes.little(start + 7, 3) else { return nil }
      return [PictureSize(width: width + 1, height: height + 1)]
    case 0x4C:  // L: two numbers of 14 bits behind a signature byte
      guard let bits = bytes.little(start + 1, 4) else { return nil }
      return [PictureSize(width: (bits & 0x3FFF) + 1, height: ((bits >> 14) & 0x3FFF) + 1)]
    default:
      guard let width = bytes.little(start + 6, 2), let height = bytes.little(start + 8, 2) else { return nil }
      return [PictureSize(width: width & 0x3FFF, height: height & 0x3FFF)]
    }
  }
}
