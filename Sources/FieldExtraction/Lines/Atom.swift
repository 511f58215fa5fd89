/// A stretch of a line between separators: what a field may be.
struct Atom {
  /// What stands between an atom and the one before it.
  enum Separator: Int, Comparable {
    /// The first of its block.
    case start
    /// A comma.
    case comma
    /// " – ", " · ", "|", "(".
    case mark
    /// "at", "@", "bei", "chez".
    case at
    /// Another style: bold, then regular.
    case style
    /// A wide gap.
    case tab
    /// Another line.
    case line

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  var line: Int
  var range: Range<Int>
  var separator: Separator
  /// Which stretch between wide gaps it lies in, from the left.
  var segment: Int = 0
  /// The last of its line was cut off by the line's end: this goes on with it.
  var isContinued = false
}

/// Cuts lines into atoms.
struct AtomCutter {
  /// Words that part a title from its employer: "Engineer at Acme", "Kellner bei Müller".
  static let at = Lexicon(
    ["at", "bei", "bei der", "chez", "bij", "presso", "hos", "w firmie", "c/o", "ve společnosti", "в компании"].map {
      ($0, 1)
    })
  /// Words that do so only before what is an employer, or where the document's heads all have them: "Contable en Acme".
  static let weakAt = Lexicon(
    [
      "en", "em", "na", "no", "la", "with", "w", "v", "ve", "u", "pri", "kod", "в", "у", "στην", "στο", "στον", "ved",
      "vid", "på",
    ]
    .map { ($0, 1) })

  /// Whether commas, changes of style and "at" part too.
  var cutsFinely = true
  /// Whether the document's heads have the form "Title en Employer" throughout.
  var trustsWeakWords = false

  func atoms(of line: TextLine, index: Int, in range: Range<Int>, without excluded: [Range<Int>] = []) -> [Atom] {
    var result: [Atom] = []
    var start = range.lowerBound
    var separator = Atom.Separator.start
    var segment = 0
    func close(_ end: Int) {
      let piece = trimmed(line, start..<max(end, start))
      if !piece.isEmpty, line.tokenIndices(in: piece).contains(where: { line.tokens[$0].isWordLike }) {
        result.append(Atom(line: index, range: piece, separator: result.isEmpty ? .start : separator, segment: segment))
        separator = .start
      }
    }
    func open(_ next: Int, _ kind: Atom.Separator) {
      start = next
      separator = max(separator, kind)
    }
    var depth = 0
    var offset = range.lowerBound
    while offset < range.upperBound {
      if let hole = excluded.first(where: { $0.lowerBound == offset && !$0.isEmpty }) {
        close(offset)
        let isEdge = result.isEmpty
        open(min(hole.upperBound, range.upperBound), isEdge ? .start : .mark)
        offset = start
        continue
      }
      let scalar = line.folded[offset]
      if scalar == 0x09 {
        close(offset)
        segment += 1
        open(offset + 1, .tab)
      } else if scalar == 0x28 || scalar == 0x5B {
        depth += 1
      } else if scalar == 0x29 || scalar == 0x5D {
        depth = max(0, depth - 1)
      } else if depth == 0,
        isMark(scalar, line, offset, range) || isFullStop(scalar, line, offset, range)
          || isWideSpace(scalar, line, offset, range)
      {
        close(offset)
        open(offset + 1, .mark)
      } else if depth == 0, cutsFinely, scalar == 0x2C || scalar == 0x3B, isListComma(line, offset, range) {
        close(offset)
        open(offset + 1, .comma)
      } else if depth == 0, cutsFinely, scalar == 0x40, offset > range.lowerBound,
        Folding.isSpace(line.folded[offset - 1])
      {
        close(offset)
        open(offset + 1, .at)
      } else if depth == 0, cutsFinely, let end = atWord(line, offset, range) {
        close(offset)
        open(end, .at)
        offset = end
        continue
      } else if cutsFinely, depth == 0, offset > start, isStyleChange(line, offset) {
        close(offset)
        open(offset, .style)
      }
      offset += 1
    }
    close(range.upperBound)
    return result
  }

  /// Signs left at its ends by what was cut away do not belong to it.
  private func trimmed(_ line: TextLine, _ range: Range<Int>) -> Range<Int> {
    var range = line.trimmed(range)
    func isDropped(_ scalar: UInt32) -> Bool {
      Folding.isSpace(scalar) || [0x2C, 0x3B, 0x3A, 0x2D, 0x7C, 0xB7, 0x2022, 0x2F, 0x40].contains(scalar)
    }
    while let first = range.first, isDropped(line.folded[first]) { range = (first + 1)..<range.upperBound }
    while let last = range.last, isDropped(line.folded[last]) { range = range.lowerBound..<last }
    // Brackets around all of it, or one that lost its other half.
    while let first = range.first, let last = range.last, first < last {
      let opens = line.folded[first] == 0x28 || line.folded[first] == 0x5B
      let closes = line.folded[last] == 0x29 || line.folded[last] == 0x5D
      let inside = line.folded[(first + 1)..<last]
      let hasOpening = inside.contains(0x28) || inside.contains(0x5B)
      let hasClosing = inside.contains(0x29) || inside.contains(0x5D)
      if opens, closes, !hasOpening, !hasClosing {
        range = (first + 1)..<last
      } else if opens, !closes, !hasClosing {
        range = (first + 1)..<range.upperBound
      } else if closes, !opens, !hasOpening {
        range = range.lowerBound..<last
      } else {
        break
      }
      range = line.trimmed(range)
    }
    return range
  }

