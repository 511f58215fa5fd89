import ResumeModel

/// Reads Europass CVs that come as XML: the Skills Passport of 2005 to 2020, and the Candidate of since then.
enum EuropassReader: DocumentReader {
  static let format = DocumentFormat.europass
  static let mediaType = "application/xml"

  static func recognizes(_ bytes: DocumentBytes) -> Int {
    let start = TextDecoding.text(of: Array(bytes.bytes.prefix(4096))).lowercased()
    guard start.drop(while: \.isWhitespace).hasPrefix("<") else { return 0 }
    let isPassport = start.contains("skillspassport") || start.contains("learnerinfo")
    let isCandidate = start.contains("candidate") && start.contains("europass")
    return (isPassport && start.contains("europass")) || isCandidate && !start.contains("<html") ? 100 : 0
  }

  static func read(_ bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> Document {
    guard bytes.bytes.count <= options.maximumInflatedBytes else { throw .tooManyCharacters(options) }
    guard let resume = try resume(bytes.bytes, options: options) else {
      throw ExtractionError(.corrupt, "XML that calls itself Europass, and holds no CV")
    }
    return try StructuredText.document(resume, format: format, options: options)
  }

  /// The Europass XML that a document carries.
  static func resume(attachedTo document: Document, options: ReadingOptions) -> JSONResume? {
    for attachment in document.attachments where recognizes(DocumentBytes(attachment.bytes)) > 0 {
      if let resume = try? resume(attachment.bytes, options: options) { return resume }
    }
    return nil
  }

  private static func resume(_ bytes: [UInt8], options: ReadingOptions) throws(ExtractionError) -> JSONResume? {
    let tree = try XMLTreeBuilder<PlainXML>.tree(of: bytes, name: "the Europass XML")
    guard let root = tree.root.map({ PlainXMLElement(tree: tree, index: $0) }) else { return nil }
    let resume: JSONResume
    switch root.name {
    case "candidate": resume = EuropassCandidate(options).resume(root)
    case "learnerinfo": resume = EuropassPassport(options).resume(root, passport: root)
    default:
      guard let learner = root.child("learnerinfo") else { return nil }
      resume = EuropassPassport(options).resume(learner, passport: root)
    }
    return resume.basics == nil && resume.work == nil && resume.education == nil ? nil : resume
  }
}
