/// Reads GIF, its first picture. Source: CompuServe, "Graphics Interchange Format, Version 89a", §18.
enum GIFReader: PictureReader {
  static let format = DocumentFormat.gif
  static let mediaType = "image/gif"

  static func hasSignature(_ bytes: PictureBytes) -> Bool {
    bytes.starts(with: Array("GIF87a".utf8)) || bytes.starts(with: Array("GIF89a".utf8))
  }

  static func pages(_ bytes: PictureBytes, limit: Int) -> [PictureSize]? {
    guard let width = bytes.little(6, 2), let height = bytes.little(8, 2) else { return nil }
    return [PictureSize(width: width, height: height)]
  }
}
