import DocumentText
import ResumeModel

/// A document's lines with its typography and sections: what every field is read from.
struct ResumeLayout {
  let document: Document
  let lines: [TextLine]
  let typography: Typography
  let sections: [Section]
  /// What each line belongs to; nil for headings and rules.
  let kinds: [SectionKind?]
  /// Which lines are headings of sections.
  let isHeading: [Bool]
  /// Hashes of the words that some line holds with a hyphen inside.
  let compounds: Set<UInt64>
  /// Right edge of each flow, in points.
  private let rightEdges: [Int: Double]

  init(_ document: Document) {
    self.document = document
    let lines = LineBuilder(document).lines
    let typography = Typography(lines)
    let findings = HeadingFinder(lines, typography: typography).findings
    let sections = Sectioner(lines, findings: findings).sections
    var kinds = [SectionKind?](repeating: nil, count: lines.count)
    for section in sections {
      for line in section.lines { kinds[line.line] = section.kind }
    }
    var edges: [Int: Double] = [:]
    for line in lines {
      if let box = line.box { edges[line.flow] = max(edges[line.flow] ?? 0, box.x1) }
    }
    self.lines = lines
    compounds = Self.compounds(lines)
    self.typography = typography
    self.sections = sections
    self.kinds = kinds
    isHeading = findings.map { if case .heading = $0 { true } else { false } }
    rightEdges = edges
  }

  private static func compounds(_ lines: [TextLine]) -> Set<UInt64> {
    var result: Set<UInt64> = []
    for line in lines where line.folded.contains(0x2D) {
      for index in line.tokens.indices.dropFirst().dropLast() where line.folded[line.tokens[index].start] == 0x2D {
        let (head, tail) = (line.tokens[index - 1], line.tokens[index + 1])
        guard head.kind == .word, tail.kind == .word, !line.tokens[index].spaceBefore, !tail.spaceBefore else {
          continue
        }
        var hash = PhraseHash()
        hash.add(line.word(head))
        hash.add(0x2D)
        hash.add(line.word(tail))
        result.insert(hash.value)
      }
    }
    return result
  }

  func sections(_ kind: SectionKind) -> [Section] { sections.filter { $0.kind == kind } }

  /// Whether a line ends so near its column's right edge that its next word had no room: the next line goes on.
  func isFull(_ position: Int, nextWord: Int = 8) -> Bool {
    let line = lines[position]
    guard let box = line.box, let edge = rightEdges[line.flow], !line.scalars.isEmpty else { return false }
    let character = box.width / Double(line.scalars.count)
    return box.x1 + character * Double(min(nextWord, 20) + 1) > edge - 1
  }

  /// Length of the first word of a line, for ``isFull(_:nextWord:)``.
  func firstWordLength(_ position: Int) -> Int {
    lines[position].folded.firstIndex(where: Folding.isSpace) ?? lines[position].folded.count
  }

  /// The lines before the first heading of the first page's flows, where name and contact usually stand.
  var headerLines: [Int] {
    guard let section = sections.first, section.heading == nil else { return [] }
    return section.lines.map(\.line)
  }
}
