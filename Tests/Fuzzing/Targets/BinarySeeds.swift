import TestSupport

/// Small documents in formats that are bytes.
enum BinarySeeds {
  static var doc: [[UInt8]] {
    var rich = SyntheticDOC(
      body: [
        .init("Ada Example", style: 1), .init("\u{13} HYPERLINK \"mailto:ada@example.com\" \u{14}mail\u{15}"),
        .init("Works", mark: 7, changes: [0x16, 0x24, 1]), .init("2019 - 2021", mark: 7, changes: [0x16, 0x24, 1]),
        .init([.init(text: "Built", changes: [0x35, 0x08, 1]), .init(text: " pumps\u{08}")]),
      ], footnotes: [.init("Foot")], margins: [[.init("Head")]], textBoxes: [[.init("Box")]])
    rich.styles = [(0, 0xFFF, [], []), (1, 0, [], [0x43, 0x4A, 28, 0])]
    rich.bullets = ["•", "%."]
    rich.fonts = ["Arial", "Symbol"]
    let plain = SyntheticDOC(body: [.init("Ada Example"), .init("ada@example.com")], isCompressed: true)
    return [rich.bytes(), plain.bytes()]
  }

  static var text: [[UInt8]] {
    let latin = "Ada Exámple\nada@example.com\n\nExperience\nEngineer\tWorks   2019 – 2021\n- Built pumps\n"
    let columns =
      "Skills          Experience\nSwift           Engineer, Works\nSQL             2019 - 2021\n+------+\n| a  b |\n"
    return [
      Array(latin.utf8), Array(columns.utf8),
      [0xFF, 0xFE] + latin.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
      // Windows-1251 and Shift JIS.
      [0xC0, 0xE4, 0xE0, 0x20, 0xCF, 0xF0, 0xE8, 0xEC, 0xE5, 0xF0, 0x0A, 0xCE, 0xEF, 0xFB, 0xF2],
      [0x97, 0x9A, 0x97, 0xF0, 0x8F, 0x91, 0x0A, 0x8E, 0x81, 0x96, 0xBC, 0x81, 0x46],
    ]
  }

  static let pictures: [[UInt8]] = {
    let jpeg: [UInt8] = [
      0xFF, 0xD8, 0xFF, 0xE1, 0x00, 0x22, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 1, 0x01,
      0x12, 0,
      3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0xFF, 0xC0, 0, 0x11, 8, 0, 100, 0, 80, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11,
      1,
    ]
    let png: [UInt8] = [
      0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 80, 0, 0, 0, 100, 8,
      2, 0, 0,
      0, 0, 0, 0, 0,
    ]
    let tiff: [UInt8] = [
      0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 2, 0, 0, 1, 3, 0, 1, 0, 0, 0, 80, 0, 0, 0, 1, 1, 3, 0, 1, 0, 0, 0, 100, 0, 0, 0,
      8, 0, 0, 0,
    ]
    let gif = Array("GIF89a".utf8) + [80, 0, 100, 0, 0, 0, 0]
    let bmp: [UInt8] =
      Array("BM".utf8) + [UInt8](repeating: 0, count: 12) + [40, 0, 0, 0, 80, 0, 0, 0, 100, 0, 0, 0, 1, 0, 24, 0]
    let webp =
      Array("RIFF".utf8) + [30, 0, 0, 0] + Array("WEBPVP8X".utf8) + [10, 0, 0, 0, 0, 0, 0, 0, 79, 0, 0, 99, 0, 0]
    return [jpeg, png, tiff, gif, bmp, webp]
  }()
}
