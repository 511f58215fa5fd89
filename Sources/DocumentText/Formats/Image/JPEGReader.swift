/// Reads JPEG. Source: ITU-T T.81, §B.1 and §B.2; the orientation by CIPA DC-008 (Exif 2.3), §4.6.
enum JPEGReader: PictureReader {
  static let format = DocumentFormat.jpeg
  static let mediaType = "image/jpeg"

  static func hasSignature(_ bytes: PictureBytes) -> Bool {
    bytes.starts(with: [0xFF, 0xD8, 0xFF])
  }

  static func pages(_ bytes: PictureBytes, limit: Int) -> [PictureSize]? {
    for segment in segments(bytes) where isFrame(segment.marker) {
      guard let height = bytes.big(segment.start + 1, 2), let width = bytes.big(segment.start + 3, 2) else {
        return nil
      }
      return [PictureSize(width: width, height: height)]
    }
    return nil
  }

  /// How the picture is to be turned to be seen as it was taken: 1…8 as Exif numbers them, 1 for as it is.
  static func orientation(_ bytes: PictureBytes) -> Int {
    for segment in segments(bytes)
    where segment.marker == 0xE1 && bytes.starts(with: Array("Exif\0\0".utf8), at: segment.start) {
      return TIFFDirectory.first(bytes, origin: segment.start + 6)?.value(of: .orientation) ?? 1
    }
    return 1
  }

  /// Start-of-frame markers: all of C0…CF but those of tables (C4, CC) and an extension (C8).
  private static func isFrame(_ marker: Int) -> Bool {
    (0xC0...0xCF).contains(marker) && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
  }

  /// The marker segments before the first scan, each from behind its length.
  private static func segments(_ bytes: PictureBytes) -> [(marker: Int, start: Int)] {
    var found: [(Int, Int)] = []
    var at = 2
    while let mark = bytes.byte(at), mark == 0xFF, let marker = bytes.byte(at + 1), found.count < 1000 {
      // Fill bytes may stand before a marker.
      if marker == 0xFF {
        at += 1
        continue
      }
      guard marker != 0xDA, marker != 0xD9, let length = bytes.big(at + 2, 2), length >= 2 else { break }
      found.append((marker, at + 4))
      at += 2 + length
    }
    return found
  }
}
