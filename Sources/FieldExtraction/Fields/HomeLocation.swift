import ResumeModel

/// Finds where the person lives: never an employer's or a school's town.
struct HomeLocation {
  private let layout: ResumeLayout
  private let name: NameFinder.Hit?
  /// Addresses, numbers and links, beside which a place is the person's.
  private let shapes: [(line: Int, range: Range<Int>)]
  /// Where the person's own address stands, in whatever section that line came to.
  private let ownLine: Int?
  private let gazetteer = Gazetteer.standard

  init(_ layout: ResumeLayout, name: NameFinder.Hit?, emails: [ContactHit], phones: [PhoneHit], links: [Links.Hit]) {
    self.layout = layout
    self.name = name
    ownLine = emails.first?.line
    shapes =
      emails.map { ($0.line, $0.range) } + phones.map { ($0.line, $0.range) } + links.map { ($0.line, $0.range) }
  }

  /// In the header, the contact details, a page's head or foot; else in prose that says so ("based in …").
  func find() -> Extracted<Location>? {
    var best: (score: Double, location: Location, evidence: Evidence)?
    for position in contactLines() {
      let line = layout.lines[position]
      let shapes = hits(on: position)
      var labelScore = 0.0
      var start = 0
      // "Address: …", "Address ⇥ …"
      if let end = line.folded.firstIndex(where: { $0 == 0x3A || $0 == 0x09 }), end < 30 {
        if ContactLabels.standard.places.value(of: line, in: 0..<end) != nil { (labelScore, start) = (4, end + 1) }
        if ContactLabels.standard.personal.value(of: line, in: 0..<end) != nil { continue }
      }
      let atoms = AtomCutter(cutsFinely: false).atoms(
        of: line, index: position, in: start..<line.scalars.count,
        without: line.dates.map(\.range) + shapes.filter { $0.count < line.scalars.count }
      )
      .filter { atom in !shapes.contains { $0.overlaps(atom.range) } && !line.folded[atom.range].contains(0x40) }
      for atom in atoms {
        if ContactLabels.standard.isLabel(line, atom.range) { continue }
        if let name, name.line == position, name.range.overlaps(atom.range) { continue }
        guard atom.range.count <= 90, var reading = AddressReader(line, gazetteer).read(atom.range) else { continue }
        var evidence = line.evidence(reading.range)
        if labelScore > 0, let below = continued(position), below.score > reading.score {
          (reading, evidence) = (below, layout.lines[position + 1].evidence(below.range))
        }
        var score = reading.score + labelScore
        if !shapes.isEmpty { score += 2 }
        if line.style(of: atom.range).size > layout.typography.bodySize * 1.3 { score -= 2 }
        if gazetteer.titleHeads(line, atom.range) > 0 { score -= 3 }
        // "1012 AB Amsterdam" holds no legal form.
        if reading.location.postalCode == nil, gazetteer.hasTail(line, atom.range), !endsWithStateCode(line, atom.range)
        {
          score -= 3
        }
        if LanguageNames.standard.count(in: line, atom.range) > 0 { score -= 3 }
        if ContactLabels.standard.personal.matches(in: line, atom.range).first?.tokens.lowerBound
          == line.tokenIndices(in: atom.range).lowerBound
        {
          continue
        }
        if shapes.isEmpty, labelScore == 0, neighboursContact(position) {
          score += 1
          // A word of its own among the contact details.
          let isPlain = line.size <= layout.typography.bodySize * 1.15 && line.wordCount <= 5 && atoms.count == 1
          if isPlain, layout.kinds[position] == .contact,
            name.map({ ($0.firstLine...$0.line).contains(position) }) != true
          {
            score += 1
          }
        }
        if score > (best?.score ?? 1.9) { best = (score, reading.location, evidence) }
      }
    }
    guard let best else { return inProse() }
    return Extracted(best.location, confidence: min(0.98, 0.55 + best.score * 0.06), evidence: [best.evidence])
  }

