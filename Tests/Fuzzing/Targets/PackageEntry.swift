import ResumeModel
import TestSupport

@testable import DocumentText

/// A document that is an archive of XML: either its bytes, or its parts as text, so that what is changed in one has the check
/// sum that its archive wants.
struct PackageEntry: FuzzEntry {
  let reader: any DocumentReader.Type
  let parts: [String]
  let samples: [[(name: String, content: String)]]

  private static let mark = Array("\n@@".utf8)

  static var docx: Self {
    Self(
      reader: DOCXReader.self,
      parts: [
        "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml",
        "word/numbering.xml", "word/header1.xml", "word/footer1.xml", "docProps/core.xml",
      ], samples: PackageSeeds.docx)
  }

  static var odt: Self {
    Self(
      reader: ODTReader.self, parts: ["mimetype", "META-INF/manifest.xml", "content.xml", "styles.xml", "meta.xml"],
      samples: PackageSeeds.odt)
  }

  var seeds: [[UInt8]] {
    samples.map(Self.text) + samples.prefix(1).map { SyntheticZip($0).bytes } + PackageSeeds.flat(reader.format)
  }

  func seeds(of document: DocumentBytes) -> [[UInt8]] {
    guard DocumentReaders.reader(of: document)?.format == reader.format else { return [] }
    let found = try? ZipArchive.withArchive(document.bytes, limit: Promises.options.maximumInflatedBytes) {
      (archive: consuming ZipArchive) throws(ExtractionError) in
      var found: [(name: String, content: String)] = []
      for part in parts {
        if let content = try archive.read(part) { found.append((part, String(decoding: content, as: UTF8.self))) }
      }
      return found
    }
    return [document.bytes] + (found.map { [Self.text($0)] } ?? [])
  }

  func check(_ bytes: [UInt8]) throws(BrokenPromise) {
    try DocumentEntry.check(bytes.starts(with: Self.mark) ? Self.package(bytes) : bytes, by: reader)
  }

  private static func text(_ parts: [(name: String, content: String)]) -> [UInt8] {
    parts.flatMap { mark + Array("\($0.name)\n\($0.content)".utf8) }
  }

  private static func package(_ bytes: [UInt8]) -> [UInt8] {
    var zip = SyntheticZip()
    var rest = bytes.dropFirst(mark.count)
    while !rest.isEmpty {
      let end = rest.firstRange(of: mark)?.lowerBound ?? rest.endIndex
      let part = rest[..<end]
      rest = rest[end...].dropFirst(mark.count)
      let line = part.firstIndex(of: 0x0A) ?? part.endIndex
      zip.members.append(SyntheticZip.Member(Array(part[..<line].prefix(200)), Array(part[line...].dropFirst())))
    }
    return zip.bytes
  }
}
