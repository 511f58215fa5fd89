/// Reads Windows bitmaps. Source: Microsoft, "BITMAPINFOHEADER structure".
enum BMPReader: PictureReader {
  static let format = DocumentFormat.bmp
  static let mediaType = "image/bmp"

  /// The two letters begin many a text as well: the header's length must be one that there is.
  static func hasSignature(_ bytes: PictureBytes) -> Bool {
    guard bytes.starts(with: Array("BM".utf8)), let length = bytes.little(14, 4) else { return false }
    return [12, 40, 52, 56, 64, 108, 124].contains(length)
  }

  static func pages(_ bytes: PictureBytes, limit: Int) -> [PictureSize]? {
    if bytes.little(14, 4) == 12 {
      guard let width = bytes.little(18, 2), let height = bytes.little(20, 2) else { return nil }
      return [PictureSize(width: width, height: height)]
    }
    guard let width = bytes.little(18, 4), let height = bytes.little(22, 4) else { return nil }
    // A negative height says that its rows run from the top.
    return [PictureSize(width: width, height: height >= 1 << 31 ? (1 << 32) - height : height)]
  }
}
