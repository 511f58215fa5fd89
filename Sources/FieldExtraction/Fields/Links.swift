import ResumeModel

/// Finds the person's profiles and site: link targets first, then what is written, bare hosts included.
enum Links {
  struct Hit {
    var link: Link
    var line: Int
    var range: Range<Int>
    var isLinkTarget: Bool
  }

  static func scan(_ layout: ResumeLayout, emails: [ContactHit], owner: Owner = Owner()) -> [Hit] {
    var hits: [Hit] = []
    let emailDomains = Set(emails.map { String($0.value.split(separator: "@").last ?? "") })
    for position in layout.lines.indices {
      let line = layout.lines[position]
      let isPersonal = isPersonal(position, layout)
      var linked: [Range<Int>] = []
      for run in line.runs {
        guard let target = run.link else { continue }
        linked.append(run.range)
        guard let url = cleaned(target), let kind = kind(of: url) else { continue }
        guard isOwn(url, kind, position, isPersonal: isPersonal, layout, owner) else { continue }
        add(Hit(link: Link(kind: kind, url: url), line: position, range: run.range, isLinkTarget: true), to: &hits)
      }
      for range in candidates(line) where !linked.contains(where: { $0.overlaps(range) }) {
        var text = Emails.string(line.scalars[range])
        if line.trimmed(range.upperBound..<line.scalars.count).isEmpty {
          // A narrow column breaks it more than once.
          var last = position
          while last < position + 3, let rest = rest(after: last, layout, text) {
            text += rest
            last += 1
          }
        }
        while let last = text.unicodeScalars.last, ".,;)".unicodeScalars.contains(last) {
          text.unicodeScalars.removeLast()
        }
        guard let url = cleaned(text), let kind = kind(of: url) else { continue }
        guard isOwn(url, kind, position, isPersonal: isPersonal, layout, owner) else { continue }
        if kind == .portfolio, isBareHost(text), !isBesideContact(position, range, layout, emails, owner) { continue }
        if kind == .portfolio, let host = host(of: url), emailDomains.contains(host), path(of: url).isEmpty,
          afterScheme(text) == nil, !text.hasPrefix("www.")
        {
          continue
        }
        add(Hit(link: Link(kind: kind, url: url), line: position, range: range, isLinkTarget: false), to: &hits)
      }
    }
    for page in layout.document.pages {
      for target in page.links {
        guard let url = cleaned(target.target), let kind = kind(of: url), isProfile(url) || page.number == 1 else {
          continue
        }
        let position = layout.lines.indices.first { layout.lines[$0].page == page.number } ?? 0
        guard position < layout.lines.count else { continue }
        if kind == .portfolio, let box = target.box,
          let line = layout.lines.indices.first(where: { contains(layout.lines[$0], page.number, box.midY) }),
          !isPersonal(line, layout)
        {
          continue
        }
        add(
          Hit(
            link: Link(kind: kind, url: url), line: position, range: layout.lines[position].range, isLinkTarget: true),
          to: &hits)
      }
    }
    return hits
  }

  /// Not an employer's, a school's or a referee's.
  private static func isOwn(
    _ url: String, _ kind: Link.Kind, _ position: Int, isPersonal: Bool, _ layout: ResumeLayout, _ owner: Owner
  ) -> Bool {
    if layout.kinds[position] == .references, !owner.resembles(url) { return false }
    if kind == .portfolio { return isPersonal }
    if isPersonal { return true }
    // In the history: a page of one person, who is the person unless the network has firms and projects as well.
    return isProfile(url) && (kind == .linkedIn || kind == .xing || owner.isEmpty || owner.resembles(url))
  }

  /// "alza.cz": neither scheme, nor "www.", nor path.
  private static func isBareHost(_ text: String) -> Bool {
    afterScheme(text) == nil && !text.hasPrefix("www.") && !text.hasPrefix("WWW.") && !text.hasByte("/")
  }

