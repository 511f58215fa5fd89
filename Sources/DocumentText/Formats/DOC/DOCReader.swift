import ResumeModel

/// Reads DOC, as Word wrote it from version 6 until 2003: text, how it is set, tables, lists, links, headers, text boxes.
///
/// Source: [MS-DOC] version 12, and for versions 6 and 95 "Microsoft Word 97 Binary File Format", whose older fields agree.
enum DOCReader: DocumentReader {
  static let format = DocumentFormat.doc
  static let mediaType = "application/msword"

  static func recognizes(_ bytes: DocumentBytes) -> Int {
    CompoundFile.isWordDocument(bytes.bytes) ? DocumentReaders.certain : 0
  }

  static func read(_ bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> Document {
    guard let file = CompoundFile(bytes.bytes), let main = file.stream("WordDocument") else {
      throw ExtractionError(.corrupt, "a DOC whose main stream is missing; get the file again or save it anew")
    }
    let header = try DOCHeader(main)
    guard !header.isEncrypted else {
      throw ExtractionError(.encrypted, "a Word document with a password; save it without one")
    }
    let reading = try DOCReading(file, main, header, options: options)
    return try reading.document()
  }
}
