/// Merges two records of one person: commutative, associative and idempotent, so that the order of arrival does not
/// matter.
///
/// Of two readings of one document the later parser version's counts, of two edits of one field the later one. Which
/// value a column then shows is decided from all of them together, by ``CandidateFields``.
public func merge(_ a: CandidateRecord, _ b: CandidateRecord) -> CandidateRecord {
  CandidateRecord(
    contributions: a.contributions.merging(b.contributions) { Contribution.laterReading($0, $1) },
    edits: a.edits.merging(b.edits) { max($0, $1) })
}

extension Contribution {
  /// Which of two readings of the same document counts: that of the later parser version; of the same version, an
  /// order as good as any (they differ only where a reading depends on chance, or a person supplied another address).
  static func laterReading(_ a: Contribution, _ b: Contribution) -> Contribution {
    if a == b { return a }
    switch ParserVersion.order(a.parser, b.parser) {
    case .before: return b
    case .after: return a
    case .same: return a.canonicalText < b.canonicalText ? b : a
    }
  }

  private var canonicalText: String {
    // Strings, numbers and booleans always encode.
    (try? JSONText(self))?.text ?? ""
  }
}

extension CandidateRecord.Edit: Comparable {
  public static func < (a: Self, b: Self) -> Bool { (a.at, a.value.text) < (b.at, b.value.text) }
}

/// Versions compared as people do: 1.10 is later than 1.9.
public enum ParserVersion {
  public enum Order { case before, same, after }

  /// Total: `same` only for equal texts.
  public static func order(_ a: String, _ b: String) -> Order {
    for (x, y) in zip(runs(a), runs(b)) where x != y {
      return x < y ? .before : .after
    }
    let (countA, countB) = (runs(a).count, runs(b).count)
    if countA != countB { return countA < countB ? .before : .after }
    return a == b ? .same : a < b ? .before : .after
  }

  /// Numbers stand behind texts, and are compared as numbers.
  private enum Run: Comparable {
    case text(String)
    case number(UInt64)
  }

  private static func runs(_ version: String) -> [Run] {
    var runs: [Run] = []
    var text = ""
    var digits = ""
    func close() {
      if !text.isEmpty { runs.append(.text(text)) }
      if !digits.isEmpty { runs.append(UInt64(digits).map(Run.number) ?? .text(digits)) }
      (text, digits) = ("", "")
    }
    for scalar in version.unicodeScalars {
      if ("0"..."9").contains(scalar) {
        if !text.isEmpty { close() }
        digits.unicodeScalars.append(scalar)
      } else {
        if !digits.isEmpty { close() }
        text.unicodeScalars.append(scalar)
      }
    }
    close()
    return runs
  }
}