  /// Beside an address or number, behind a label, or a host that has the person's name.
  private static func isBesideContact(
    _ position: Int, _ range: Range<Int>, _ layout: ResumeLayout, _ emails: [ContactHit], _ owner: Owner
  ) -> Bool {
    let line = layout.lines[position]
    if owner.resembles(line.text(range)) { return true }
    if let first = line.tokenIndices(in: 0..<range.lowerBound).last(where: { line.tokens[$0].kind == .word }),
      range.lowerBound - line.tokens[first].end <= 3,
      ContactLabels.standard.isLabel(line, line.tokens[first].start..<line.tokens[first].end)
    {
      return true
    }
    for other in max(0, position - 1)...min(layout.lines.count - 1, position + 1)
    where layout.kinds[other] == .contact || layout.lines[other].part != .body {
      if emails.contains(where: { $0.line == other }) || !Phones.scan(layout.lines[other]).isEmpty { return true }
    }
    return false
  }

  private static func contains(_ line: TextLine, _ page: Int, _ y: Double) -> Bool {
    guard line.page == page, let box = line.box else { return false }
    return box.y0 <= y && y <= box.y1
  }

  /// In the header, contact details, or a page's head or foot: not a link to an employer or a project.
  private static func isPersonal(_ position: Int, _ layout: ResumeLayout) -> Bool {
    if layout.lines[position].part != .body { return true }
    switch layout.kinds[position] {
    case .contact, .summary, .other: return true
    case nil: return !layout.isHeading[position]
    default: return false
    }
  }

  private static func add(_ hit: Hit, to hits: inout [Hit]) {
    guard hits.count < 100 else { return }
    let key = bare(hit.link.url)
    if let same = hits.firstIndex(where: { bare($0.link.url) == key }) {
      if hit.isLinkTarget, !hits[same].isLinkTarget { hits[same] = hit }
      return
    }
    // The same profile, cut short by a line's end.
    if let same = hits.firstIndex(where: { $0.link.kind == hit.link.kind && hit.link.kind != .portfolio }) {
      let other = bare(hits[same].link.url)
      if key.starts(with: other) || other.starts(with: key) {
        if hit.isLinkTarget || key.count > other.count, !hits[same].isLinkTarget { hits[same] = hit }
        return
      }
    }
    hits.append(hit)
  }

  private static func bare(_ url: String) -> [UInt32] {
    var folded = Folding.fold(url)
    if let colon = folded.firstIndex(of: 0x3A), folded.count > colon + 2, folded[colon + 1] == 0x2F {
      folded.removeFirst(colon + 3)
    }
    if folded.starts(with: Folding.fold("www.")) { folded.removeFirst(4) }
    while folded.last == 0x2F { folded.removeLast() }
    return folded
  }

  // MARK: In the text

  /// Stretches without spaces that look like a URL or a bare host with a known ending.
  private static func candidates(_ line: TextLine) -> [Range<Int>] {
    guard line.folded.contains(0x2E) else { return [] }
    var result: [Range<Int>] = []
    var start = 0
    let folded = line.folded
    for index in 0...folded.count {
      let isEnd =
        index == folded.count || Folding.isSpace(folded[index]) || folded[index] == 0x7C || folded[index] == 0x2022
        || folded[index] == 0xB7
        || folded[index] == 0x3C || folded[index] == 0x3E || folded[index] == 0x28 || folded[index] == 0x29
        || folded[index] == 0x2C
      guard isEnd else { continue }
      if index - start >= 5, looksLikeURL(folded[start..<index]) {
        var low = start
        // "LinkedIn:linkedin.com/in/x"
        if let colon = folded[start..<index].firstIndex(of: 0x3A), colon + 1 < index, folded[colon + 1] != 0x2F {
          low = colon + 1
        }
        if index > low { result.append(low..<index) }
      }
      start = index + 1
    }
    return result
  }

  private static let endings: Set<String> = [
    "com", "org", "net", "io", "dev", "me", "co", "info", "eu", "de", "fr", "es", "it", "nl", "pl", "pt", "br", "uk",
    "in", "se", "dk",
    "no", "ch", "at", "be", "ie", "us", "ca", "au", "nz", "app", "tech", "ai", "xyz", "site", "online", "blog", "page",
    "design", "edu",
    "name", "pro", "biz", "cat", "ly", "gg", "tv", "cc", "fi", "cz", "gr", "ro", "hu", "mx", "ar", "cl", "jp", "cn",
    "sg", "za", "link", "website", "space", "studio", "portfolio",
  ]

