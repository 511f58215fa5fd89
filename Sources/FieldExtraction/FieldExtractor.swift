import DocumentText
import ResumeModel

/// Understands a document: lines, then sections, then entries, then fields.
///
/// Pure and deterministic: the same document gives the same resume, whatever the clock, the locale or the machine.
public struct FieldExtractor: Sendable {
  /// Names of the resources that are not beside the executable; without them headings, titles and places stay unknown.
  public static var missingResources: [String] { ResourceFile.missing }

  /// Where they are, opened as they are needed.
  public static var resourceFolder: String { ResourceFile.folder }

  public init() {}

  /// Reads the resume that a document is.
  ///
  /// - Parameter document: of any format, its lines in reading order.
  /// - Returns: only what the document says; whatever it does not is absent.
  public func extract(_ document: Document) -> ParsedResume {
    let layout = ResumeLayout(document)
    if let data = StructuredResume(document) {
      var resume = data.resume()
      resume.derived = FactDeriver().derive(resume)
      resume.warnings = warnings(document, layout, resume)
      return resume
    }
    guard !layout.lines.isEmpty else { return ParsedResume(warnings: document.warnings) }
    let addresses = Emails.scan(layout)
    let name = NameFinder(layout, emails: ContactRanking(layout).emails(addresses)).find()
    let owner = Owner(name: name?.name.value)
    let ranking = ContactRanking(layout, owner: owner)
    let emails = ranking.emails(addresses)
    let phoneFinder = PhoneFinder(layout)
    let phones = ranking.phones(phoneFinder.find(), beside: emails)
    let links = Links.scan(layout, emails: emails, owner: owner)
    let location = HomeLocation(layout, name: name, emails: emails, phones: phones, links: links).find()
    let header = HeaderFields(
      layout, name: name, emails: emails, phones: phones, links: links, location: location?.value)
    var resume = ParsedResume()
    resume.name = name?.name
    resume.emails = emails.map { extracted($0, layout, confidence: 0.97) }
    resume.links = links.map { hit in
      Extracted(
        hit.link, confidence: hit.isLinkTarget ? 0.97 : 0.92, evidence: [layout.lines[hit.line].evidence(hit.range)])
    }
    resume.label = header.label()
    resume.location = location
    let regions = PhoneRegions(
      layout, location: location?.value, phones: phones, emails: emails, links: links)
    resume.phones = phoneFinder.extracted(phones, regions: regions)
    resume.summary = header.summary()
    resume.work = WorkReader(layout).read()
    resume.education = EducationReader(layout).read()
    UnheadedEntries(layout).fill(&resume)
    resume.skills = SkillReader(layout).read()
    resume.languages = LanguageReader(layout).read()
    resume.certificates = CertificateReader(layout).read()
    resume.documentDate = DocumentDate.of(layout)
    // A date before the jobs that it tells of is not its own: a newer document would be taken for the older one.
    resume.documentDate = History(resume).asOf ?? resume.documentDate
    resume.derived = FactDeriver().derive(resume)
    resume.likeness = ResumeJudge(layout, resume).likeness()
    ConfidenceTable.standard.apply(to: &resume)
    resume.warnings = warnings(document, layout, resume)
    return resume
  }

  private func extracted(_ hit: ContactHit, _ layout: ResumeLayout, confidence: Double) -> Extracted<String> {
    Extracted(hit.value, confidence: confidence, evidence: [layout.lines[hit.line].evidence(hit.range)])
  }

  private func warnings(_ document: Document, _ layout: ResumeLayout, _ resume: ParsedResume) -> [ParseWarning] {
    var warnings = document.warnings
    if resume.emails.count > 1 {
      warnings.append(
        ParseWarning(
          .severalEmails, "\(resume.emails.count) addresses; \(resume.emails[0].value) is taken for the person's own"))
    }
    if resume.work.isEmpty, resume.education.isEmpty {
      warnings.append(ParseWarning(.littleFound, "no work entries and no education found"))
    }
    if let likeness = resume.likeness, likeness.isRefused || likeness.isDoubtful {
      warnings.append(ParseWarning(likeness.isRefused ? .notAResume : .doubtfulResume, likeness.explanation))
    }
    return warnings + Contradictions(layout, resume).warnings
  }
}
