import DocumentText
import FieldExtraction
import FoundationEssentials
import ResumeModel

/// What holds for whatever a reader hands on.
enum Promises {
  /// Limits that a small input does not reach by itself, and a bomb soon does.
  static var options: ReadingOptions {
    ReadingOptions(password: "secret", maximumPages: 20, maximumCharacters: 100_000, maximumInflatedBytes: 2_000_000)
  }

  /// A document, then the resume in it.
  static func check(_ document: Document) throws(BrokenPromise) {
    let text = document.text
    // A line end or tab beside each character is the most that markup adds.
    try BrokenPromise.unless(
      text.unicodeScalars.count <= 3 * options.maximumCharacters, "a document of \(text.utf8.count) bytes of text")
    try checkText(text, of: "a document", keeping: ["\t", "\n"])
    for page in document.pages {
      for line in page.lines {
        try BrokenPromise.unless(!line.spans.isEmpty, "a line without text")
        try BrokenPromise.unless(!line.text.unicodeScalars.contains("\n"), "a line within a line")
      }
    }
    let written: [UInt8]
    do {
      written = try CanonicalJSON.encode(document)
    } catch {
      throw BrokenPromise(description: "a document that can't be written: \(error)")
    }
    try BrokenPromise.unless(!written.isEmpty, "a document written as nothing")
    try check(FieldExtractor().extract(document))
    for section in FieldExtractor().sections(of: document) {
      do { _ = try CanonicalJSON.encode(section) } catch { throw BrokenPromise(description: "a section: \(error)") }
    }
  }

  /// A resume is written as JSON and comes back the same.
  static func check(_ resume: ParsedResume) throws(BrokenPromise) {
    var plain = resume
    // What a document says as data is kept as it says it, and so are its links' hidden targets.
    plain.original = nil
    let again: [UInt8]
    let written: [UInt8]
    do {
      written = try CanonicalJSON.encode(resume)
      again = try CanonicalJSON.encode(JSONDecoder().decode(ParsedResume.self, from: Data(written)))
    } catch {
      throw BrokenPromise(description: "a resume that can't be written and read: \(error)")
    }
    try BrokenPromise.unless(written == again, "a resume that comes back another")
    for text in texts(of: plain) { try checkText(text, of: "a resume", keeping: ["\n"]) }
    for link in resume.links {
      try BrokenPromise.unless(Link.isHarmless(link.value.url), "a harmful link: \(link.value.url.debugDescription)")
    }
  }

  /// Nothing in it steers what shows it, and no NUL, which PostgreSQL refuses.
  static func checkText(
    _ text: String, of what: String, keeping kept: Set<Unicode.Scalar> = []
  ) throws(BrokenPromise) {
    let steering = text.unicodeScalars.first { $0.isSteering && !kept.contains($0) }
    try BrokenPromise.unless(
      steering == nil, "\(what) that holds U+\(String(steering?.value ?? 0, radix: 16, uppercase: true))")
  }

  /// All of a resume's own values.
  private static func texts(of resume: ParsedResume) -> [String] {
    var texts = [resume.name, resume.label, resume.summary].compactMap { $0?.value }
    texts += (resume.emails + resume.skills).map(\.value)
    texts += resume.phones.flatMap { [$0.value.text, $0.value.extension ?? ""] }
    texts += resume.links.map(\.value.url)
    texts += resume.location.map { [$0.value.text, $0.value.postalCode ?? ""] } ?? []
    for entry in resume.work {
      texts += [entry.company, entry.position, entry.location, entry.summary].compactMap { $0?.value }
      texts += entry.highlights.map(\.value)
    }
    for entry in resume.education {
      texts += [entry.institution, entry.studyType, entry.area, entry.location, entry.score].compactMap { $0?.value }
      texts += entry.highlights.map(\.value)
    }
    texts += resume.languages.flatMap { [$0.language.value, $0.fluency?.value ?? ""] }
    texts += resume.certificates.flatMap { [$0.name.value, $0.issuer?.value ?? ""] }
    return texts
  }
}