  private static func looksLikeURL(_ text: ArraySlice<UInt32>) -> Bool {
    // A word that ends a sentence has no full stop inside.
    guard text.dropLast().contains(0x2E) || text.contains(0x2E) && text.contains(0x3A), !text.contains(0x40) else {
      return false
    }
    let string = String(scalars: text.compactMap(Unicode.Scalar.init))
    if string.hasPrefix("http://") || string.hasPrefix("https://") || string.hasPrefix("www.") { return true }
    let rest = string.split(separator: ":", maxSplits: 1).last ?? ""
    guard let host = rest.split(separator: "/", maxSplits: 1).first else { return false }
    var labels = host.split(separator: ".", omittingEmptySubsequences: false)
    while labels.last == "" { labels.removeLast() }
    guard labels.count >= 2, let last = labels.last, endings.contains(String(last)) else { return false }
    guard
      labels.allSatisfy({
        !$0.isEmpty
          && $0.utf8.allSatisfy { $0 > 0x7F || $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D }
      })
    else { return false }
    // "Node.io" or "St.no" in running text: a bare host needs a path, or more than one letter a label.
    return rest.hasByte("/") || labels[0].count > 2 && labels.dropLast().contains { $0.count > 3 }
  }

  /// The rest of a URL that a narrow column broke.
  private static func rest(after position: Int, _ layout: ResumeLayout, _ text: String) -> String? {
    let next = position + 1
    guard next < layout.lines.count, layout.lines[next].flow == layout.lines[position].flow,
      !layout.lines[next].hasBullet,
      layout.isFull(position, nextWord: layout.firstWordLength(next)) || text.hasSuffix("/") || text.hasSuffix("-")
        || text.hasSuffix("."),
      layout.kinds[next] == layout.kinds[position]
    else { return nil }
    let line = layout.lines[next]
    let whole = line.trimmed(line.range)
    // "matveev (LinkedIn)": what a bracket says of the link.
    let end = line.folded[whole].firstIndex(where: Folding.isSpace) ?? whole.upperBound
    let isNoted = end + 1 < whole.upperBound && line.folded[end + 1] == 0x28
    let range = whole.lowerBound..<(isNoted ? end : whole.upperBound)
    let folded = line.folded[range]
    guard !folded.isEmpty, !folded.contains(where: { Folding.isSpace($0) || $0 == 0x40 || $0 == 0x3A }),
      folded.count <= 40,
      line.scalars[range].allSatisfy({ !$0.isUpper }) || text.hasSuffix("/")
    else { return nil }
    // Another whole URL or a telephone number is no rest.
    if looksLikeURL(folded), !text.hasSuffix("-"), !text.hasSuffix("/"), folded.contains(0x2F) { return nil }
    if !Phones.scan(line).isEmpty { return nil }
    if bare(text).last == 0x2F { return nil }
    return Emails.string(line.scalars[range])
  }

  // MARK: URLs

