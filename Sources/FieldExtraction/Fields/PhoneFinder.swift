import ResumeModel

/// A telephone number with where it stands, before anything has decided whose it is.
struct PhoneHit: Placed {
  /// As written.
  var text: String
  var digits: [UInt8]
  var hasPlus: Bool
  var ext: String?
  var line: Int
  var range: Range<Int>
}

/// Finds the numbers of a document: in its text, behind `tel:`, broken over two lines of a narrow column.
struct PhoneFinder {
  private let layout: ResumeLayout
  private let numbering = PhoneNumbering()

  init(_ layout: ResumeLayout) {
    self.layout = layout
  }

  /// Numbers outside the history: a figure in a bullet point is none.
  func find() -> [PhoneHit] {
    var hits: [PhoneHit] = []
    for position in layout.lines.indices where hits.count < 100 {
      let line = layout.lines[position]
      var shown: [PhoneOnLine] = []
      if isContactPlace(position) {
        shown = Phones.numbers(in: line)
        for number in shown where !number.isFax { add(hit(number, on: position), to: &hits) }
        if shown.isEmpty, let broken = broken(at: position) { add(broken, to: &hits) }
      }
      for run in line.runs {
        guard let target = run.link.flatMap(Self.dialled) else { continue }
        // What is drawn may lack the country that its link names.
        if let index = hits.lastIndex(where: { $0.line == position && $0.range.overlaps(run.range) }) {
          if !hits[index].hasPlus, target.hasPlus, target.digits.suffix(6) == hits[index].digits.suffix(6) {
            (hits[index].digits, hits[index].hasPlus) = (target.digits, true)
          }
        } else if !shown.contains(where: { $0.range.overlaps(run.range) }) {
          add(
            PhoneHit(
              text: target.text, digits: target.digits, hasPlus: target.hasPlus, line: position, range: run.range),
            to: &hits)
        }
      }
    }
    return hits
  }

  /// Brings them into E.164, each by its own calling code or by where the person is.
  func extracted(_ hits: [PhoneHit], regions: PhoneRegions) -> [Extracted<PhoneNumber>] {
    hits.map { hit in
      var e164 = numbering.e164(hit.digits, hasPlus: hit.hasPlus, regions: regions.known)
      if e164 == nil, !hit.hasPlus, let region = numbering.onlyRegion(hit.digits, among: regions.possible) {
        e164 = numbering.e164(hit.digits, hasPlus: false, regions: [region])
      }
      return Extracted(
        PhoneNumber(hit.text, e164: e164, extension: hit.ext), confidence: e164 == nil ? 0.85 : 0.96,
        evidence: [layout.lines[hit.line].evidence(hit.range)])
    }
  }

  private func isContactPlace(_ position: Int) -> Bool {
    switch layout.kinds[position] {
    case .work, .education, .projects, .skills, .publications, .certificates, .languages, .awards, .volunteering:
      layout.lines[position].part != .body
    default: true
    }
  }

  private func hit(_ number: PhoneOnLine, on position: Int) -> PhoneHit {
    PhoneHit(
      text: layout.lines[position].text(number.range), digits: number.digits, hasPlus: number.hasPlus, ext: number.ext,
      line: position, range: number.extent)
  }

  private func add(_ hit: PhoneHit, to hits: inout [PhoneHit]) {
    guard hits.count < 100 else { return }
    // The same number with and without its country.
    let key = hit.digits.suffix(9)
    if let same = hits.firstIndex(where: { $0.digits.suffix(9) == key }) {
      if hit.hasPlus, !hits[same].hasPlus { (hits[same].digits, hits[same].hasPlus) = (hit.digits, true) }
      return
    }
    hits.append(hit)
  }

  /// "tel:+49-171-1234567".
  private static func dialled(_ link: String) -> (text: String, digits: [UInt8], hasPlus: Bool)? {
    let folded = Folding.fold(link)
    guard folded.starts(with: Folding.fold("tel:")) else { return nil }
    var text = String(link.unicodeScalars.dropFirst(4).prefix { $0 != ";" && $0 != "?" })
    while text.first == "/" || text.first == " " { text.removeFirst() }
    let signs = Folding.fold(text)
    let digits = signs.filter(Folding.isDigit).map { UInt8($0 - 0x30) }
    guard (7...15).contains(digits.count), Set(digits).count > 2, !text.hasByte("%") else { return nil }
    return (text, digits, signs.first == 0x2B)
  }

  /// "Mobile: +49 176" over "2345 6789": only where both together are a number that exists.
  private func broken(at position: Int) -> PhoneHit? {
    let next = position + 1
    guard next < layout.lines.count, layout.lines[next].flow == layout.lines[position].flow,
      !layout.lines[next].hasBullet
    else { return nil }
    let line = layout.lines[position]
    let signs = PhoneSigns.of(line)
    let end = line.trimmed(line.range).upperBound
    var start = end
    while start > 0, isNumberSign(signs[start - 1]) { start -= 1 }
    guard let plus = signs[start..<end].firstIndex(of: 0x2B) else { return nil }
    let rest = layout.lines[next].trimmed(layout.lines[next].range)
    let tail = PhoneSigns.of(layout.lines[next])[rest]
    guard !tail.isEmpty, tail.count <= 20, tail.allSatisfy({ isNumberSign($0) && $0 != 0x2B }) else { return nil }
    let digits = (signs[plus..<end] + tail).filter(Folding.isDigit).map { UInt8($0 - 0x30) }
    guard numbering.e164(digits, hasPlus: true, regions: []) != nil else { return nil }
    let joint = signs[end - 1] == 0x2D ? "" : " "
    return PhoneHit(
      text: line.text(plus..<end) + joint + layout.lines[next].text(rest), digits: digits, hasPlus: true,
      line: position, range: plus..<end)
  }

  private func isNumberSign(_ sign: UInt32) -> Bool {
    Folding.isDigit(sign) || [0x20, 0x28, 0x29, 0x2B, 0x2D, 0x2E, 0x2F].contains(sign)
  }
}
