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
  private let vocabulary = NameWords.standard
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
        if scalar == 0x7C || scalar == 0x2022 || scalar == 0xB7 || scalar == 0x3A || spaced && scalar == 0x2D
          || scalar == 0x2C && isTitle(line, behind: index, in: segment)
        {
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

  /// "Jane Roe, Payroll Specialist": a job title behind the comma, none before it.
  private func isTitle(_ line: TextLine, behind comma: Int, in segment: Range<Int>) -> Bool {
    gazetteer.titleHeads(line, line.trimmed((comma + 1)..<segment.upperBound)) > 0
      && gazetteer.titleHeads(line, segment.lowerBound..<comma) == 0
  }

  private func score(_ position: Int, _ range: Range<Int>, isHeader: Bool, isLarge: Bool, order: Int) -> Double? {
    let line = layout.lines[position]
    let name = NameShape.stripped(line, range)
    guard !name.isEmpty, name.count <= 60, !layout.isHeading[position] else { return nil }
    let indices = line.tokenIndices(in: name)
    var words = 0
    var capitalised = 0
    for index in indices {
      let token = line.tokens[index]
      switch token.kind {
      case .number, .mixed: return nil
      case .sign:
        guard
          [0x2D, 0x27, 0x2E, 0x2C, 0xB4, 0x60, 0x22].contains(line.folded[token.start])
            || isNicknameBracket(line, index, in: indices)
        else { return nil }
      case .word:
        if !token.spaceBefore, index > indices.lowerBound { continue }
        words += 1
        if line.scalars[token.start].isUpper || !line.scalars[token.start].isLower {
          capitalised += 1
        } else if NameWords.standard.particles.match(line.folded, [token], at: 0, before: 1) != nil {
          capitalised += 1
        }
      }
    }
    guard words > 0, words <= 6 else { return nil }
    // Two to four characters are a whole name in East Asia.
    let letters = line.folded[name].filter(Folding.isWide).count
    let isWide = letters > 0
    if isWide, !(2...6).contains(letters) || letters != name.filter({ !Folding.isSpace(line.folded[$0]) }).count {
      return nil
    }
    if vocabulary.documents.value(of: line, in: name) != nil { return nil }
    if HeadingLexicon.standard.meaning(of: line, in: name)?.strength == .exact { return nil }
    // The label of a form's row ("Position", "Telefon") is written like a name, and is none.
    if ContactLabels.standard.isLabel(line, name) || vocabulary.headlines.value(of: line, in: name) != nil {
      return nil
    }
    var score = 0.0
    score += words >= 2 && words <= 4 || isWide && letters <= 4 ? 3 : words == 1 ? 0.5 : 1
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

  /// "Robert (Bob) Kowalski": a bracket around one word, another behind it.
  private func isNicknameBracket(_ line: TextLine, _ index: Int, in indices: Range<Int>) -> Bool {
    switch line.folded[line.tokens[index].start] {
    case 0x28:
      index > indices.lowerBound && index + 3 < indices.upperBound && line.tokens[index + 1].kind == .word
        && line.folded[line.tokens[index + 2].start] == 0x29
    case 0x29: index >= indices.lowerBound + 2 && line.folded[line.tokens[index - 2].start] == 0x28
    default: false
    }
  }

  private func hasLabel(_ line: TextLine, before index: Int) -> Bool {
    vocabulary.labels.value(of: line, in: 0..<index) != nil
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

  private func hit(_ candidate: Candidate, margin: Double) -> Hit {
    let parts = stack(around: candidate)
    let ranges = parts.map { (line: $0.line, range: NameShape.stripped(layout.lines[$0.line], $0.range)) }
    var text = NameShape.ordered(ranges.map { layout.lines[$0.line].text($0.range) }.joined(separator: " "))
    if !text.unicodeScalars.contains(where: \.isLower) { text = NameShape.titleCased(text) }
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
    let size = line.style(of: candidate.range).size
    guard size > layout.typography.bodySize * 1.15 else { return parts }
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
    let endsInParticle =
      last.map { NameWords.standard.particles.match(line.folded, [$0], at: 0, before: 1) != nil } ?? false
    if candidate.range == whole, words <= 2 || endsInParticle, candidate.line + 1 < layout.lines.count,
      let after = stackPart(candidate.line + 1, beside: line, isWhole: false), words + after.words <= 6
    {
      parts.append((candidate.line + 1, after.range))
    } else if candidate.range.lowerBound == whole.lowerBound, candidate.range != whole, words <= 2 || endsInParticle,
      let (next, range) = stackedCell(below: candidate, size: size)
    {
      parts.append((next, range))
    }
    return parts
  }

  /// The rest of a name in the first cells of the lines below, whose other cells hold the address.
  private func stackedCell(below candidate: Candidate, size: Double) -> (line: Int, range: Range<Int>)? {
    let line = layout.lines[candidate.line]
    for next in (candidate.line + 1)..<min(candidate.line + 5, layout.lines.count) {
      let other = layout.lines[next]
      guard other.flow == line.flow, let range = other.segments.first, other.segments.count > 1,
        abs(other.style(of: range).size - size) < 0.3
      else { continue }
      let tokens = other.tokens[other.tokenIndices(in: range)]
      guard tokens.filter(\.isWordLike).count <= 3, tokens.allSatisfy({ $0.kind == .word || $0.kind == .sign }),
        other.scalars[range.lowerBound].isUpper, gazetteer.titleHeads(other, range) == 0
      else { return nil }
      return (next, range)
    }
    return nil
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
      gazetteer.titleHeads(other, range) == 0, vocabulary.documents.value(of: other, in: range) == nil,
      HeadingLexicon.standard.meaning(of: other, in: range)?.strength != .exact,
      other.scalars[range.lowerBound].isUpper || NameWords.standard.particles.match(other, at: 0, before: 1) != nil
    else { return nil }
    return (range, words)
  }
}
