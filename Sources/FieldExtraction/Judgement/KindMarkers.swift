import ResumeModel

/// What documents of each kind say of themselves: titles, salutations, formulas ("amount due", "hiermit bestätigen wir").
struct KindMarkers {
  enum Place: String {
    /// A whole line or a stretch between wide gaps, but for numbers and signs behind it.
    case title
    /// The beginning of a short line.
    case opening
    /// A line of few words.
    case closing
    /// Anywhere, over the end of a line too.
    case phrase
  }

  struct Marker {
    var kind: DocumentKind
    var place: Place
    /// In units of log-odds, before they are damped (``ResumeJudge``).
    var weight: Double
  }

  /// A marker where it first stands.
  struct Finding {
    var marker: Marker
    /// Into the layout's lines.
    var line: Int
  }

  static let standard = KindMarkers(ResourceFile("kinds.txt"))

  private var markers: [Marker] = []
  private var titles = Lexicon()
  private var openings = Lexicon()
  private var closings = Lexicon()
  private var phrases = Lexicon()

  init(_ file: ResourceFile) {
    for group in file.groups {
      let parts = group.name.split(separator: " ")
      guard parts.count == 3, let kind = DocumentKind(rawValue: String(parts[0])),
        let place = Place(rawValue: String(parts[1]))
      else { continue }
      let weight = parts[2] == "strong" ? 2.0 : parts[2] == "weak" ? 0.5 : 1.0
      for phrase in group.phrases {
        // The value is a marker of its own for each phrase, so that one said again and again counts once.
        guard let value = UInt16(exactly: markers.count) else { return }
        markers.append(Marker(kind: kind, place: place, weight: weight))
        switch place {
        case .title: titles.insert(phrase, value)
        case .opening: openings.insert(phrase, value)
        case .closing: closings.insert(phrase, value)
        case .phrase: phrases.insert(phrase, value)
        }
      }
    }
  }

  /// Every marker that the lines hold, each once, by line.
  ///
  /// - Parameter limit: lines beyond it are not looked at.
  func findings(in lines: [TextLine], limit: Int) -> [Finding] {
    var first: [UInt16: Int] = [:]
    func note(_ value: UInt16, _ line: Int) {
      first[value] = min(first[value] ?? line, line)
    }
    for (position, line) in lines.prefix(limit).enumerated() {
      for segment in line.segments {
        if let value = title(line, segment) { note(value, position) }
      }
      let words = line.wordCount
      guard words <= 10, let start = line.tokens.firstIndex(where: { $0.kind != .sign }) else { continue }
      if let match = openings.match(line, at: start, before: line.tokens.count) { note(match.value, position) }
      if words <= 5, let match = closings.match(line, at: start, before: line.tokens.count) {
        note(match.value, position)
      }
    }
    for (value, line) in runningPhrases(lines.prefix(limit)) { note(value, line) }
    return first.map { Finding(marker: markers[Int($0.key)], line: $0.value) }
      .sorted {
        ($0.line, $0.marker.kind.rawValue, $0.marker.weight) < ($1.line, $1.marker.kind.rawValue, $1.marker.weight)
      }
  }

  /// "INVOICE No. 2024-117": the phrase, then nothing but numbers and signs.
  private func title(_ line: TextLine, _ segment: Range<Int>) -> UInt16? {
    let indices = line.tokenIndices(in: segment)
    guard indices.count <= 14, let start = indices.first(where: { line.tokens[$0].kind != .sign }),
      let match = titles.match(line, at: start, before: indices.upperBound)
    else { return nil }
    for token in line.tokens[match.end..<indices.upperBound] where token.kind == .word && token.count > 2 { return nil }
    return match.value
  }

  /// Over the ends of lines: prose is broken anywhere.
  private func runningPhrases(_ lines: ArraySlice<TextLine>) -> [(value: UInt16, line: Int)] {
    var folded: [UInt32] = []
    var tokens: [Token] = []
    var starts: [(offset: Int, line: Int)] = []
    for (position, line) in zip(lines.indices, lines) {
      starts.append((folded.count, position))
      tokens += line.tokens.map { $0.moved(by: folded.count) }
      folded += line.folded
      folded.append(0x20)
    }
    var result: [(value: UInt16, line: Int)] = []
    var row = 0
    var index = 0
    while index < tokens.count {
      guard tokens[index].kind != .sign, let match = phrases.match(folded, tokens, at: index, before: tokens.count)
      else {
        index += 1
        continue
      }
      while row + 1 < starts.count, starts[row + 1].offset <= tokens[index].start { row += 1 }
      result.append((match.value, starts[row].line))
      index = match.end
    }
    return result
  }
}
