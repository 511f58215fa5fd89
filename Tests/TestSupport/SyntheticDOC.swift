/// A DOC as Word 97 and later write it, from paragraphs and the changes to their formatting.
public struct SyntheticDOC: Sendable {
  public struct Run: Sendable {
    public var text: String
    public var changes: [UInt8]

    public init(text: String, changes: [UInt8] = []) {
      (self.text, self.changes) = (text, changes)
    }
  }

  public struct Paragraph: Sendable {
    public var runs: [Run]
    public var mark: UInt16 = 0x0D
    public var changes: [UInt8] = []
    public var style: UInt16 = 0

    public init(_ text: String, mark: UInt16 = 0x0D, changes: [UInt8] = [], style: UInt16 = 0) {
      self.init([Run(text: text)], mark: mark, changes: changes, style: style)
    }

    public init(_ runs: [Run], mark: UInt16 = 0x0D, changes: [UInt8] = [], style: UInt16 = 0) {
      self.runs = runs
      self.mark = mark
      self.changes = changes
      self.style = style
    }
  }

  public var body: [Paragraph]
  public var footnotes: [Paragraph] = []
  /// Of the first section: left and right page's header, left and right page's footer, first page's header and footer.
  public var margins: [[Paragraph]] = []
  public var textBoxes: [[Paragraph]] = []
  /// Whether characters are bytes, so far as they are of Windows-1252.
  public var isCompressed = false
  public var flags: UInt16 = 0x1200
  /// By number: what kind of built-in style, and its changes to characters.
  public var styles: [(identifier: UInt16, base: UInt16, paragraph: [UInt8], character: [UInt8])] = []
  /// Texts of bullets: one list each.
  public var bullets: [String] = []
  public var fonts: [String] = []
  public var showsFirstPageMargins = false

  public init(
    body: [Paragraph], footnotes: [Paragraph] = [], margins: [[Paragraph]] = [], textBoxes: [[Paragraph]] = [],
    isCompressed: Bool = false, flags: UInt16 = 0x1200,
    styles: [(identifier: UInt16, base: UInt16, paragraph: [UInt8], character: [UInt8])] = [], bullets: [String] = [],
    fonts: [String] = [], showsFirstPageMargins: Bool = false
  ) {
    self.body = body
    self.footnotes = footnotes
    self.margins = margins
    self.textBoxes = textBoxes
    self.isCompressed = isCompressed
    self.flags = flags
    self.styles = styles
    self.bullets = bullets
    self.fonts = fonts
    self.showsFirstPageMargins = showsFirstPageMargins
  }

  public func bytes() -> [UInt8] {
    let (main, table) = streams()
    return SyntheticCompoundFile(streams: [("WordDocument", main), ("1Table", table)]).bytes()
  }

  private static let textStart = 0x800

