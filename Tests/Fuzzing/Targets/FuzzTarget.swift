import DocumentText

/// Where bytes of strangers come in.
enum FuzzTarget: String, CaseIterable, Sendable {
  // Documents, each by its reader and then by field extraction, as in a reader process.
  case docx, odt, rtf, doc, html, mail, text, markdown
  case jsonResume = "json-resume"
  case europass
  case wordXML = "wordml"
  case webArchive = "web-archive"
  case pictures
  case detection
  // What is drawn on a page.
  case glyphs
  case recognized
  // Lines of text.
  case fields, dates, phones, addresses
  // What the processes say to each other.
  case requests, replies, walls
  // Files and their names.
  case archive, paths, names
  // Text that is data.
  case json, settings

  var entry: any FuzzEntry {
    switch self {
    case .docx: PackageEntry.docx
    case .odt: PackageEntry.odt
    case .rtf: DocumentEntry.rtf
    case .doc: DocumentEntry.doc
    case .html: DocumentEntry.html
    case .mail: DocumentEntry.mail
    case .text: DocumentEntry.text
    case .markdown: DocumentEntry.markdown
    case .jsonResume: DocumentEntry.jsonResume
    case .europass: DocumentEntry.europass
    case .wordXML: DocumentEntry.wordXML
    case .webArchive: DocumentEntry.webArchive
    case .pictures: PictureEntry()
    case .detection: DetectionEntry()
    case .glyphs: GlyphEntry()
    case .recognized: RecognizedEntry()
    case .fields: FieldEntry()
    case .dates: DateEntry()
    case .phones: PhoneEntry()
    case .addresses: AddressEntry()
    case .requests: RequestEntry()
    case .replies: ReplyEntry()
    case .walls: WallEntry()
    case .archive: ArchiveEntry()
    case .paths: PathEntry()
    case .names: NameEntry()
    case .json: JSONEntry()
    case .settings: SettingsEntry()
    }
  }
}

/// One entry: hands bytes to it as the product does, and checks what must hold whatever they are.
protocol FuzzEntry: Sendable {
  /// Small inputs that it takes, from which others are made.
  var seeds: [[UInt8]] { get }
  /// The form in which it takes a document; none where it takes no documents, or not this one.
  func seeds(of document: DocumentBytes) -> [[UInt8]]
  /// - Throws: ``BrokenPromise``. What the entry itself refuses is no failure.
  func check(_ bytes: [UInt8]) throws(BrokenPromise)
}

extension FuzzEntry {
  func seeds(of document: DocumentBytes) -> [[UInt8]] { [] }
}

/// Something that must hold, and did not.
struct BrokenPromise: Error, CustomStringConvertible {
  let description: String

  /// - Throws: itself, unless the condition holds.
  static func unless(_ condition: Bool, _ promise: @autoclosure () -> String) throws(BrokenPromise) {
    if !condition { throw BrokenPromise(description: promise()) }
  }
}
