import ResumeModel

/// Texts of Europass CVs: HTML that is escaped once more, in which lists are what was done.
struct EuropassMarkup {
  private(set) var summary: String?
  private(set) var items: [String] = []

  init(_ element: PlainXMLElement?, _ options: ReadingOptions) {
    guard let element else { return }
    let raw = element.rawText
    var lines: [Line] = []
    if raw.utf8.contains(UInt8(ascii: "<")) || raw.utf8.contains(UInt8(ascii: "&")) {
      lines = (try? HTMLReader.document(raw, sheets: [], options: options))?.pages.first?.lines ?? []
    } else {
      for part in raw.split(whereSeparator: \.isNewline) {
        var assembly = LineAssembly()
        assembly.append(String(part), style: Style())
        if let (line, _) = assembly.finish() { lines.append(line) }
      }
    }
    let prose = lines.filter { $0.bullet == nil }.map { Self.spaced($0.text) }
    summary = prose.isEmpty ? nil : prose.joined(separator: "\n")
    items = lines.filter { $0.bullet != nil }.map { Self.spaced($0.text) }
  }

  /// Prose and list in one text.
  var text: String? {
    let lines = [summary].compactMap { $0 } + items
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  /// What a list of skills names: its items, or what commas part.
  var names: [String] {
    let lines = items + (summary?.split(separator: "\n").map(String.init) ?? [])
    return lines.flatMap { line -> [String] in
      // A sentence is no list.
      let parts = line.split { $0 == "," || $0 == ";" || $0 == "/" && line.contains(" / ") || $0 == "|" }
        .map { Self.trimmed($0) }.filter { !$0.isEmpty }
      return parts.allSatisfy { $0.split(separator: " ").count <= 5 } ? parts : [line]
    }
  }

  private static func spaced(_ text: String) -> String {
    text.split(separator: "\t").joined(separator: " ")
  }

  private static func trimmed(_ text: Substring) -> String {
    text.split(separator: " ").joined(separator: " ")
  }
}

/// How well a language is spoken, by the five skills of the Common European Framework.
struct EuropassLevels {
  private var levels: [(skill: String, level: String)] = []

  mutating func add(_ skill: String, _ level: String?) {
    if let level { levels.append((skill, level)) }
  }

  /// One level where all are the same, else each by its name.
  var text: String? {
    guard let first = levels.first else { return nil }
    if levels.allSatisfy({ $0.level == first.level }) { return first.level }
    return levels.map { "\($0.skill) \($0.level)" }.joined(separator: ", ")
  }
}