  /// "Denver, CO": Colorado, no company.
  private func endsWithStateCode(_ line: TextLine, _ range: Range<Int>) -> Bool {
    guard let last = line.tokenIndices(in: range).last, last > 0 else { return false }
    guard line.folded[line.tokens[last - 1].start] == 0x2C,
      line.scalars[line.tokens[last].start..<line.tokens[last].end].allSatisfy(\.isUpper),
      let match = gazetteer.places.match(line.folded, line.tokens, at: last, before: last + 1)
    else { return false }
    return gazetteer.places.places(match).contains { $0.kind == .code && $0.region != 0 }
  }

  /// "Address: 9 Mill Lane" over "40213 Düsseldorf".
  private func continued(_ position: Int) -> AddressReader.Reading? {
    let next = position + 1
    guard next < layout.lines.count, layout.lines[next].flow == layout.lines[position].flow, hits(on: next).isEmpty,
      layout.kinds[next] == layout.kinds[position], layout.lines[next].range.count <= 60,
      let reading = AddressReader(layout.lines[next], gazetteer).read(layout.lines[next].range)
    else { return nil }
    return reading.location.postalCode == nil ? nil : reading
  }

  /// "A nurse based in Leeds": a known place behind words of residence.
  private func inProse() -> Extracted<Location>? {
    for position in layout.lines.indices where layout.kinds[position] == .summary || layout.kinds[position] == .contact
    {
      let line = layout.lines[position]
      for match in gazetteer.workplaces.matches(in: line, line.range)
      where match.value == Gazetteer.Workplace.residence.rawValue {
        let start = line.tokens[match.tokens.upperBound - 1].end
        guard let place = knownPlace(line, from: match.tokens.upperBound),
          let reading = AddressReader(line, gazetteer).read(start..<place), reading.location.city != nil
        else { continue }
        return Extracted(reading.location, confidence: 0.7, evidence: [line.evidence(start..<place)])
      }
    }
    return nil
  }

  /// Where the places that follow each other from a token on end: "Leeds, United Kingdom".
  private func knownPlace(_ line: TextLine, from index: Int) -> Int? {
    var index = index
    var end: Int?
    while index < line.tokens.count {
      if end != nil, line.tokens[index].kind == .sign, line.folded[line.tokens[index].start] == 0x2C {
        index += 1
        continue
      }
      guard !line.scalars[line.tokens[index].start].isLower,
        let match = gazetteer.places.match(line.folded, line.tokens, at: index, before: line.tokens.count)
      else { break }
      end = line.tokens[match.end - 1].end
      index = match.end
    }
    return end
  }

  private func neighboursContact(_ position: Int) -> Bool {
    for other in [position - 1, position + 1] where layout.lines.indices.contains(other) {
      if layout.lines[other].flow == layout.lines[position].flow, !hits(on: other).isEmpty { return true }
    }
    return false
  }

  /// Header, contact sections, page heads and feet.
  private func contactLines() -> [Int] {
    layout.lines.indices.filter { position in
      layout.kinds[position] == .contact || position == ownLine
        || layout.lines[position].part != .body && layout.kinds[position] == nil
        || !hits(on: position).isEmpty && layout.kinds[position] != .work && layout.kinds[position] != .references
          && layout.kinds[position] != .education
        || layout.lines[position].part == .header
    }.prefix(60).map { $0 }
  }

  /// Headline and place follow the name, whatever section its column was in before.
  private func isUnderName(_ position: Int) -> Bool {
    guard let name, position > name.line, position <= name.line + 3 else { return false }
    let lines = layout.lines[(name.line + 1)...position]
    return lines.allSatisfy { $0.flow == layout.lines[name.line].flow && $0.wordCount <= 8 }
      && !layout.isHeading[(name.line + 1)...position].contains(true)
  }

  private func hits(on position: Int) -> [Range<Int>] {
    shapes.filter { $0.line == position }.map(\.range)
  }
}
