extension FilePath {
  /// What stands between the slashes.
  var components: [FilePath] {
    bytes.split(separator: UInt8(ascii: "/")).map { FilePath(bytes: $0) }
  }

  /// `cv.pdf` as `cv (2).pdf`, or as it is with number 1. The stem is cut where the name would be longer than one may be.
  ///
  /// - Parameter spare: bytes of something more that is to fit behind it.
  func numbered(_ number: Int, leaving spare: Int) -> FilePath {
    let dot = bytes.lastIndex(of: UInt8(ascii: ".")).flatMap { $0 > 0 ? $0 : nil } ?? bytes.count
    let hasEnding = bytes.count - dot <= Self.longestEnding
    var stem = hasEnding ? bytes[..<dot] : bytes[...]
    let rest = Array((number == 1 ? "" : " (\(number))").utf8) + (hasEnding ? bytes[dot...] : [])
    while !stem.isEmpty, stem.count + rest.count + spare > Self.longestName {
      // Whole characters.
      while let last = stem.popLast(), last & 0xc0 == 0x80 {}
    }
    return FilePath(bytes: stem + rest)
  }

  /// Bytes of a name on any usual file system.
  private static let longestName = 255
  /// Bytes from its last dot on.
  private static let longestEnding = 20
}
