/// What stands on a line.
protocol Placed {
  var line: Int { get }
}

/// Puts the person's own address and number before those of employers, and leaves out referees'.
struct ContactRanking {
  private let layout: ResumeLayout
  private let owner: Owner

  init(_ layout: ResumeLayout, owner: Owner = Owner()) {
    self.layout = layout
    self.owner = owner
  }

  /// By whose name they have and where they stand; in the order of the document where that decides nothing. An address
  /// of nobody in particular, or of a referee, is the person's only if the name says so.
  func emails(_ hits: [ContactHit]) -> [ContactHit] {
    let ranked = ranked(hits) { hit in
      owner.resembles(hit.value.split(separator: "@").first.map(String.init) ?? "") ? 0 : rank(hit.line) + 1
    }
    guard !owner.isEmpty, let first = ranked.first, !owner.resembles(first.value) else { return ranked }
    let isElsewhere = rank(first.line) >= 3
    return layout.kinds[first.line] == .references && isBody(first.line) || isElsewhere && isOffice(first.value)
      ? [] : ranked
  }

  /// - Parameter emails: the person's own first; a number on its line is the person's.
  func phones(_ hits: [PhoneHit], beside emails: [ContactHit]) -> [PhoneHit] {
    let own = emails.first?.line
    let ranked = ranked(hits) { hit in
      guard let own else { return rank(hit.line) + 1 }
      return hit.line == own ? 0 : abs(hit.line - own) <= 2 ? min(1, rank(hit.line) + 1) : rank(hit.line) + 1
    }
    guard let first = ranked.first, layout.kinds[first.line] == .references, isBody(first.line) else { return ranked }
    return own.map { abs($0 - first.line) <= 2 } == true ? ranked : []
  }

  private func ranked<Hit: Placed>(_ hits: [Hit], by rank: (Hit) -> Int) -> [Hit] {
    hits.map { ($0, rank($0)) }.enumerated().sorted { a, b in
      a.element.1 != b.element.1 ? a.element.1 < b.element.1 : a.offset < b.offset
    }.map(\.element.0)
  }

  private func isBody(_ position: Int) -> Bool { layout.lines[position].part == .body }

  /// "info@", "jobs@": an employer's, in the history.
  private func isOffice(_ address: String) -> Bool {
    Self.offices.contains(address.lowercased().prefix { $0 != "@" }.description)
  }

  private static let offices: Set<String> = [
    "info", "contact", "kontakt", "contacto", "contato", "office", "jobs", "careers", "career", "hr", "sales",
    "support",
    "hello", "mail", "bewerbung", "personal", "recruiting", "admin", "noreply",
  ]

  private func rank(_ position: Int) -> Int {
    let line = layout.lines[position]
    switch layout.kinds[position] {
    case .contact: return 0
    case .summary, nil: return line.part == .body ? 1 : 0
    case .references: return 4
    case .work, .education, .projects, .publications, .volunteering: return line.part == .body ? 3 : 1
    default: return 2
    }
  }
}
