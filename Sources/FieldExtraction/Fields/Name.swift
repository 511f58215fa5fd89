import ResumeModel

/// Finds the person's name: by position, size, shape and nearness to the contact details; never a heading, an
/// employer or a job title.
struct NameFinder {
  struct Hit {
    var name: Extracted<String>
    var firstLine: Int
    /// The last line it takes: the first too, unless the name is set over several.
    var line: Int
    /// What the name takes on its last line.
    var range: Range<Int>
  }

  private struct Candidate {
    var line: Int
    var range: Range<Int>
    var score: Double
  }

  private let layout: ResumeLayout
  private let gazetteer = Gazetteer.standard
  private let emails: [ContactHit]
  private let locals: [[UInt32]]
  private let metadata: [UInt32]

  init(_ layout: ResumeLayout, emails: [ContactHit]) {
    self.layout = layout
    self.emails = emails
    locals = emails.prefix(2).map { hit in Array(Folding.fold(hit.value).prefix { $0 != 0x40 }) }
    metadata = Folding.fold((layout.document.metadata.author ?? "") + " " + (layout.document.metadata.title ?? ""))
  }

  func find() -> Hit? {
    var best: Candidate?
    var second = -Double.infinity
    var seen = 0
    let firstPage = layout.lines.first?.page ?? 1
    for position in layout.lines.indices {
      let line = layout.lines[position]
      guard line.page <= firstPage + 1 else { break }
      let isHeader = layout.kinds[position] == .contact || layout.kinds[position] == nil && !layout.isHeading[position]
      let isLarge = line.size >= layout.typography.largestSize - 0.3 && line.size > layout.typography.bodySize * 1.15
      guard isHeader || isLarge || line.part != .body || position < 3 else { continue }
      seen += 1
      if seen > 60 { break }
      for range in pieces(of: line, position) {
        guard let score = score(position, range, isHeader: isHeader, isLarge: isLarge, order: seen) else { continue }
        if score > best?.score ?? -Double.infinity {
          second = best?.score ?? second
          best = Candidate(line: position, range: range, score: score)
        } else {
          second = max(second, score)
        }
      }
    }
    guard let best, best.score >= 3 else { return nil }
    return hit(best, margin: best.score - second)
  }

  /// A line's parts that may be a name: all of it, or what separators part.
  private func pieces(of line: TextLine, _ position: Int) -> [Range<Int>] {
    var result: [Range<Int>] = []
    let address = emails.first { $0.line == position && $0.range.count < line.scalars.count }?.range
    for var segment in line.segments {
      // "Jane Roe jane@example.com"
      if let address, address.overlaps(segment) {
        segment = line.trimmed(segment.lowerBound..<max(segment.lowerBound, address.lowerBound))
      }
      var start = segment.lowerBound
      var index = segment.lowerBound
      while index < segment.upperBound {
        let scalar = line.folded[index]
        let spaced =
          index > segment.lowerBound && index + 1 < segment.upperBound && line.folded[index - 1] == 0x20
          && line.folded[index + 1] == 0x20
        if scalar == 0x7C || scalar == 0x2022 || scalar == 0xB7 || scalar == 0x3A || spaced && scalar == 0x2D {
          let piece = line.trimmed(start..<index)
          if !piece.isEmpty { result.append(piece) }
          start = index + 1
        }
        index += 1
      }
      let piece = line.trimmed(start..<segment.upperBound)
      if !piece.isEmpty { result.append(piece) }
    }
    return result
  }

