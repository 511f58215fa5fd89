/// Tells a document whose format is a ZIP (DOCX, ODT, EPUB, Pages …) from an archive of files, by the members' names.
struct DocumentMarks {
  private(set) var isDocument = false
  private var count = 0
  private var hasManifest = false
  private var hasContent = false
  private var hasMetadata = false
  private var hasIndex = false

  /// Entries that are looked at: a document has its own marks among the first.
  private static let limit = 4096

  init() {}

  /// Of the headers before each member, for an archive whose directory is gone.
  init(ofHeadersIn bytes: some RandomAccess) {
    let start = bytes.read(at: 0, length: 262_144)
    var at = 0
    while at + 30 <= start.count, !isDocument {
      guard start[at] == 0x50, start.little32(at) == 0x0403_4B50 else {
        at += 1
        continue
      }
      let end = at + 30 + start.little16(at + 26)
      guard end <= start.count else { return }
      note(Array(start[(at + 30)..<end]))
      at = end
    }
  }

  /// The next member's name.
  mutating func note(_ name: [UInt8]) {
    defer { count += 1 }
    guard !isDocument, count < Self.limit else { return }
    let name = String(decoding: name, as: UTF8.self)
    switch name {
    // OpenDocument and EPUB keep their media type in the first member.
    case "mimetype": if count == 0 { isDocument = true }
    // A program: one file, which no reader takes.
    case "META-INF/MANIFEST.MF": isDocument = true
    case "META-INF/manifest.xml": hasManifest = true
    case "content.xml": hasContent = true
    case "Index.zip", "Index/Document.iwa": hasIndex = true
    default:
      // Office Open XML.
      if name.lowercased() == "[content_types].xml" { isDocument = true }
      if name.hasPrefix("Metadata/") { hasMetadata = true }
    }
    // OpenDocument packed anew by other programs, and Apple Pages.
    if hasManifest && hasContent || hasIndex && hasMetadata { isDocument = true }
  }
}