  /// With a scheme, without tracking; nil for what leads nowhere public.
  static func cleaned(_ text: String) -> String? {
    // As browsers do: line ends and what steers a display are no part of an address.
    var url = String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { !$0.isSteering }.map {
          $0.value == 0xA789 ? ":" : $0.value == 0x2011 ? "-" : $0
        }))
    while url.unicodeScalars.last == " " { url.unicodeScalars.removeLast() }
    while url.unicodeScalars.first == " " { url.unicodeScalars.removeFirst() }
    let lowered = String(
      String.UnicodeScalarView(
        url.unicodeScalars.map { $0.value < 0x80 ? Unicode.Scalar(UInt8(Folding.fold($0))) : $0 }))
    if lowered.hasPrefix("//") {
      url = "https:" + url
    } else if !lowered.hasPrefix("http://"), !lowered.hasPrefix("https://") {
      if lowered.hasPrefix("mailto") || lowered.hasPrefix("tel:") || lowered.hasPrefix("file:")
        || lowered.hasPrefix("javascript:") || lowered.hasPrefix("#")
      {
        return nil
      }
      if lowered.split(separator: "/").first?.hasByte(":") == true { return nil }
      url = "https://" + url
    }
    guard let host = host(of: url), host.hasByte("."), !host.hasByte(" "), !host.hasPrefix("127."),
      !host.hasPrefix("localhost")
    else {
      return nil
    }
    let hostOnly = host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
    if path(of: url).isEmpty, bareHosts.contains(hostOnly) { return nil }
    if mapHosts.contains(hostOnly) || hostOnly.hasSuffix("google.com") && path(of: url).hasPrefix("maps") { return nil }
    if let question = url.firstIndex(of: "?") {
      let query = url[url.index(after: question)...]
      let kept = query.split(separator: "&").filter { part in
        !tracking.contains { part.hasPrefix($0) }
      }
      let kind = Link.Kind(url: url)
      let isProfile = kind != .portfolio && kind != .googleScholar && kind != .facebook
      url = String(url[..<question]) + (kept.isEmpty || isProfile ? "" : "?" + kept.joined(separator: "&"))
    }
    if let hash = url.firstIndex(of: "#"), url[hash...].count == 1 { url = String(url[..<hash]) }
    // A space in an address is written as its code.
    return url.replacing(sign: " ", with: "%20")
  }

  private static let tracking = ["utm_", "trk=", "ref=", "fbclid", "gclid", "originalSubdomain", "lipi", "mc_"]
  private static let mapHosts: Set<String> = [
    "maps.google.com", "goo.gl", "maps.app.goo.gl", "openstreetmap.org", "wa.me", "europass.cedefop.europa.eu",
    "europa.eu", "europass.europa.eu",
  ]
  private static let bareHosts: Set<String> = [
    "github.com", "linkedin.com", "gitlab.com", "xing.com", "twitter.com", "x.com", "stackoverflow.com", "google.com",
    "example.com",
    "facebook.com", "instagram.com", "medium.com", "gmail.com", "outlook.com", "hotmail.com", "yahoo.com",
  ]
  private static func afterScheme(_ url: String) -> Substring? {
    guard let colon = url.firstIndex(of: ":") else { return nil }
    let rest = url[url.index(after: colon)...]
    return rest.hasPrefix("//") ? rest.dropFirst(2) : nil
  }

  static func host(of url: String) -> String? {
    guard let rest = afterScheme(url) else { return nil }
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != ":" }
    return host.isEmpty
      ? nil
      : String(
        String.UnicodeScalarView(
          host.unicodeScalars.map { $0.value < 0x80 ? Unicode.Scalar(UInt8(Folding.fold($0))) : $0 }))
  }

  private static func path(of url: String) -> Substring {
    guard let rest = afterScheme(url), let slash = rest.firstIndex(of: "/") else { return "" }
    return rest[rest.index(after: slash)...]
  }

  /// Nil for a page of a network that nobody is named on.
  static func kind(of url: String) -> Link.Kind? {
    guard host(of: url) != nil else { return nil }
    let kind = Link.Kind(url: url)
    let parts = path(of: url).split(separator: "/")
    switch kind {
    // "linkedin.com/in/" without a name, "linkedin.com/company/…", "x.com/home".
    case .linkedIn where parts.count < 2 || parts[0] == "company" || parts[0] == "school" || parts[0] == "jobs":
      return nil
    case .xing where parts.count < 2 || parts[0] == "companies": return nil
    case .stackOverflow where parts.first != "users" || parts.count < 2: return nil
    case .youTube, .facebook, .instagram, .telegram, .googleScholar, .orcid, .researchGate:
      return kind.isProfile(path: parts) ? kind : nil
    default: return kind
    }
  }

  /// A page of one person at a known host: nobody else's stands in a resume, wherever it stands.
  private static func isProfile(_ url: String) -> Bool {
    Link.Kind(url: url).isProfile(path: path(of: url).prefix { $0 != "?" && $0 != "#" }.split(separator: "/"))
  }
}
