import ResumeModel

/// A value of contact with where it stands, before anything has decided whose it is.
struct ContactHit: Placed {
  var value: String
  var line: Int
  var range: Range<Int>
  /// It comes from a link's target, which is whole however the text breaks.
  var isLinkTarget: Bool
}

/// Finds e-mail addresses: in the text, behind `mailto:`, broken over two lines of a narrow column.
enum Emails {
  static func scan(_ layout: ResumeLayout) -> [ContactHit] {
    var hits: [ContactHit] = []
    for position in layout.lines.indices {
      let line = layout.lines[position]
      var linked: [Range<Int>] = []
      for run in line.runs {
        guard let link = run.link, let address = address(ofLink: link) else { continue }
        linked.append(run.range)
        add(ContactHit(value: address, line: position, range: run.range, isLinkTarget: true), to: &hits)
      }
      var index = 0
      while let at = line.folded[index...].firstIndex(of: 0x40) {
        index = at + 1
        if linked.contains(where: { $0.contains(at) }) { continue }
        if let hit = hit(around: at, position, layout) { add(hit, to: &hits) }
      }
      for hit in SpelledAddress.hits(in: line, at: position) { add(hit, to: &hits) }
    }
    for page in layout.document.pages {
      for link in page.links {
        guard let address = address(ofLink: link.target) else { continue }
        let nearest = layout.lines.indices.first { position in
          guard let box = link.box, let other = layout.lines[position].box, layout.lines[position].page == page.number
          else { return false }
          return abs(other.midY - box.midY) < other.height
        }
        let position = nearest ?? layout.lines.indices.first { layout.lines[$0].page == page.number } ?? 0
        guard position < layout.lines.count else { continue }
        add(
          ContactHit(value: address, line: position, range: layout.lines[position].range, isLinkTarget: true), to: &hits
        )
      }
    }
    return hits
  }

  private static func add(_ hit: ContactHit, to hits: inout [ContactHit]) {
    // A list of thousands is no resume's.
    guard hits.count < 100 else { return }
    let key = Folding.fold(hit.value)
    if hits.contains(where: { Folding.fold($0.value) == key }) { return }
    hits.append(hit)
  }

  private static func hit(around at: Int, _ position: Int, _ layout: ResumeLayout) -> ContactHit? {
    let line = layout.lines[position]
    var low = at
    while low > 0, isLocal(line.folded[low - 1]) { low -= 1 }
    while low < at, line.folded[low] == 0x2E || line.folded[low] == 0x2D { low += 1 }
    var high = at + 1
    while high < line.folded.count, isDomain(line.folded[high]) { high += 1 }
    var text = string(line.scalars[low..<high])
    // A column so narrow that the address breaks: its rest opens the next line, or its beginning ends the line before.
    let endsLine = line.trimmed(high..<line.scalars.count).isEmpty
    if endsLine, position + 1 < layout.lines.count, layout.lines[position + 1].flow == line.flow {
      let next = layout.lines[position + 1]
      let rest = next.trimmed(next.range)
      let tail = next.folded[rest].prefix { isDomain($0) }
      let isWhole = isComplete(Array(line.folded[(at + 1)..<high]))
      let isFragment = tail.count == rest.count && !tail.contains { !isDomain($0) } && !tail.isEmpty
      if isFragment,
        !isWhole || tail.first == 0x2E
          || layout.isFull(position, nextWord: 0) && tail.count <= 12 && layout.lines[position].box != nil
            && !next.hasBullet
      {
        let joined = text + string(next.scalars[rest.lowerBound..<(rest.lowerBound + tail.count)])
        if isAddress(joined) { text = joined }
      }
    }
    if low == 0 || line.trimmed(0..<low).isEmpty, position > 0, layout.lines[position - 1].flow == line.flow,
      !line.hasBullet
    {
      let before = layout.lines[position - 1]
      let rest = before.trimmed(before.range)
      let head = before.folded[rest]
      if !head.isEmpty, head.allSatisfy(isLocal), layout.isFull(position - 1, nextWord: 0), before.size == line.size,
        before.scalars[rest].allSatisfy({ !$0.isUpper }),
        head.last == 0x2E || head.last == 0x5F || head.last == 0x2D || low == at || line.scalars[low..<at].count < 4
      {
        let joined = string(before.scalars[rest]) + text
        if isAddress(joined) { text = joined }
      }
    }
    while text.last == "." || text.last == "-" { text.removeLast() }
    text = withoutNextWord(text)
    guard isAddress(text) else { return nil }
    return ContactHit(value: text, line: position, range: low..<high, isLinkTarget: false)
  }

  /// "jane@example.comPhone": the next word ran into the address.
  private static func withoutNextWord(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard let dot = scalars.lastIndex(of: ".") else { return text }
    for index in scalars.indices.dropFirst(dot + 3)
    where scalars[index].isUpper && scalars[index - 1].isLower {
      let ending = string(scalars[(dot + 1)..<index])
      if ending.utf8.count == 2 || ["com", "org", "net", "edu", "info"].contains(ending) {
        return string(scalars[..<index])
      }
    }
    return text
  }

  static func address(ofLink link: String) -> String? {
    let folded = Folding.fold(link)
    let prefix = Folding.fold("mailto:")
    guard folded.starts(with: prefix) else { return nil }
    var rest = Substring(link.unicodeScalars.dropFirst(prefix.count))
    while rest.first == "/" { rest.removeFirst() }
    let address = String(rest.prefix { $0 != "?" })
    return isAddress(address) ? address : nil
  }

  static func isAddress(_ text: String) -> Bool {
    let folded = Folding.fold(text)
    guard let at = folded.firstIndex(of: 0x40), at > 0, folded[0..<at].allSatisfy(isLocal) else { return false }
    let domain = Array(folded[(at + 1)...])
    return domain.allSatisfy(isDomain) && isComplete(domain)
  }

  private static func isComplete(_ domain: [UInt32]) -> Bool {
    guard let dot = domain.lastIndex(of: 0x2E), dot > 0, domain.count - dot > 2, domain.count - dot <= 12 else {
      return false
    }
    return domain[(dot + 1)...].allSatisfy { Folding.isLetter($0) } && domain[0] != 0x2D && domain[0] != 0x2E
  }

  private static func isLocal(_ scalar: UInt32) -> Bool {
    Folding.isDigit(scalar) || Folding.isLetter(scalar) || [0x2E, 0x5F, 0x25, 0x2B, 0x2D, 0x27].contains(scalar)
  }

  private static func isDomain(_ scalar: UInt32) -> Bool {
    Folding.isDigit(scalar) || Folding.isLetter(scalar) || scalar == 0x2E || scalar == 0x2D
  }

  static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(scalars: scalars)
  }
}
