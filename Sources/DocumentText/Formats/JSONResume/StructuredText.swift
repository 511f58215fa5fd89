import ResumeModel

/// A resume that came as data, set as a person would read it: for the text that is searched and shown.
struct StructuredText {
  private var lines: [Line] = []

  static func document(
    _ resume: JSONResume, format: DocumentFormat, options: ReadingOptions
  ) throws(ExtractionError) -> Document {
    var document = Document(format: format, pages: [Page(number: 1, lines: lines(of: resume))], structured: resume)
    document.metadata.modified = resume.meta?.lastModified
    guard document.text.unicodeScalars.count <= options.maximumCharacters else { throw .tooManyCharacters(options) }
    return document
  }

  static func lines(of resume: JSONResume) -> [Line] {
    var text = StructuredText()
    text.addBasics(resume.basics ?? JSONResume.Basics())
    text.add("Work", resume.work) { text, entry in
      text.add([entry.position, entry.name, entry.location], dates: (entry.startDate, entry.endDate))
      text.add([entry.description, entry.summary], items: entry.highlights)
    }
    text.add("Volunteer", resume.volunteer) { text, entry in
      text.add([entry.position, entry.organization], dates: (entry.startDate, entry.endDate))
      text.add([entry.summary], items: entry.highlights)
    }
    text.add("Education", resume.education) { text, entry in
      text.add([entry.studyType, entry.area, entry.institution], dates: (entry.startDate, entry.endDate))
      text.add([entry.score], items: entry.courses)
    }
    text.add("Projects", resume.projects) { text, entry in
      text.add([entry.name, entry.entity], dates: (entry.startDate, entry.endDate))
      text.add([entry.description, entry.url], items: entry.highlights)
      text.add([entry.keywords?.joined(separator: ", "), entry.roles?.joined(separator: ", ")])
    }
    text.add("Skills", resume.skills) { text, entry in
      text.add([entry.name, entry.level, entry.keywords?.joined(separator: ", ")])
    }
    text.add("Languages", resume.languages) { text, entry in text.add([entry.language, entry.fluency]) }
    text.add("Certificates", resume.certificates) { text, entry in text.add([entry.name, entry.issuer, entry.date]) }
    text.add("Awards", resume.awards) { text, entry in
      text.add([entry.title, entry.awarder, entry.date])
      text.add([entry.summary])
    }
    text.add("Publications", resume.publications) { text, entry in
      text.add([entry.name, entry.publisher, entry.releaseDate])
      text.add([entry.summary, entry.url])
    }
    text.add("Interests", resume.interests) { text, entry in
      text.add([entry.name, entry.keywords?.joined(separator: ", ")])
    }
    text.add("References", resume.references) { text, entry in text.add([entry.name, entry.reference]) }
    return text.lines
  }

  private mutating func addBasics(_ basics: JSONResume.Basics) {
    add([basics.name], headingLevel: 1)
    add([basics.label])
    add([basics.email, basics.phone, basics.url])
    if let place = basics.location {
      add([place.address, place.postalCode, place.city, place.region, place.countryCode])
    }
    for profile in basics.profiles ?? [] { add([profile.network, profile.username, profile.url]) }
    if let summary = basics.summary {
      add(["Summary"], headingLevel: 2)
      add([summary])
    }
  }

  private mutating func add<Entry>(_ heading: String, _ entries: [Entry]?, _ body: (inout Self, Entry) -> Void) {
    guard let entries, !entries.isEmpty else { return }
    add([heading], headingLevel: 2)
    for entry in entries { body(&self, entry) }
  }

  private mutating func add(_ parts: [String?], dates: (String?, String?)) {
    let span = [dates.0, dates.1].compactMap { $0 }.joined(separator: " – ")
    add(parts + [span.isEmpty ? nil : span])
  }

  private mutating func add(_ paragraphs: [String?], items: [String]?) {
    for paragraph in paragraphs { add([paragraph]) }
    for item in items ?? [] { add([item], bullet: "•") }
  }

  /// Parts of one line; a text of several lines makes as many.
  private mutating func add(_ parts: [String?], headingLevel: Int? = nil, bullet: String? = nil) {
    let joined = parts.compactMap { $0 }.joined(separator: ", ")
    for raw in joined.split(whereSeparator: \.isNewline) {
      var assembly = LineAssembly()
      assembly.append(String(raw), style: Style(isBold: headingLevel != nil))
      guard var (line, _) = assembly.finish(takesBullet: false) else { continue }
      line.headingLevel = headingLevel
      line.bullet = bullet
      line.gapAbove = lines.isEmpty ? nil : headingLevel == nil ? 0 : PlainTextReader.blankLineGap
      lines.append(line)
    }
  }
}
