import ResumeModel

/// What heads an entry, cut into atoms, each with what is known of it.
struct EntryHead {
  let raw: RawEntry
  private(set) var atoms: [Atom] = []
  private(set) var features: [AtomFeatures] = []
  private let layout: ResumeLayout

  /// - Parameters:
  ///   - labels: the roles that a label may have here, the likelier first.
  ///   - limit: how many atoms are looked at.
  ///   - trustsWeakWords: whether "Title en Employer" is how the document's heads are written.
  ///   - holes: the dates of a line that stand between atoms.
  ///   - isIgnored: whether an atom says nothing of any field.
  init(
    _ raw: RawEntry, _ layout: ResumeLayout, labels: [EntryLabels.Role], limit: Int,
    trustsWeakWords: Bool = false, holes: (TextLine, Int) -> [DateSpan],
    isIgnored: (TextLine, Range<Int>) -> Bool = { _, _ in false }
  ) {
    self.raw = raw
    self.layout = layout
    let cutter = AtomCutter(trustsWeakWords: trustsWeakWords)
    let wraps = HeadWraps(layout)
    var pending: EntryLabels.Role?
    for (offset, part) in raw.header.enumerated() {
      let line = layout.lines[part.line]
      var found = cutter.atoms(
        of: line, index: part.line, in: part.range, without: holes(line, part.line).map(\.range))
      guard !found.isEmpty else { continue }
      if offset > 0 {
        found[0].separator = .line
        found[0].isContinued = wraps.goOn(raw.header[offset - 1], in: part)
      }
      let column = offset < raw.roles.count ? raw.roles[offset] : nil
      if column == .date || column == .ignored || column == .issuer { continue }
      if column != nil { pending = column }
      for (position, atom) in found.enumerated() {
        var atom = atom
        if position == 0, column == nil,
          isLabelAlone(line, atom, part) || found.count > 1 && found[1].separator == .tab || isBeforeColon(line, atom),
          let role = EntryLabels.standard.role(of: line, atom.range, among: labels)
        {
          // What it labels was cut out with the date.
          pending = role == .date && isBeforeColon(line, atom) && !isLabelAlone(line, atom, part) ? nil : role
          continue
        }
        if position == 0, offset > 0 { Self.takeAtWord(&atom, line) }
        var label = pending
        pending = nil
        if label == nil { label = Self.takeLabel(&atom, line, labels) }
        if label == .date || label == nil && isIgnored(line, atom.range) { continue }
        if position > 0, atoms.last?.line != atom.line { atom.separator = .line }
        if label == nil, labels.first == .institution, let rest = Self.cutDegree(&atom, line) {
          var known = AtomFeatures(atom, line)
          known.label = label
          atoms.append(atom)
          features.append(known)
          atom = rest
          if atoms.count == limit { return }
        }
        var known = AtomFeatures(atom, line)
        known.label = label
        atoms.append(atom)
        features.append(known)
        if atoms.count == limit { return }
      }
    }
  }

  /// Whether an atom may belong to the same field as the one before it.
  func joins(_ index: Int) -> Bool {
    atoms[index].isContinued || atoms[index].separator <= .mark && atoms[index].line == atoms[index - 1].line
  }

  /// Atoms of a stretch besides its first; what a line's end broke off is none by itself.
  func extra(_ stretch: Range<Int>) -> Double {
    Double(stretch.dropFirst().reduce(0) { $0 + (atoms[$1].isContinued ? 0 : 1) })
  }

  /// What is known of several atoms together.
  func features(of stretch: Range<Int>) -> AtomFeatures {
    var joined = features[stretch.lowerBound]
    for index in stretch.dropFirst() { joined = joined.joined(features[index]) }
    return joined
  }

  /// Where a stretch of atoms stands on its first line.
  func place(of stretch: Range<Int>) -> (line: TextLine, range: Range<Int>) {
    let first = atoms[stretch.lowerBound]
    let last = atoms[stretch.lowerBound..<stretch.upperBound].last { $0.line == first.line } ?? first
    return (layout.lines[first.line], first.range.lowerBound..<last.range.upperBound)
  }

