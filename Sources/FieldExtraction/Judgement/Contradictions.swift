import ResumeModel

/// What in a reading can't all be true, or was read too uncertainly to rely on: for a person to look at.
///
/// Each finding is one warning with a stable code; that many people have two jobs at a time, or an address that is not their
/// name, is told or passed over, never corrected.
struct Contradictions {
  /// Jobs that go on side by side for longer than this are a slip in a date more often than two jobs, in months.
  private static let longestOverlap = 24
  /// Years of age at which a first job is still told of.
  private static let youngest = 12
  /// Below it a name, a first employer or a first title is not to be relied on.
  private static let leastConfidence = 0.5

  private let layout: ResumeLayout
  private let resume: ParsedResume
  private let history: History

  init(_ layout: ResumeLayout, _ resume: ParsedResume) {
    self.layout = layout
    self.resume = resume
    history = History(resume)
  }

  var warnings: [ParseWarning] {
    [
      endsBeforeStarts, overlaps, future, age, names, addresses, unlikeAddress, uncertain,
    ].compactMap { $0 }
  }

  // MARK: Dates

  private var endsBeforeStarts: ParseWarning? {
    let spans = resume.work.map { ($0.start, $0.end, $0.title) } + resume.education.map { ($0.start, $0.end, $0.title) }
    for case (let start?, let end?, let title) in spans where History.isAfter(start.value, end.value) {
      return ParseWarning(.endBeforeStart, "\(title) ends in \(end.value), before it begins in \(start.value)")
    }
    return nil
  }

