import ResumeModel

@testable import DocumentText

/// A document of one format, read by its reader whatever it looks like, and then understood.
struct DocumentEntry: FuzzEntry {
  let reader: any DocumentReader.Type
  let seeds: [[UInt8]]

  private init(_ reader: any DocumentReader.Type, _ seeds: [[UInt8]]) {
    (self.reader, self.seeds) = (reader, seeds)
  }

  private init(_ reader: any DocumentReader.Type, texts: [String]) {
    self.init(reader, texts.map { Array($0.utf8) })
  }

  func seeds(of document: DocumentBytes) -> [[UInt8]] {
    DocumentReaders.reader(of: document)?.format == reader.format ? [document.bytes] : []
  }

  func check(_ bytes: [UInt8]) throws(BrokenPromise) {
    try Self.check(bytes, by: reader)
  }

  static func check(_ bytes: [UInt8], by reader: any DocumentReader.Type) throws(BrokenPromise) {
    let document: Document
    do {
      document = try DocumentReaders.read(DocumentBytes(bytes), by: reader, options: Promises.options)
    } catch {
      try Promises.checkText(error.detail, of: "a reason")
      return
    }
    try Promises.check(document)
  }
}

extension DocumentEntry {
  static var rtf: Self { Self(RTFReader.self, texts: TextSeeds.rtf) }
  static var doc: Self { Self(DOCReader.self, BinarySeeds.doc) }
  static var html: Self { Self(HTMLReader.self, texts: TextSeeds.html) }
  static var mail: Self { Self(MailReader.self, texts: TextSeeds.mail) }
  static var text: Self { Self(PlainTextReader.self, BinarySeeds.text) }
  static var markdown: Self { Self(MarkdownReader.self, texts: TextSeeds.markdown) }
  static var jsonResume: Self { Self(JSONResumeReader.self, texts: TextSeeds.jsonResume) }
  static var europass: Self { Self(EuropassReader.self, texts: TextSeeds.europass) }
  static var wordXML: Self { Self(WordXMLReader.self, texts: TextSeeds.wordXML) }
  static var webArchive: Self { Self(WebArchiveReader.self, texts: TextSeeds.webArchive) }
}

/// Any bytes: which format they are, and why they are none.
struct DetectionEntry: FuzzEntry {
  var seeds: [[UInt8]] {
    let texts =
      TextSeeds.html + TextSeeds.rtf + TextSeeds.mail + TextSeeds.jsonResume + TextSeeds.europass + TextSeeds.wordXML
    return texts.map { Array($0.utf8) } + BinarySeeds.doc + BinarySeeds.pictures
  }

  func seeds(of document: DocumentBytes) -> [[UInt8]] { [Array(document.bytes.prefix(8192))] }

  func check(_ bytes: [UInt8]) throws(BrokenPromise) {
    let document = DocumentBytes(bytes)
    if DocumentReaders.reader(of: document) == nil {
      let refusal = ForeignContent.refusal(of: bytes)
      try BrokenPromise.unless(
        !refusal.isEmpty && refusal.utf8.count < 1000, "a refusal of \(refusal.utf8.count) bytes")
      try Promises.checkText(refusal, of: "a refusal")
    }
  }
}

/// A picture's headers.
struct PictureEntry: FuzzEntry {
  var seeds: [[UInt8]] { BinarySeeds.pictures }

  func seeds(of document: DocumentBytes) -> [[UInt8]] {
    DocumentReaders.reader(of: document) is any PictureReader.Type ? [Array(document.bytes.prefix(4096))] : []
  }

  func check(_ bytes: [UInt8]) throws(BrokenPromise) {
    guard let file = try? PictureFile(DocumentBytes(bytes), options: Promises.options) else { return }
    try BrokenPromise.unless((1...8).contains(file.orientation), "an orientation of \(file.orientation)")
    for page in file.pages {
      try BrokenPromise.unless(
        page.width > 0 && page.height > 0 && page.width * page.height <= Promises.options.maximumPixels,
        "a picture of \(page.width) × \(page.height)")
    }
    _ = DocumentReaders.pictured(DocumentBytes(bytes), options: Promises.options)
  }
}