  /// The text of a stretch of atoms, over a line's end too.
  func extracted(_ stretch: Range<Int>, confidence: Double) -> Extracted<String> {
    var parts: [SectionLine] = []
    for atom in atoms[stretch] {
      if let last = parts.last, last.line == atom.line {
        parts[parts.count - 1].range = last.range.lowerBound..<atom.range.upperBound
      } else {
        parts.append(SectionLine(line: atom.line, range: atom.range))
      }
    }
    return Extracted(
      EntryText.cleaned(Paragraphs(layout).joined(parts)), confidence: confidence,
      evidence: parts.map { layout.lines[$0.line].evidence($0.range) })
  }

  private static let schoolLinkers = Lexicon(["from", "at", "an", "chez", "presso", "bij", "hos"].map { ($0, 1) })

  /// A label of a form that fills its line, colon included: its value stands on the next.
  private func isLabelAlone(_ line: TextLine, _ atom: Atom, _ part: SectionLine) -> Bool {
    line.folded[part.range].last == 0x3A && atom.range.upperBound + 1 >= part.range.upperBound
  }

  /// "Period ........: 2019 – 2021", of which only the label is left where the date was cut out.
  private func isBeforeColon(_ line: TextLine, _ atom: Atom) -> Bool {
    let next = line.folded[atom.range.upperBound...].first { !Folding.isSpace($0) && $0 != 0x2E }
    return next == 0x3A
  }

  /// "Ph.D. King's College London", "BA in History from the University of Leeds": a degree with its school behind it.
  private static func cutDegree(_ atom: inout Atom, _ line: TextLine) -> Atom? {
    let gazetteer = Gazetteer.standard
    guard let degree = gazetteer.degree(line, atom.range), degree.lowerBound <= atom.range.lowerBound + 1 else {
      return nil
    }
    for index in line.tokenIndices(in: degree.upperBound..<atom.range.upperBound)
    where schoolLinkers.match(line, at: index, before: index + 1) != nil && line.tokens[index].spaceBefore {
      let rest = line.trimmed(line.tokens[index].end..<atom.range.upperBound)
      guard gazetteer.hasSchool(line, rest), let first = line.tokenIndices(in: rest).first else { continue }
      let article = line.word(line.tokens[first]).elementsEqual("the".unicodeScalars.lazy.map(\.value))
      var other = atom
      other.range = article ? line.trimmed(line.tokens[first].end..<rest.upperBound) : rest
      (other.separator, other.isContinued) = (.at, false)
      atom.range = line.trimmed(atom.range.lowerBound..<line.tokens[index].start)
      return other
    }
    var start = degree.upperBound
    while start < atom.range.upperBound, line.folded[start] == 0x2E { start += 1 }
    let rest = line.trimmed(start..<atom.range.upperBound)
    let indices = line.tokenIndices(in: rest)
    guard let first = indices.first, line.scalars[line.tokens[first].start].isUpper, gazetteer.hasSchool(line, rest),
      gazetteer.linker(line, at: first, before: indices.upperBound) == nil,
      !gazetteer.hasSchool(line, degree)
    else { return nil }
    atom.range = line.trimmed(atom.range.lowerBound..<start)
    var other = atom
    other.range = rest
    other.separator = .style
    other.isContinued = false
    return other
  }

  /// "en Harbour Energy S.A." on a line of its own under the title.
  private static func takeAtWord(_ atom: inout Atom, _ line: TextLine) {
    let indices = line.tokenIndices(in: atom.range)
    guard indices.count > 1, let first = indices.first, line.scalars[line.tokens[first].start].isLower,
      let match = AtomCutter.at.match(line, at: first, before: indices.upperBound)
        ?? AtomCutter.weakAt.match(line, at: first, before: first + 1), match.end < indices.upperBound,
      line.scalars[line.tokens[match.end].start].isUpper
    else { return }
    atom.range = line.tokens[match.end].start..<atom.range.upperBound
    atom.separator = .at
  }

  private static func takeLabel(_ atom: inout Atom, _ line: TextLine, _ labels: [EntryLabels.Role])
    -> EntryLabels.Role?
  {
    guard let colon = line.folded[atom.range].firstIndex(of: 0x3A),
      let role = EntryLabels.standard.role(of: line, atom.range.lowerBound..<colon, among: labels)
    else { return nil }
    let rest = line.trimmed((colon + 1)..<atom.range.upperBound)
    guard !rest.isEmpty, !EntryLabels.isDegree(line, atom.range.lowerBound..<colon, before: rest, role) else {
      return nil
    }
    atom.range = rest
    return role
  }
}