  private var overlaps: ParseWarning? {
    let jobs = resume.work.compactMap { entry -> (entry: WorkEntry, span: MonthSpan)? in
      guard let span = history.span(entry), !Self.isBeside(entry) else { return nil }
      return (entry, span)
    }.sorted { ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end) }.prefix(200)
    for (index, job) in jobs.enumerated() {
      for other in jobs.dropFirst(index + 1) {
        let months = min(job.span.end, other.span.end) - other.span.start
        guard months > Self.longestOverlap, !Self.isSameEmployer(job.entry, other.entry) else { continue }
        return ParseWarning(
          .overlappingJobs,
          "\(job.entry.title) and \(other.entry.title) overlap by \(months / 12) years and \(months % 12) months")
      }
    }
    return nil
  }

  /// Several roles at one employer lie within the time of the whole.
  private static func isSameEmployer(_ a: WorkEntry, _ b: WorkEntry) -> Bool {
    guard let first = a.company?.value, let second = b.company?.value else { return true }
    return Folding.fold(first) == Folding.fold(second)
  }

  /// By its own words no full-time job.
  private static func isBeside(_ entry: WorkEntry) -> Bool {
    let text = [entry.position?.value, entry.company?.value, entry.location?.value, entry.summary?.value]
      .compactMap { $0?.prefix(300) }.joined(separator: "\n")
    let folded = Folding.fold(text)
    let tokens = Tokenizer.tokens(of: folded)
    return tokens.indices.contains { index in
      tokens[index].kind != .sign && besideWords.match(folded, tokens, at: index, before: tokens.count) != nil
    }
  }

  private static let besideWords = Lexicon(
    [
      "part time", "freelance", "freelancer", "self employed", "independent", "consultant", "contractor", "advisor",
      "adviser",
      "advisory", "board", "volunteer", "founder", "co founder", "owner", "lecturer", "tutor", "adjunct", "visiting",
      "member",
      "teilzeit", "nebenberuflich", "nebentätigkeit", "freiberuflich", "freiberufler", "freiberuflerin",
      "selbstständig",
      "selbständig", "ehrenamtlich", "minijob", "werkstudent", "werkstudentin", "dozent", "dozentin", "beirat",
      "temps partiel", "indépendant", "indépendante", "bénévole", "chargé de cours", "auto entrepreneur",
      "medio tiempo", "media jornada", "tiempo parcial", "autónomo", "autónoma", "voluntario", "voluntaria",
      "profesor asociado",
      "meio período", "tempo parcial", "autônomo", "autônoma", "trabalhador independente", "voluntário", "voluntária",
      "libero professionista", "libera professionista", "volontario", "volontaria",
      "parttime", "deeltijd", "zzp", "zzper", "vrijwilliger", "bijbaan",
      "niepełny etat", "wolontariusz", "wolontariuszka", "samozatrudnienie", "działalność gospodarcza",
      "deltid", "egen företagare", "egenföretagare", "extrajobb", "frilans", "frilansare", "volontär",
      "selvstændig", "frivillig", "studiejob", "selvstendig", "styremedlem", "bestyrelsesmedlem", "styrelseledamot",
    ].map { ($0, 1) })

  private var future: ParseWarning? {
    guard let date = resume.documentDate else { return nil }
    for entry in resume.work {
      guard let start = entry.start?.value, History.isAfter(start, date) else { continue }
      return ParseWarning(
        .afterDocumentDate, "\(entry.title) begins in \(start), after the document's own date, \(date)")
    }
    return nil
  }

  private var age: ParseWarning? {
    guard let birth = birthYear, let first = resume.work.compactMap({ $0.start?.value.year }).min(),
      first - birth < Self.youngest
    else { return nil }
    return ParseWarning(.implausibleAge, "born in \(birth), at work since \(first)")
  }

  /// The year on a line that is labelled as the date of birth.
  private var birthYear: Int? {
    for line in layout.lines.prefix(200) {
      guard let start = line.tokens.firstIndex(where: { $0.kind != .sign }),
        let match = Self.birthWords.match(line, at: start, before: line.tokens.count)
      else { continue }
      for token in line.tokens[match.end...].prefix(8) where token.kind == .number && token.count == 4 {
        if let year = Int(line.text(token.start..<token.end)), (1900...2100).contains(year) { return year }
      }
    }
    return nil
  }

  private static let birthWords = Lexicon(
    [
      "date of birth", "born", "born on", "birth date", "birthday", "dob", "geburtsdatum", "geboren", "geboren am",
      "geb",
      "né le", "née le", "date de naissance", "fecha de nacimiento", "nacido el", "nacida el", "data de nascimento",
      "nascido em",
      "nascida em", "data di nascita", "nato il", "nata il", "geboortedatum", "geboren op", "data urodzenia",
      "urodzony",
      "urodzona", "född", "födelsedatum", "født", "fødselsdato",
    ].map { ($0, 1) })

  // MARK: People

  /// "Name: …" of somebody who shares no word with the name found.
  private var names: ParseWarning? {
    guard let name = resume.name?.value else { return nil }
    let words = Set(Self.words(name))
    for (position, line) in layout.lines.enumerated().prefix(80) where layout.kinds[position] == .contact {
      guard let end = line.folded.firstIndex(where: { $0 == 0x3A || $0 == 0x09 }), end < 30,
        NameWords.standard.labels.value(of: line, in: 0..<end) != nil
      else { continue }
      let other = line.text((end + 1)..<line.scalars.count)
      let otherWords = Self.words(other)
      guard (2...4).contains(otherWords.count), words.isDisjoint(with: otherWords) else { continue }
      return ParseWarning(.severalNames, "\(name) and \(other.prefix(80)) are both named as the person")
    }
    return nil
  }

  /// Two addresses of the same block that spell out two people.
  private var addresses: ParseWarning? {
    guard let words = spelledWords else { return nil }
    let own = resume.emails.filter { email in
      guard let line = email.evidence.first?.line, let position = layout.lines.firstIndex(where: { $0.index == line })
      else {
        return false
      }
      return layout.kinds[position] == .contact
    }.prefix(10)
    guard own.count > 1, let first = own.first, Self.isSpelling(words, first.value) else { return nil }
    for other in own.dropFirst() where Self.parts(other.value).count >= 2 && !Self.isSpelling(words, other.value) {
      return ParseWarning(.severalPeople, "\(first.value) and \(other.value) are of different people")
    }
    return nil
  }

  private var unlikeAddress: ParseWarning? {
    guard let name = resume.name?.value, let words = spelledWords, let email = resume.emails.first?.value,
      Self.parts(email).count == 2, !Self.isSpelling(words, email)
    else { return nil }
    return ParseWarning(.nameUnlikeEmail, "\(email) spells out another name than \(name)")
  }

  /// The words of the name as an address can spell them; nil without a name, or with one in other letters than addresses have.
  private var spelledWords: [[UInt32]]? {
    guard let name = resume.name?.value else { return nil }
    let words = Self.words(name)
    return words.isEmpty || words.contains { $0.contains { $0 >= 0x250 } } ? nil : words
  }

  /// Whether a word of the name, or the beginning of one, is in the address's local part.
  private static func isSpelling(_ words: [[UInt32]], _ email: String) -> Bool {
    let local = Array(Folding.fold(email).prefix { $0 != 0x40 })
    return words.contains { word in
      let wanted = word.prefix(4)
      guard wanted.count >= 2, local.count >= wanted.count else { return false }
      return (0...(local.count - wanted.count)).contains { local[$0..<($0 + wanted.count)].elementsEqual(wanted) }
    }
  }

  /// The words of three letters or more that full stops, hyphens and underscores part in a local part.
  private static func parts(_ email: String) -> [[UInt32]] {
    let local = Array(Folding.fold(email).prefix { $0 != 0x40 })
    return local.split { $0 == 0x2E || $0 == 0x5F || $0 == 0x2D }.map(Array.init)
      .filter { $0.count >= 3 && $0.allSatisfy(Folding.isLetter) }
  }

  private static func words(_ text: String) -> [[UInt32]] {
    let folded = Folding.fold(text.prefix(200))
    return Tokenizer.tokens(of: folded).filter { $0.kind == .word && $0.count > 1 }.map {
      Array(folded[$0.start..<$0.end])
    }
  }

  // MARK: Confidence

  private var uncertain: ParseWarning? {
    var fields: [String] = []
    if let name = resume.name, name.confidence < Self.leastConfidence { fields.append("the name") }
    if let email = resume.emails.first, email.confidence < Self.leastConfidence { fields.append("the address") }
    let latest = history.latest
    if let title = latest?.position, title.confidence < Self.leastConfidence { fields.append("the latest position") }
    if let company = latest?.company, company.confidence < Self.leastConfidence { fields.append("the latest employer") }
    guard !fields.isEmpty else { return nil }
    return ParseWarning(.lowConfidence, "read with little confidence: \(fields.joined(separator: ", "))")
  }
}

extension WorkEntry {
  /// For a person, on one line.
  fileprivate var title: String {
    String(([position?.value, company?.value].compactMap { $0 }.first ?? "a job").prefix(80))
  }
}

extension EducationEntry {
  fileprivate var title: String {
    String(([studyType?.value, institution?.value].compactMap { $0 }.first ?? "a course").prefix(80))
  }
}
