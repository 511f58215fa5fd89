import Glibc
import ResumeModel

/// Tells whether a document is a resume at all, and what it is most like otherwise.
///
/// Two sums of log-odds against each other: what speaks for a resume (``ResumeSigns``), and what speaks for the likeliest
/// other kind (``KindMarkers``, ``TextSigns``). A resume may stand behind a cover letter or in front of certificates: where
/// it shows outside the stretch that a kind's markers span, that kind hardly counts.
struct ResumeJudge {
  /// Lines beyond it are not looked at.
  static let lineLimit = 2000

  private let layout: ResumeLayout
  private let resume: ParsedResume
  private let signs: ResumeSigns
  private let text: TextSigns
  private let findings: [KindMarkers.Finding]

  init(_ layout: ResumeLayout, _ resume: ParsedResume) {
    let found = KindMarkers.standard.findings(in: layout.lines, limit: Self.lineLimit)
    self.layout = layout
    self.resume = resume
    text = TextSigns(layout.lines, limit: Self.lineLimit)
    findings = found.filter { $0.marker.kind != .resume }
    signs = ResumeSigns(layout, resume, titles: found.filter { $0.marker.kind == .resume })
  }

  func likeness() -> ResumeLikeness {
    var evidence = DocumentKind.allCases.map { (kind: $0, points: against($0)) }
    // The first of equals in the order of the kinds.
    evidence.sort { $0.points > $1.points }
    let (best, second) = (evidence[0], evidence[1])
    var odds = base + signs.points() - best.points - 0.3 * second.points
    if isForeign, best.points < 2.5 { odds = max(odds, -1) }
    // However little it is, it begins as a resume does, and nothing says that it is anything else.
    if signs.points(of: [.headings]) >= 0.5, !resume.emails.isEmpty, best.points < 1.5 { odds = max(odds, -1) }
    // Whose it is and how to reach them says nothing of what they did: a business card, a list of contacts, a note.
    if signs.points(of: [.title, .headings, .entries, .unheaded]) == 0 { odds = min(odds, Self.unsure) }
    odds = min(max(odds, -Self.surest), Self.surest)
    let score = 1 / (1 + exp(-odds))
    let rounded = (score * 1000).rounded() / 1000
    guard rounded < ResumeLikeness.leastCertain else { return ResumeLikeness(score: rounded, kind: .resume) }
    return ResumeLikeness(score: rounded, kind: best.points >= 1.5 ? best.kind : .other)
  }

  /// A text of which nothing more is known is no resume, a line or two still less.
  private var base: Double { text.words < 12 && signs.points(of: [.headings, .entries, .unheaded]) == 0 ? -3.5 : -2.5 }
  /// In doubt, in log-odds.
  private static let unsure = -0.3
  /// No words are surer than this, in log-odds.
  private static let surest = 6.0

  /// Mostly in letters that none of the lists here has: the absence of headings says nothing.
  private var isForeign: Bool {
    var (latin, foreign) = (0, 0)
    for line in layout.lines.prefix(200) {
      for scalar in line.folded where Folding.isLetter(scalar) {
        if scalar < 0x250 { latin += 1 } else { foreign += 1 }
      }
    }
    return foreign > 30 && foreign * 3 > latin
  }

  /// The most points that one kind gets.
  private static let cap = 6.5
  /// What is left of a kind where the resume stands elsewhere in the document.
  private static let damping = 0.25

  private func against(_ kind: DocumentKind) -> Double {
    guard kind != .resume else { return -1 }
    let own = findings.filter { $0.marker.kind == kind && isInPlace($0) }
    var points = own.reduce(0) { $0 + $1.marker.weight } + shape(kind, markers: own)
    points = min(points, Self.cap)
    guard let first = own.map({ layout.lines[$0.line].index }).min(),
      let last = own.map({ layout.lines[$0.line].index }).max()
    else { return points }
    return isResume(outside: first...last) ? points * Self.damping : points
  }

  /// A title at the foot of a long document is a heading or an item of a list.
  private func isInPlace(_ finding: KindMarkers.Finding) -> Bool {
    guard finding.marker.place == .title else { return true }
    switch finding.marker.kind {
    case .jobAdvert, .paper, .minutes, .form: return true
    default:
      return finding.line < 25 || layout.lines[finding.line].size > layout.typography.bodySize * 1.3
    }
  }

  private func isResume(outside span: ClosedRange<Int>) -> Bool {
    let structure = signs.points(of: [.title, .headings, .entries, .unheaded], outside: span)
    let entries = signs.points(of: [.entries, .unheaded], outside: span)
    let headings = signs.points(of: [.headings], outside: span)
    return structure >= 3 && (entries >= 0.8 || headings >= 2.5)
  }

  /// What the shape of the text adds to the words.
  private func shape(_ kind: DocumentKind, markers: [KindMarkers.Finding]) -> Double {
    switch kind {
    case .jobAdvert:
      let isMarked = !markers.isEmpty
      return (text.you >= 0.015 ? isMarked ? 1.5 : 0.5 : 0) + (text.we >= 0.01 ? isMarked ? 0.8 : 0.3 : 0)
    case .letter:
      let opens = markers.contains { $0.marker.place == .opening }
      let closes = markers.contains { $0.marker.place == .closing }
      return (opens && closes ? 1 : 0) + (text.myself >= 0.02 && opens ? 1 : 0)
    case .invoice:
      return (text.amountLines >= 6 ? 2.5 : text.amountLines >= 3 ? 1.5 : 0) + (text.hasBankAccount ? 1.5 : 0)
    case .form: return text.blankLines >= 3 ? 1.5 : 0
    case .manual, .newsletter: return !markers.isEmpty && text.you >= 0.015 ? 0.8 : 0
    case .sourceCode: return text.codeShare >= 0.3 ? 5 : 0
    case .slides: return isLandscape ? 3 : 0
    case .other: return isProse ? 1.5 : 0
    case .paper: return markers.count >= 4 ? 2 : 0
    default: return 0
    }
  }

  /// Running text without a history: an article, a story, a licence.
  private var isProse: Bool {
    text.words >= 120 && text.proseShare >= 0.6 && signs.points(of: [.entries]) == 0
  }

  /// Many pages, wider than high, with little on each.
  private var isLandscape: Bool {
    let pages = layout.document.pages
    guard pages.count >= 5, pages.allSatisfy({ $0.width > $0.height }) else { return false }
    return text.words < pages.count * 90
  }
}
