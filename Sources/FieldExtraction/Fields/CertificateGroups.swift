/// Which rows of a list of certificates belong together: a name, its issuer and its date may stand beneath each other.
///
/// One decision for the whole list, by what repeats itself: the style of the names, white above them, or where the dates
/// stand.
struct CertificateGroups {
  /// What a row says by itself.
  enum Kind {
    /// Nothing but a date and words about it.
    case date
    /// A date and something else.
    case dated
    case bare
  }

  /// Rows of each certificate, in their order; nil where every row is one by itself.
  private(set) var groups: [[Int]]?
  private let lines: [TextLine]
  private let kinds: [Kind]
  private let isIssuer: (Int) -> Bool

  /// - Parameters:
  ///   - lines: first line of each row.
  ///   - isIssuer: whether a row plainly names an organization.
  init(_ lines: [TextLine], kinds: [Kind], isIssuer: @escaping (Int) -> Bool) {
    (self.lines, self.kinds, self.isIssuer) = (lines, kinds, isIssuer)
    guard lines.count > 1 else { return }
    groups = byStyle() ?? byWhite() ?? byDates()
  }

  /// Most certificates that more than one row tells of, and no more than three do of any.
  private func accepted(_ groups: [[Int]]) -> [[Int]]? {
    let isList = groups.contains { group in
      group.dropFirst().contains { lines[$0].hasBullet != lines[group[0]].hasBullet && lines[$0].hasBullet }
    }
    guard !isList, groups.allSatisfy({ names(in: $0) >= 1 && names(in: $0) <= 2 && $0.count <= 3 }),
      groups.filter({ $0.count > 1 }).count * 2 > groups.count
    else { return nil }
    return groups
  }

  private func names(in group: [Int]) -> Int { group.reduce(0) { $0 + (kinds[$1] == .date ? 0 : 1) } }

  /// Rows set as the first name is are names.
  private func byStyle() -> [[Int]]? {
    guard let first = kinds.firstIndex(where: { $0 != .date }) else { return nil }
    let head = Look(lines[first])
    let heads = lines.indices.filter { kinds[$0] != .date && Look(lines[$0]) == head }
    guard heads.count < lines.count - kinds.filter({ $0 == .date }).count,
      lines.indices.allSatisfy({ kinds[$0] == .date || Look(lines[$0]) == head || !head.isFainter(than: lines[$0]) })
    else { return nil }
    return accepted(split(before: Set(heads)))
  }

  /// White stands above each name, and above nothing else.
  private func byWhite() -> [[Int]]? {
    let opens = lines.indices.filter { $0 == 0 || (lines[$0].gapAbove ?? 0) > lines[$0].size * 0.45 }
    guard opens.count > 1, opens.count < lines.count else { return nil }
    return accepted(split(before: Set(opens.filter { kinds[$0] != .date || !opens.contains($0 - 1) })))
  }

  /// Names, issuers and dates by turns.
  private func byDates() -> [[Int]]? {
    guard kinds.contains(where: { $0 != .bare }) else { return nil }
    for period in 2...3 where lines.count % period == 0 && lines.count > period {
      let turn = Array(kinds[..<period])
      guard turn.filter({ $0 != .bare }).count == 1, Set(lines.map(\.hasBullet)).count == 1,
        kinds.indices.allSatisfy({ kinds[$0] == turn[$0 % period] })
      else { continue }
      let groups = stride(from: 0, to: lines.count, by: period).map { Array($0..<$0 + period) }
      // A name with its date and one without may follow each other by chance.
      let isSure =
        turn.contains(.date) || groups.count > 2 || groups.contains { $0.dropFirst().contains(where: isIssuer) }
      if isSure { return accepted(groups) }
    }
    return nil
  }

  /// Each group begins at one of the rows, or at a date right above it where dates lead.
  private func split(before heads: Set<Int>) -> [[Int]] {
    let datesLead = kinds.first == .date
    var groups: [[Int]] = []
    for row in lines.indices {
      let opens =
        datesLead ? kinds[row] == .date || heads.contains(row) && kinds[row - 1] != .date : heads.contains(row)
      if opens || groups.isEmpty { groups.append([]) }
      groups[groups.count - 1].append(row)
    }
    return groups
  }
}

/// How the first word of a line is set.
private struct Look: Equatable {
  var size: Int
  var isBold, isItalic: Bool
  var color: UInt32

  init(_ line: TextLine) {
    let style = line.runs.first?.style
    size = Int(((style?.size ?? 0) * 2).rounded())
    (isBold, isItalic, color) = (style?.isBold ?? false, style?.isItalic ?? false, style?.color ?? 0)
  }

  func isFainter(than line: TextLine) -> Bool {
    let other = Look(line)
    return other.isBold && !isBold || other.size > size
  }
}
