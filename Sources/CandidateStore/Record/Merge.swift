/// Merges two records of one person: commutative, associative and idempotent, so that the order of arrival does not
/// matter.
///
/// A union of what both know: of the readings of one document without those that a later one makes superfluous, of two
/// edits of one field the later one. Which value a column then shows is decided from all of them together, by
/// ``CandidateFields``.
public func merge(_ a: CandidateRecord, _ b: CandidateRecord) -> CandidateRecord {
  CandidateRecord(
    contributions: a.contributions.merging(b.contributions) { Contribution.surviving($0 + $1) },
    edits: a.edits.merging(b.edits) { max($0, $1) })
}

extension Contribution {
  /// The readings of one document that still count, the latest first. Being superfluous is transitive, so it does not
  /// matter in which order readings meet.
  static func surviving(_ readings: [Contribution]) -> [Contribution] {
    var surviving: [Contribution] = []
    for reading in Set(readings).sorted(by: { $0.isLater(than: $1) }) {
      if !surviving.contains(where: { $0.covers(reading) }) { surviving.append(reading) }
    }
    return surviving
  }

  /// What the readings of one document, the latest first, say together: the latest that found a value counts.
  static func combined(_ readings: [Contribution]) -> Contribution? {
    guard var combined = readings.first else { return nil }
    for earlier in readings.dropFirst() {
      if combined.name == nil || (!combined.isNameCertain && earlier.isNameCertain && earlier.name != nil) {
        combined.name = earlier.name
        combined.isNameCertain = earlier.isNameCertain
      }
      for field in texts { combined[keyPath: field] = combined[keyPath: field] ?? earlier[keyPath: field] }
      if combined.skills.isEmpty { combined.skills = earlier.skills }
      if combined.experience.isEmpty { combined.experience = earlier.experience }
      if combined.education.isEmpty { combined.education = earlier.education }
      if combined.certifications.isEmpty { combined.certifications = earlier.certifications }
      if combined.languages.isEmpty { combined.languages = earlier.languages }
    }
    return combined
  }

  /// By the parser's version; of the same version, in an order as good as any: such readings differ only where a person
  /// supplied another address.
  private func isLater(than other: Contribution) -> Bool {
    switch ParserVersion.order(parser, other.parser) {
    case .before: false
    case .after: true
    case .same: canonicalText > other.canonicalText
    }
  }

  /// Whether this later reading has a value wherever the other one has.
  private func covers(_ earlier: Contribution) -> Bool {
    (earlier.name == nil || (name != nil && (isNameCertain || !earlier.isNameCertain)))
      && Self.texts.allSatisfy { earlier[keyPath: $0] == nil || self[keyPath: $0] != nil }
      && (earlier.skills.isEmpty || !skills.isEmpty) && (earlier.experience.isEmpty || !experience.isEmpty)
      && (earlier.education.isEmpty || !education.isEmpty)
      && (earlier.certifications.isEmpty || !certifications.isEmpty)
      && (earlier.languages.isEmpty || !languages.isEmpty)
  }

  /// The fields that hold one text.
  private static var texts: [WritableKeyPath<Contribution, String?>] {
    [
      \.email, \.phone, \.location, \.title, \.summary, \.linkedIn, \.gitHub, \.portfolio, \.address, \.source,
    ]
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