  public func streams() -> (main: [UInt8], table: [UInt8]) {
    let headers: [[Paragraph]] = margins.isEmpty ? [] : [[], [], [], [], [], []] + margins
    let stories = [body, footnotes, headers.flatMap { $0 }, textBoxes.flatMap { $0 }]
    var text: [UInt16] = []
    var characterRuns: [(end: Int, changes: [UInt8])] = []
    var paragraphRuns: [(end: Int, changes: [UInt8])] = []
    var lengths: [Int] = []
    for story in stories {
      let start = text.count
      for paragraph in story {
        for run in paragraph.runs {
          text += Array(run.text.utf16)
          characterRuns.append((text.count, run.changes))
        }
        text.append(paragraph.mark)
        characterRuns.append((text.count, []))
        paragraphRuns.append((text.count, Self.two(paragraph.style) + paragraph.changes))
      }
      lengths.append(text.count - start)
    }
    var main = [UInt8](repeating: 0, count: Self.textStart)
    let width = isCompressed ? 1 : 2
    for unit in text {
      main += isCompressed ? [Self.windows1252(unit)] : Self.two(unit)
    }
    func pad() { main += [UInt8](repeating: 0, count: (512 - main.count % 512) % 512) }
    func pages(_ runs: [(end: Int, changes: [UInt8])], isParagraphs: Bool) -> [UInt8] {
      var bounds = [UInt32(Self.textStart)]
      var numbers: [UInt32] = []
      for start in stride(from: 0, to: runs.count, by: 6) {
        let some = Array(runs[start..<min(start + 6, runs.count)])
        pad()
        numbers.append(UInt32(main.count / 512))
        main += Self.page(
          some.map { (Self.textStart + $0.end * width, $0.changes) }, from: Int(bounds.last!),
          isParagraphs: isParagraphs)
        bounds.append(UInt32(Self.textStart + some.last!.end * width))
      }
      return (bounds + numbers).flatMap(SyntheticCompoundFile.little)
    }
    let characterPages = pages(characterRuns, isParagraphs: false)
    let paragraphPages = pages(paragraphRuns, isParagraphs: true)

    var table: [UInt8] = [0]
    func place(_ part: Int, _ bytes: [UInt8]) {
      guard !bytes.isEmpty else { return }
      main.replaceSubrange(154 + part * 8..<162 + part * 8, with: Self.four(table.count) + Self.four(bytes.count))
      table += bytes
    }
    place(12, characterPages)
    place(13, paragraphPages)
    let offset = isCompressed ? UInt32(Self.textStart * 2) | 0x4000_0000 : UInt32(Self.textStart)
    var pieces: [UInt8] = [2] + Self.four(16)
    pieces += Self.four(0) + Self.four(text.count)
    pieces += [0, 0] + SyntheticCompoundFile.little(offset) + [0, 0]
    place(33, pieces)
    if !styles.isEmpty { place(1, styleSheet()) }
    if !fonts.isEmpty { place(15, fontTable()) }
    if !bullets.isEmpty {
      place(73, listTable())
      // The levels lie behind the lists, and are not counted with them.
      table += bullets.flatMap(Self.bulletLevel)
      var overrides = Self.four(bullets.count)
      for number in 1...bullets.count { overrides += Self.four(number) + [UInt8](repeating: 0, count: 12) }
      place(74, overrides)
    }
    if !headers.isEmpty {
      var ends = [0]
      for story in headers { ends.append(ends.last! + Self.length(story)) }
      place(11, (ends + [ends.last!]).flatMap(Self.four))
      let section = main.count
      main += showsFirstPageMargins ? [3, 0, 0x0A, 0x30, 1] : [0, 0]
      var sections = Self.four(0) + Self.four(lengths[0])
      sections += [0, 0] + Self.four(section) + [UInt8](repeating: 0, count: 6)
      place(6, sections)
    }
    if !textBoxes.isEmpty {
      var ends = [0]
      for story in textBoxes { ends.append(ends.last! + Self.length(story)) }
      var entries: [UInt8] = []
      for index in textBoxes.indices {
        entries += [UInt8](repeating: 0, count: 14) + Self.four(100 + index) + [0, 0, 0, 0]
      }
      place(56, ends.flatMap(Self.four) + entries)
      let anchors = (0..<lengths[0]).filter { text[$0] == 0x08 }
      var shapes: [UInt8] = []
      for index in anchors.indices {
        // The later, the higher up.
        shapes += Self.four(100 + index) + Self.four(0) + Self.four(1000 - index * 100)
        shapes += [UInt8](repeating: 0, count: 14)
      }
      place(40, (anchors + [lengths[0]]).flatMap(Self.four) + shapes)
    }
    main.replaceSubrange(0..<12, with: [0xEC, 0xA5, 0xC1, 0, 0, 0, 9, 4, 0, 0] + Self.two(flags))
    main.replaceSubrange(24..<32, with: Self.four(Self.textStart) + Self.four(Self.textStart + text.count * width))
    main.replaceSubrange(76..<80, with: Self.four(lengths[0]))
    main.replaceSubrange(80..<84, with: Self.four(lengths[1]))
    main.replaceSubrange(84..<88, with: Self.four(lengths[2]))
    main.replaceSubrange(100..<104, with: Self.four(lengths[3]))
    // Streams of this size lie in sectors of their own.
    return (
      main + [UInt8](repeating: 0, count: max(0, 4096 - main.count)),
      table + [UInt8](repeating: 0, count: max(0, 4096 - table.count))
    )
  }

