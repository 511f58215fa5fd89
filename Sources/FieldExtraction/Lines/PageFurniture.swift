import DocumentText
import ResumeModel

/// Tells page numbers and running feet, which belong to no section.
enum PageFurniture {
  private static let pageWords = Lexicon(
    ["page", "seite", "página", "pagina", "strona", "sida", "side", "pág", "pag", "str", "s", "p"].map { ($0, 1) })

  /// - Parameter height: of the page in points; 0 where there are no pages.
  static func isFurniture(_ line: TextLine, pageHeight height: Double) -> Bool {
    guard let box = line.box, height > 0, line.wordCount <= 24 else { return false }
    let isFoot = box.y0 > height * 0.9
    let isHead = box.y1 < height * 0.08
    guard isFoot || isHead, !line.folded.contains(0x40) else { return false }
    guard Phones.scan(line).isEmpty else { return false }
    return hasPageNumber(line, isLoneNumberEnough: isFoot) || isFoot && (hasTitle(line) || isOnlyDay(line))
  }

  private static let titles = Lexicon(
    [
      "curriculum vitae", "résumé", "resume", "cv", "lebenslauf", "currículum", "currículo", "życiorys",
      "curriculum vitæ", "životopis", "önéletrajz", "резюме", "özgeçmiş", "简历", "履歴書", "이력서", "ansioluettelo",
    ].map { ($0, 1) })

  /// "Jane Roe · Résumé" at a page's foot.
  private static func hasTitle(_ line: TextLine) -> Bool {
    line.wordCount <= 12 && !titles.matches(in: line, line.range).isEmpty
  }

  /// A date with its day and nothing else: when the page was printed.
  private static func isOnlyDay(_ line: TextLine) -> Bool {
    guard line.dates.count == 1, let date = line.dates[0].end, date.day != nil else { return false }
    return line.trimmed(line.range).count - line.dates[0].range.count <= 1
  }

  /// "2/3", "Page 2 of 3", "Seite 2", "Jane Roe – 2/3", a lone number.
  private static func hasPageNumber(_ line: TextLine, isLoneNumberEnough: Bool) -> Bool {
    let tokens = line.tokens
    guard let last = tokens.last(where: { $0.isWordLike }), last.kind == .number, last.count <= 2 else { return false }
    let index = tokens.lastIndex { $0.start == last.start } ?? 0
    if index == 0 { return isLoneNumberEnough }
    if index >= 2, tokens[index - 1].kind == .sign, line.folded[tokens[index - 1].start] == 0x2F,
      tokens[index - 2].kind == .number, tokens[index - 2].count <= 2
    {
      let before = index - 3
      // "01/20" is a date where something else than a name or a word for page stands before it.
      return before < 0 || tokens[before].kind == .sign || tokens[before].kind == .word
    }
    if tokens[..<index].contains(where: {
      $0.kind == .word && pageWords.match(line.folded, [$0], at: 0, before: 1) != nil
    }), tokens.count <= 8 || line.segments.count > 1 {
      return true
    }
    // "Jane Roe · 2": a short line of words, a mark and the number.
    if isLoneNumberEnough, tokens[index - 1].kind == .sign, index <= 6,
      tokens[..<(index - 1)].allSatisfy({ $0.kind == .word || $0.kind == .sign })
    {
      return true
    }
    // The last of several cells is a lone number: "date ⇥ name ⇥ 2".
    guard let segment = line.segments.last, line.segments.count > 1, isLoneNumberEnough else { return false }
    return segment.lowerBound == last.start
  }
}
