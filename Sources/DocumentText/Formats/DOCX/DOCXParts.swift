import ResumeModel

/// Where a package's parts come from: an archive, or one flat XML file.
struct DOCXParts: ~Copyable {
  private var archive: ZipArchive?
  private var flat: [String: [UInt8]] = [:]

  init(_ archive: consuming ZipArchive) {
    self.archive = consume archive
  }

  /// - Parameter flat: the parts' XML by name, in small letters.
  init(flat: [String: [UInt8]]) {
    archive = nil
    self.flat = flat
  }

  mutating func contains(_ name: String) -> Bool {
    archive?.contains(name) ?? (flat[name.lowercased()] != nil)
  }

  /// A part's content, or nil where there is none of this name.
  mutating func read(_ name: String) throws(ExtractionError) -> [UInt8]? {
    if archive != nil { return try archive!.read(name) }
    return flat[name.lowercased()]
  }
}

/// Word's package as one XML file ("flat OPC"): each part's XML stands within a `pkg:part`.
///
/// Source: ECMA-376 Part 2 in the form of Word 2007's xmlPackage.
enum FlatPackage {
  private static let namespace = "http://schemas.microsoft.com/office/2006/xmlPackage"

  static func isOne(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: "<?xml".utf8) || bytes.starts(with: [0xEF, 0xBB, 0xBF]) || bytes.first == UInt8(ascii: "<")
      ? bytes.prefix(2048).firstRange(of: Array(namespace.utf8)) != nil : false
  }

  /// The parts that are XML. Each declares its own namespaces, so that it stands by itself.
  static func parts(_ bytes: [UInt8]) -> [String: [UInt8]] {
    var parts: [String: [UInt8]] = [:]
    var index = bytes.startIndex
    while let head = bytes[index...].firstRange(of: Array("<pkg:part ".utf8)), parts.count < 1000 {
      let end = bytes[head.upperBound...].firstRange(of: Array("</pkg:part>".utf8))?.lowerBound ?? bytes.endIndex
      let part = bytes[head.upperBound..<end]
      index = end
      guard let name = name(part), let open = part.firstRange(of: Array("<pkg:xmlData".utf8)),
        let start = part[open.upperBound...].firstIndex(of: UInt8(ascii: ">")),
        let close = part[start...].firstRange(of: Array("</pkg:xmlData>".utf8))
      else { continue }
      parts[name.lowercased()] = Array(part[(start + 1)..<close.lowerBound])
    }
    return parts
  }

  /// Without the slash that it begins with.
  private static func name(_ part: ArraySlice<UInt8>) -> String? {
    guard let key = part.firstRange(of: Array("pkg:name=\"".utf8)) else { return nil }
    let name = part[key.upperBound...].prefix { $0 != UInt8(ascii: "\"") }
    return String(decoding: name.drop { $0 == UInt8(ascii: "/") }, as: UTF8.self)
  }
}
