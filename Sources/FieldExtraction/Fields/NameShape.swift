/// A name without what stands around it in its line, and as it is usually written.
enum NameShape {
  /// Without honorifics before, credentials and "resume" behind.
  static func stripped(_ line: TextLine, _ range: Range<Int>) -> Range<Int> {
    var range = withoutMonogram(line, line.trimmed(range))
    while true {
      let indices = line.tokenIndices(in: range)
      guard let first = indices.first, indices.count > 1, line.tokens[first].kind == .word else { break }
      guard
        let match = NameWords.standard.honorifics.match(line, at: first, before: indices.upperBound)
          ?? NameWords.standard.documents.match(line, at: first, before: indices.upperBound),
        match.end < indices.upperBound
      else { break }
      // "M. Dupont" is a gentleman, "M Smith" an initial.
      if line.tokens[first].count == 1, line.scalars[line.tokens[first].start] != "M" { break }
      var next = match.end
      while next < indices.upperBound, line.tokens[next].kind == .sign { next += 1 }
      // "Resume of Jane Roe", "Lebenslauf von Hans Roe".
      if next + 1 < indices.upperBound, NameWords.standard.documents.match(line, at: first, before: match.end) != nil,
        Self.linkers.match(line, at: next, before: next + 1) != nil, !line.scalars[line.tokens[next].start].isUpper
      {
        next += 1
      }
      guard next < indices.upperBound else { break }
      range = line.tokens[next].start..<range.upperBound
    }
    while true {
      let indices = line.tokenIndices(in: range)
      guard indices.count > 1 else { break }
      var cut: Int?
      for start in indices.dropFirst() where line.tokens[start].kind != .sign {
        for lexicon in [NameWords.standard.credentials, NameWords.standard.documents] {
          if let match = lexicon.match(line, at: start, before: indices.upperBound) {
            var end = match.end
            while end < indices.upperBound, line.tokens[end].kind == .sign { end += 1 }
            let isAfterComma = line.tokens[start - 1].kind == .sign
            let isCapital = line.scalars[line.tokens[start].start].isUpper
            // "Jane Roe PhD", "Jane Roe Resume"; in "Jane Ing" it is the family name.
            let isTitle = NameWords.standard.documents.match(line, at: start, before: indices.upperBound) != nil
            let capitals = line.scalars[line.tokens[start].start..<line.tokens[end - 1].end].filter(\.isUpper).count
            let isCredible =
              isAfterComma || isTitle && isCapital
              || line.tokens[start].count > 2 && capitals > 1 && start - indices.lowerBound >= 2
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
    range = withoutPossessive(line, range)
    var indices = line.tokenIndices(in: range)
    while let last = indices.last, line.tokens[last].kind == .sign, line.folded[line.tokens[last].start] != 0x2E {
      indices = indices.dropLast()
      guard let end = indices.last else { return range.lowerBound..<range.lowerBound }
      range = range.lowerBound..<line.tokens[end].end
    }
    return range
  }

  /// "Jane Roe's Resume", its last word gone already.
  private static func withoutPossessive(_ line: TextLine, _ range: Range<Int>) -> Range<Int> {
    let indices = line.tokenIndices(in: range)
    guard indices.count >= 3, range.upperBound < line.trimmed(line.range).upperBound, let last = indices.last,
      line.tokens[last].count == 1, line.folded[line.tokens[last].start] == 0x73,
      line.folded[line.tokens[last - 1].start] == 0x27
    else { return range }
    return range.lowerBound..<line.tokens[last - 2].end
  }

  private static let linkers = Lexicon(
    ["of", "von", "for", "für", "de", "di", "do", "da", "van", "af", "av"].map { ($0, 1) })

  /// "JR Jane Roe", "王 王桂香": initials set beside the name.
  private static func withoutMonogram(_ line: TextLine, _ range: Range<Int>) -> Range<Int> {
    let indices = line.tokenIndices(in: range)
    guard indices.count >= 2, let first = indices.first, line.tokens[first].kind == .word,
      line.tokens[first].count <= 3,
      line.tokens[first + 1].kind == .word
    else { return range }
    let initials = indices.dropFirst().filter { line.tokens[$0].kind == .word }.map {
      line.folded[line.tokens[$0].start]
    }
    let monogram = line.word(line.tokens[first])
    guard
      monogram.elementsEqual(initials)
        || monogram.count == 2 && initials.count > 2
          && monogram.first == initials.first && monogram.last == initials.last
    else { return range }
    return line.tokens[first + 1].start..<range.upperBound
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
        && NameWords.standard.particles.match(folded, tokens, at: 0, before: tokens.count).map {
          $0.end == tokens.count
        } == true
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