  private static let particles = Lexicon(
    [
      "de", "da", "do", "dos", "das", "di", "del", "della", "van", "von", "der", "den", "ten", "ter", "la", "le", "du",
      "y", "e", "bin", "al", "el", "zu", "zur", "af", "av", "st", "ibn", "i",
    ]
    .map { ($0, 1) })
  private static let credentials = Lexicon(
    [
      "phd", "ph d", "pmp", "mba", "cpa", "rn", "bsn", "msn", "msc", "m sc", "bsc", "b sc", "md", "m d", "esq", "pe",
      "p e", "cfa", "cissp", "shrm cp", "acca", "aca", "facca", "llm", "jd", "dds",
      "ma", "ba", "beng", "meng", "ceng", "phr", "csm", "fca", "ca", "dr", "np", "lpn", "aprn", "fnp", "dvm", "cma",
      "frm", "mcips", "pharmd", "b a", "m a", "mph", "cscp", "m eng", "b eng", "he", "she", "they", "him", "her",
      "them",
    ].map { ($0, 1) })
  private static let honorifics = Lexicon(
    [
      "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "herr", "frau", "sr", "sra", "srta", "mme", "mlle", "m",
      "monsieur", "madame", "ing", "dipl", "dott", "dottssa", "dhr", "mevr", "pan", "pani", "mag", "inz", "mgr", "drs",
      "ir", "dr ing", "dipl ing",
    ].map { ($0, 1) })
  private static let titles = Lexicon(
    [
      "curriculum vitae", "curriculum", "cv", "resume", "résumé", "lebenslauf", "vita", "vitae", "currículum",
      "currículo", "życiorys", "levensloop", "meritförteckning", "bewerbung", "application", "bewerbungsunterlagen",
      "europass", "europass cv",
      "levnadsbeskrivning", "cover letter", "portfolio", "page", "seite", "profil", "confidential", "hoja de vida",
      "european curriculum vitae format", "personal", "private",
    ].map { ($0, 1) })
  static let labels = Lexicon(
    [
      "name", "full name", "vollständiger name", "vor und nachname", "vor und zuname", "nachname vorname", "nom",
      "nom et prénom", "prénom et nom", "nom prénom", "nombre", "nombre completo", "nombre y apellidos", "nome",
      "nome completo", "cognome e nome", "nome e cognome", "nome cognome", "naam", "volledige naam", "imię i nazwisko",
      "imię", "namn", "navn", "fullt navn", "fulde navn", "apellidos nombre", "apellido nombre", "surname name",
      "first name s surname s", "candidate name", "candidate",
    ].map { ($0, 1) })

  private func score(_ position: Int, _ range: Range<Int>, isHeader: Bool, isLarge: Bool, order: Int) -> Double? {
    let line = layout.lines[position]
    let name = stripped(line, range)
    guard !name.isEmpty, name.count <= 60, !layout.isHeading[position] else { return nil }
    let indices = line.tokenIndices(in: name)
    var words = 0
    var capitalised = 0
    for index in indices {
      let token = line.tokens[index]
      switch token.kind {
      case .number, .mixed: return nil
      case .sign:
        guard [0x2D, 0x27, 0x2E, 0x2C, 0xB4, 0x60, 0x22].contains(line.folded[token.start]) else { return nil }
      case .word:
        if !token.spaceBefore, index > indices.lowerBound { continue }
        words += 1
        if line.scalars[token.start].isUpper || !line.scalars[token.start].isLower {
          capitalised += 1
        } else if Self.particles.match(line.folded, [token], at: 0, before: 1) != nil {
          capitalised += 1
        }
      }
    }
    guard words > 0, words <= 6 else { return nil }
    if Self.titles.value(of: line, in: name) != nil { return nil }
    if HeadingLexicon.standard.meaning(of: line, in: name)?.strength == .exact { return nil }
    // The label of a form's row ("Position", "Telefon") is written like a name, and is none.
    if ContactLabels.standard.isLabel(line, name) || HeaderFields.labelLabels.value(of: line, in: name) != nil {
      return nil
    }
    var score = 0.0
    score += words >= 2 && words <= 4 ? 3 : words == 1 ? 0.5 : 1
    if capitalised < words { score -= words - capitalised == 1 && line.size > layout.typography.bodySize * 1.3 ? 2 : 5 }
    if isLarge { score += 4 } else if line.size > layout.typography.bodySize * 1.15 { score += 2 }
    if line.isBold, !layout.typography.bodyIsBold { score += 0.5 }
    if line.headingLevel == 1 { score += 2 }
    if order == 1 { score += 2.5 } else if order <= 3 { score += 1.5 } else if order <= 6 { score += 0.5 }
    if !isHeader { score -= 2.5 }
    if line.hasBullet { score -= 3 }
    if range.lowerBound > 0, hasLabel(line, before: range.lowerBound) { score += 6 }
    if range != line.trimmed(line.range) { score -= 0.5 }
    if gazetteer.titleHeads(line, name) > 0 { score -= 4 }
    if gazetteer.hasTail(line, name) { score -= 4 }
    if gazetteer.hasSchool(line, name) { score -= 4 }
    if gazetteer.organizationWords(line, name) > 0 { score -= 1.5 }
    let place = gazetteer.place(line, name)
    if place.covered > 0.99 { score -= words == 1 ? 2.5 : 1.5 }
    if LanguageNames.standard.names.value(of: line, in: name) != nil { score -= 3 }
    score += resemblance(line, indices)
    return score
  }