  private func isMark(_ scalar: UInt32, _ line: TextLine, _ offset: Int, _ range: Range<Int>) -> Bool {
    switch scalar {
    case 0x7C, 0x2022, 0xB7, 0x25CF, 0x25AA, 0x25A0, 0x25A1, 0x2666, 0x25C6, 0x2023, 0x22C5, 0x2219, 0x25E6, 0x25CB,
      0x2605, 0x2756,
      0x25B8, 0x25BA, 0x203A, 0xBB:
      return true
    case 0x2D, 0x2F, 0x7E:
      let before =
        offset == range.lowerBound || Folding.isSpace(line.folded[offset - 1]) || line.folded[offset - 1] == scalar
      let after =
        offset + 1 == range.upperBound || Folding.isSpace(line.folded[offset + 1]) || line.folded[offset + 1] == scalar
      // A typographic dash parts even without spaces.
      let isLong = line.scalars[offset].value == 0x2014
      return before && after || isLong && scalar == 0x2D
    default: return false
    }
  }

  /// "Clerk. Acme Ltd. Leeds.": behind a long word or a legal form, before a capital.
  private func isFullStop(_ scalar: UInt32, _ line: TextLine, _ offset: Int, _ range: Range<Int>) -> Bool {
    guard scalar == 0x2E, cutsFinely, offset + 2 < range.upperBound, line.folded[offset + 1] == 0x20,
      line.scalars[offset + 2].isUpper, let token = line.tokenIndices(in: range.lowerBound..<offset).last,
      line.tokens[token].end == offset, line.tokens[token].kind == .word
    else { return false }
    let tail = Gazetteer.Organization.tail.rawValue
    let organizations = Gazetteer.standard.organizations
    let isTail = token > 0 && organizations.match(line, at: token, before: token + 1)?.value == tail
    guard isTail || line.tokens[token].count >= 5 else { return false }
    guard let next = line.tokenIndices(in: (offset + 1)..<range.upperBound).first else { return false }
    return organizations.match(line, at: next, before: line.tokens.count)?.value != tail
  }

  /// A space between words of Chinese or Japanese parts what a comma parts elsewhere.
  private func isWideSpace(_ scalar: UInt32, _ line: TextLine, _ offset: Int, _ range: Range<Int>) -> Bool {
    guard scalar == 0x20, cutsFinely, offset > range.lowerBound, offset + 1 < range.upperBound else { return false }
    func isIdeographic(_ scalar: UInt32) -> Bool { scalar >= 0x3040 && scalar <= 0x9FFF }
    return isIdeographic(line.folded[offset - 1]) && isIdeographic(line.folded[offset + 1])
  }

  private func isListComma(_ line: TextLine, _ offset: Int, _ range: Range<Int>) -> Bool {
    offset + 1 >= range.upperBound || !Folding.isDigit(line.folded[offset + 1])
  }

  private func atWord(_ line: TextLine, _ offset: Int, _ range: Range<Int>) -> Int? {
    guard offset > range.lowerBound, line.folded[offset - 1] == 0x20,
      let token = line.tokenIndices(in: offset..<range.upperBound).first, line.tokens[token].start == offset,
      line.tokens[token].kind == .word, line.tokens[token].count <= 6, !line.scalars[offset].isUpper
    else { return nil }
    let match = Self.at.match(line, at: token, before: line.tokens.count)
    guard let next = match?.end ?? Self.weakEmployer(line, at: token, in: range, isTrusted: trustsWeakWords) else {
      return nil
    }
    let end = line.tokens[next - 1].end
    return end < range.upperBound && line.folded[end] == 0x20 ? end : nil
  }

  /// Where the employer behind a weak word begins: behind a job title, and in capitals.
  static func weakEmployer(_ line: TextLine, at token: Int, in range: Range<Int>, isTrusted: Bool) -> Int? {
    guard let match = weakAt.match(line, at: token, before: token + 1), match.end < line.tokens.count,
      line.tokens[match.end].isWordLike, !line.scalars[line.tokens[match.end].start].isLower
    else { return nil }
    let gazetteer = Gazetteer.standard
    let start = line.tokens[token].start
    let comma = line.folded[range.lowerBound..<start].lastIndex { $0 == 0x2C || $0 == 0x09 || $0 == 0x7C }
    let title = (comma ?? range.lowerBound)..<start
    guard gazetteer.titleHeads(line, title) > 0 else { return nil }
    let first = line.tokens[match.end].start
    let end = line.folded[first..<range.upperBound].firstIndex { $0 == 0x2C || $0 == 0x09 || $0 == 0x28 || $0 == 0x7C }
    let employer = first..<(end ?? range.upperBound)
    guard gazetteer.place(line, employer).covered < 0.99 else { return nil }
    let isKnown =
      gazetteer.hasTail(line, employer) || gazetteer.isEmployer(line, employer)
      || gazetteer.organizationWords(line, employer) > 0
    return isTrusted || isKnown ? match.end : nil
  }

  /// Bold to regular, or italic to upright, between two words.
  private func isStyleChange(_ line: TextLine, _ offset: Int) -> Bool {
    guard line.runs.count > 1, let position = line.runs.firstIndex(where: { $0.range.lowerBound == offset }),
      position > 0
    else { return false }
    let before = line.runs[position - 1].style
    let after = line.runs[position].style
    guard before.isBold != after.isBold || before.isItalic != after.isItalic || abs(before.size - after.size) > 1 else {
      return false
    }
    return Folding.isSpace(line.folded[offset - 1]) || Folding.isSpace(line.folded[offset])
      || !Folding.isLetter(line.folded[offset]) || !Folding.isLetter(line.folded[offset - 1])
      || line.scalars[offset].isUpper && line.scalars[offset - 1].isLower
  }
}
