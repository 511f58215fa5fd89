import ResumeModel
import Testing

@testable import DocumentText

/// Pictures as documents: told by their headers, without being decoded.
@Suite struct PictureReaderTests {
  private static func big(_ number: Int, _ length: Int) -> [UInt8] {
    (0..<length).reversed().map { UInt8(number >> (8 * $0) & 0xFF) }
  }

  private static func little(_ number: Int, _ length: Int) -> [UInt8] { big(number, length).reversed() }

  private static func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

  private static func png(_ width: Int, _ height: Int) -> [UInt8] {
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + big(13, 4) + ascii("IHDR") + big(width, 4) + big(height, 4)
      + [8, 0, 0, 0, 0]
  }

  private static func jpeg(_ width: Int, _ height: Int, orientation: Int? = nil) -> [UInt8] {
    var bytes: [UInt8] = [0xFF, 0xD8]
    if let orientation {
      let tiff = ascii("MM") + big(42, 2) + big(8, 4) + big(1, 2) + big(274, 2) + big(3, 2) + big(1, 4)
      let exif = ascii("Exif\0\0") + tiff + big(orientation, 2) + big(0, 2) + big(0, 4)
      bytes += [0xFF, 0xE1] + big(exif.count + 2, 2) + exif
    }
    return bytes + [0xFF, 0xC0] + big(11, 2) + [8] + big(height, 2) + big(width, 2) + [1, 1, 0x11, 0]
  }

  /// Pages of 8-bit grey without their pixels; the last names `next` as its follower.
  private static func tiff(_ pages: [(Int, Int)], next: Int = 0) -> [UInt8] {
    var bytes = ascii("II") + little(42, 2) + little(8, 4)
    for (index, (width, height)) in pages.enumerated() {
      bytes += little(2, 2) + little(256, 2) + little(4, 2) + little(1, 4) + little(width, 4)
      bytes += little(257, 2) + little(3, 2) + little(1, 4) + little(height, 4)
      bytes += little(index + 1 < pages.count ? bytes.count + 4 : next, 4)
    }
    return bytes
  }

  @Test(arguments: [
    ("png", "image/png", png(2480, 3508)), ("jpeg", "image/jpeg", jpeg(2480, 3508)),
    ("jpeg", "image/jpeg", jpeg(2480, 3508, orientation: 6)), ("tiff", "image/tiff", tiff([(2480, 3508)])),
    ("gif", "image/gif", ascii("GIF89a") + little(2480, 2) + little(3508, 2)),
    (
      "bmp", "image/bmp",
      ascii("BM") + little(0, 12) + little(40, 4) + little(2480, 4) + little((1 << 32) - 3508, 4)
    ),
    (
      "webp", "image/webp",
      ascii("RIFF") + little(0, 4) + ascii("WEBPVP8 ") + little(0, 4) + [0, 0, 0, 0x9D, 1, 0x2A] + little(2480, 2)
        + little(3508, 2)
    ),
    (
      "webp", "image/webp",
      ascii("RIFF") + little(0, 4) + ascii("WEBPVP8L") + little(0, 4) + [0x2F] + little(2479 | 3507 << 14, 4)
    ),
    (
      "webp", "image/webp",
      ascii("RIFF") + little(0, 4) + ascii("WEBPVP8X") + little(10, 4) + little(0, 4) + little(2479, 3)
        + little(3507, 3)
    ),
  ])
  func toldByItsHeader(_ format: String, _ mediaType: String, _ bytes: [UInt8]) throws {
    let bytes = DocumentBytes(bytes)
    let reader = try #require(DocumentReaders.reader(of: bytes))
    #expect(reader.format.rawValue == format)
    #expect(reader.mediaType == mediaType)
    #expect(try PictureFile(bytes, options: ReadingOptions())?.pages == [PictureSize(width: 2480, height: 3508)])
    let document = try DocumentReaders.read(bytes)
    #expect(document.unrecognizedPages == [1])
    #expect(!document.hasText)
  }

  @Test func aTIFFHasPages() throws {
    let bytes = DocumentBytes(Self.tiff([(2480, 3508), (1240, 1754), (2480, 3508)]))
    #expect(try DocumentReaders.read(bytes).unrecognizedPages == [1, 2, 3])
  }

  @Test(arguments: [
    png(60_000, 60_000), jpeg(65_000, 65_000), tiff([(100, 100), (1 << 31, 1 << 15)]),
    tiff(Array(repeating: (100, 100), count: 101)), tiff([(100, 100)], next: 8),
  ])
  func isNotDecodedBeyondTheLimits(_ bytes: [UInt8]) {
    let error = #expect(throws: ExtractionError.self) { try DocumentReaders.read(DocumentBytes(bytes)) }
    #expect(error?.code == .limitExceeded, "\(error?.detail ?? "")")
  }

  @Test(arguments: [
    Array(png(2480, 3508).prefix(20)), png(0, 0), Array(jpeg(2480, 3508).prefix(8)), tiff([]), ascii("GIF89a"),
  ])
  func aDamagedHeaderIsCorrupt(_ bytes: [UInt8]) {
    let error = #expect(throws: ExtractionError.self) { try DocumentReaders.read(DocumentBytes(bytes)) }
    #expect(error?.code == .corrupt, "\(error?.detail ?? "")")
  }

  @Test(arguments: [(nil, 1), (1, 1), (6, 6), (8, 8)])
  func aPhotoKnowsHowItWasHeld(_ orientation: Int?, read: Int) throws {
    let bytes = DocumentBytes(Self.jpeg(400, 300, orientation: orientation))
    #expect(try PictureFile(bytes, options: ReadingOptions())?.orientation == read)
  }

  @Test func whatBeginsLikeABitmapMayBeText() {
    #expect(DocumentReaders.reader(of: DocumentBytes(Self.ascii("BMW mechanic\nAda Example")))?.format == .plainText)
  }
}