  private func hasLabel(_ line: TextLine, before index: Int) -> Bool {
    Self.labels.value(of: line, in: 0..<index) != nil
  }

  /// How much the address and the metadata speak for it.
  private func resemblance(_ line: TextLine, _ indices: Range<Int>) -> Double {
    var hits = 0
    var known = 0
    for index in indices where line.tokens[index].kind == .word && line.tokens[index].count >= 3 {
      let word = line.word(line.tokens[index])
      if locals.contains(where: { Self.contains($0, word) }) { hits += 1 }
      if Self.contains(metadata[...], word) { known += 1 }
    }
    return Double(min(hits, 2)) * 2 + (known >= 2 ? 1.5 : 0)
  }

  private static func contains(_ text: some RandomAccessCollection<UInt32>, _ word: ArraySlice<UInt32>) -> Bool {
    guard text.count >= word.count, let first = word.first else { return false }
    var start = text.startIndex
    while let found = text[start...].firstIndex(of: first) {
      if text[found...].starts(with: word) { return true }
      start = text.index(after: found)
    }
    return false
  }

  /// Without honorifics before, credentials and "resume" behind.
  private func stripped(_ line: TextLine, _ range: Range<Int>) -> Range<Int> {
    var range = line.trimmed(range)
    while true {
      let indices = line.tokenIndices(in: range)
      guard let first = indices.first, indices.count > 1, line.tokens[first].kind == .word else { break }
      guard
        let match = Self.honorifics.match(line, at: first, before: indices.upperBound)
          ?? Self.titles.match(line, at: first, before: indices.upperBound), match.end < indices.upperBound
      else { break }
      // "M. Dupont" is a gentleman, "M Smith" an initial.
      if line.tokens[first].count == 1, line.scalars[line.tokens[first].start] != "M" { break }
      var next = match.end
      while next < indices.upperBound, line.tokens[next].kind == .sign { next += 1 }
      guard next < indices.upperBound else { break }
      range = line.tokens[next].start..<range.upperBound
    }
    while true {
      let indices = line.tokenIndices(in: range)
      guard indices.count > 1 else { break }
      var cut: Int?
      for start in indices.dropFirst() where line.tokens[start].kind != .sign {
        for lexicon in [Self.credentials, Self.titles] {
          if let match = lexicon.match(line, at: start, before: indices.upperBound) {
            var end = match.end
            while end < indices.upperBound, line.tokens[end].kind == .sign { end += 1 }
            let isAfterComma = line.tokens[start - 1].kind == .sign
            let isCapital = line.scalars[line.tokens[start].start].isUpper
            let isCredible = isAfterComma || line.tokens[start].count > 2 && isCapital
            if end == indices.upperBound, isCredible { cut = start }
          }
        }
        if cut != nil { break }
      }
      guard let cut, cut > indices.lowerBound else { break }
      var end = cut
      while end > indices.lowerBound, line.tokens[end - 1].kind == .sign { end -= 1 }
      guard end > indices.lowerBound else { break }
      range = range.lowerBound..<line.tokens[end - 1].end
    }
    var indices = line.tokenIndices(in: range)
    while let last = indices.last, line.tokens[last].kind == .sign, line.folded[line.tokens[last].start] != 0x2E {
      indices = indices.dropLast()
      guard let end = indices.last else { return range.lowerBound..<range.lowerBound }
      range = range.lowerBound..<line.tokens[end].end
    }
    return range
  }

  private func hit(_ candidate: Candidate, margin: Double) -> Hit {
    let parts = stack(around: candidate)
    let ranges = parts.map { (line: $0.line, range: stripped(layout.lines[$0.line], $0.range)) }
    var text = Self.ordered(ranges.map { layout.lines[$0.line].text($0.range) }.joined(separator: " "))
    if !text.unicodeScalars.contains(where: \.isLower) { text = Self.titleCased(text) }
    let sure = min(0.99, 0.5 + candidate.score * 0.035 + min(max(margin, 0), 4) * 0.03)
    let evidence = ranges.map { layout.lines[$0.line].evidence($0.range) }
    let last = parts[parts.count - 1]
    return Hit(
      name: Extracted(text, confidence: sure, evidence: evidence), firstLine: parts[0].line, line: last.line,
      range: last.range)
  }