  /// Bounds, then where each run's changes lie, which fill the page from its end.
  private static func page(_ runs: [(end: Int, changes: [UInt8])], from start: Int, isParagraphs: Bool) -> [UInt8] {
    var page = [UInt8](repeating: 0, count: 512)
    page[511] = UInt8(runs.count)
    page.replaceSubrange(0..<4, with: four(start))
    var free = 510
    for (index, run) in runs.enumerated() {
      page.replaceSubrange((index + 1) * 4..<(index + 2) * 4, with: four(run.end))
      guard !run.changes.isEmpty else { continue }
      var changes = run.changes
      if isParagraphs {
        if changes.count % 2 == 0 {
          changes.insert(contentsOf: [0, UInt8(changes.count / 2)], at: 0)
        } else {
          changes.insert(UInt8((changes.count + 1) / 2), at: 0)
        }
      } else {
        changes.insert(UInt8(changes.count), at: 0)
      }
      free -= changes.count + changes.count % 2
      page.replaceSubrange(free..<free + changes.count, with: changes)
      page[(runs.count + 1) * 4 + index * (isParagraphs ? 13 : 1)] = UInt8(free / 2)
    }
    return page
  }

  private func styleSheet() -> [UInt8] {
    var bytes = Self.two(18) + Self.two(UInt16(styles.count)) + Self.two(10) + [UInt8](repeating: 0, count: 14)
    for style in styles {
      var definition = Self.two(style.identifier) + Self.two(style.base << 4 | 1) + Self.two(2) + [0, 0, 0, 0]
      definition += Self.two(1) + Self.two(0x53) + [0, 0]
      for changes in [Self.two(0) + style.paragraph, style.character] {
        definition += Self.two(UInt16(changes.count)) + changes + (changes.count % 2 == 0 ? [] : [0])
      }
      bytes += Self.two(UInt16(definition.count)) + definition
    }
    return bytes
  }

  private func fontTable() -> [UInt8] {
    var bytes = Self.two(UInt16(fonts.count)) + [0, 0]
    for font in fonts {
      let name: [UInt8] = font.utf16.flatMap(Self.two) + [0, 0]
      bytes += [UInt8(39 + name.count)] + [UInt8](repeating: 0, count: 39) + name
    }
    return bytes
  }

  private func listTable() -> [UInt8] {
    var bytes = Self.two(UInt16(bullets.count))
    for number in 1...bullets.count { bytes += Self.four(number) + [UInt8](repeating: 0, count: 22) + [1, 0] }
    return bytes
  }

  /// One of numbers has `%` for its number.
  private static func bulletLevel(_ text: String) -> [UInt8] {
    let isNumber = text.contains("%")
    let units: [UInt16] = text.utf16.map { $0 == 0x25 ? 0 : $0 }
    var bytes = four(1) + [isNumber ? 0 : 23]
    bytes += [UInt8](repeating: 0, count: 23) + two(UInt16(units.count))
    return bytes + units.flatMap(two)
  }

  private static func length(_ story: [Paragraph]) -> Int {
    story.reduce(0) { $0 + $1.runs.reduce(1) { $0 + $1.text.utf16.count } }
  }

  private static func windows1252(_ unit: UInt16) -> UInt8 {
    switch unit {
    case 0x20AC: 0x80
    case 0x2013: 0x96
    case 0x2019: 0x92
    case 0x2022: 0x95
    default: UInt8(truncatingIfNeeded: unit)
    }
  }

  private static func two(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }
  private static func four(_ value: Int) -> [UInt8] { SyntheticCompoundFile.little(UInt32(value)) }
}