  /// The lines of a name set over several: all of one uncommon size, and nothing else.
  private func stack(around candidate: Candidate) -> [(line: Int, range: Range<Int>)] {
    var parts = [(line: candidate.line, range: candidate.range)]
    let line = layout.lines[candidate.line]
    guard line.size > layout.typography.bodySize * 1.15 else { return parts }
    var words = line.tokens[line.tokenIndices(in: candidate.range)].filter(\.isWordLike).count
    guard words <= 3 else { return parts }
    let whole = line.trimmed(line.range)
    if candidate.range.lowerBound == whole.lowerBound, candidate.line > 0,
      let before = stackPart(candidate.line - 1, beside: line, isWhole: true), words + before.words <= 6
    {
      parts.insert((candidate.line - 1, before.range), at: 0)
      words += before.words
    }
    let last = line.tokens.last { $0.end <= candidate.range.upperBound && $0.kind == .word }
    let endsInParticle = last.map { Self.particles.match(line.folded, [$0], at: 0, before: 1) != nil } ?? false
    if candidate.range == whole, words <= 2 || endsInParticle, candidate.line + 1 < layout.lines.count,
      let after = stackPart(candidate.line + 1, beside: line, isWhole: false), words + after.words <= 6
    {
      parts.append((candidate.line + 1, after.range))
    }
    return parts
  }

  private func stackPart(_ position: Int, beside line: TextLine, isWhole: Bool) -> (range: Range<Int>, words: Int)? {
    let other = layout.lines[position]
    guard other.flow == line.flow, !layout.isHeading[position],
      abs(other.size - line.size) < 0.3
        || line.wordCount == 1 && other.size > line.size && other.size > layout.typography.bodySize * 1.3,
      let range = pieces(of: other, position).first, range.lowerBound == other.trimmed(other.range).lowerBound,
      !isWhole || range == other.trimmed(other.range)
    else { return nil }
    let tokens = other.tokens[other.tokenIndices(in: range)]
    let words = tokens.filter(\.isWordLike).count
    guard words > 0, words <= 3,
      tokens.allSatisfy({ $0.kind == .word || $0.kind == .sign && [0x2D, 0x27, 0x2E].contains(other.folded[$0.start]) }
      ),
      gazetteer.titleHeads(other, range) == 0, Self.titles.value(of: other, in: range) == nil,
      HeadingLexicon.standard.meaning(of: other, in: range)?.strength != .exact,
      other.scalars[range.lowerBound].isUpper || Self.particles.match(other, at: 0, before: 1) != nil
    else { return nil }
    return (range, words)
  }

  /// "Doe, Jane" → "Jane Doe".
  static func ordered(_ text: String) -> String {
    let parts = text.split(separator: ",")
    guard parts.count == 2 else { return text }
    let given = parts[1].drop { $0 == " " }
    let suffix = Folding.fold(given)
    if given.isEmpty || suffix.count <= 3 || suffix.starts(with: Folding.fold("jr"))
      || suffix.starts(with: Folding.fold("iii"))
    {
      return text
    }
    return given + " " + parts[0]
  }

  /// "MARIA DE LA CRUZ" → "Maria de la Cruz".
  static func titleCased(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for (offset, word) in text.split(separator: " ").enumerated() {
      if offset > 0 { result.append(" ") }
      let folded = Folding.fold(word)
      let tokens = Tokenizer.tokens(of: folded)
      let isParticle =
        offset > 0
        && particles.match(folded, tokens, at: 0, before: tokens.count).map { $0.end == tokens.count } == true
        && folded.count > 1
      let isNumeral = offset > 0 && folded.count > 1 && folded.allSatisfy { [0x69, 0x76, 0x78].contains($0) }
      var startsWord = true
      for scalar in word.unicodeScalars {
        if isNumeral || startsWord && !isParticle {
          result.append(scalar)
        } else {
          result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
        }
        startsWord = !scalar.properties.isAlphabetic
      }
    }
    return String(result)
  }
}
