/// Whether two names at one address are clearly two people's: a family shares an address, and a silent merge would
/// destroy one of them.
public enum Identity {
  /// True only where the given names share nothing: no word, no initial, no known short form. A changed family name is
  /// no conflict, nor is another order of the same words. In doubt false.
  public static func isConflict(_ a: String, _ b: String) -> Bool {
    var (a, b) = (words(a), words(b))
    guard !a.isEmpty, !b.isEmpty else { return false }
    // "Иван Петров" and "Ivan Petrov": what is written in two alphabets can't be compared by its letters.
    guard a.allSatisfy(\.isLatin) == b.allSatisfy(\.isLatin) else { return false }
    let (setA, setB) = (Set(a), Set(b))
    // One name's words within the other's: "Smith" and "John Smith", "Anna Müller" and "Müller Anna Maria".
    if setA.isSubset(of: setB) || setB.isSubset(of: setA) { return false }
    // What both end in is the family name, or both of them: "Ana García López" and "Pedro García López".
    var isFamilyShared = false
    while let last = a.last, last == b.last {
      a.removeLast()
      b.removeLast()
      isFamilyShared = true
    }
    if a.isEmpty || b.isEmpty { return false }
    if !isFamilyShared {
      if a.count > 1 { a.removeLast() }
      if b.count > 1 { b.removeLast() }
    }
    if a.map(\.text).joined() == b.map(\.text).joined() { return false }
    // A match counts where it is the first given name of at least one: a middle name is used as a first one, but the
    // first of two family names is no given name.
    for (i, x) in a.enumerated() {
      for (j, y) in b.enumerated() where i == 0 || j == 0 {
        if matches(x, y) { return false }
      }
    }
    return true
  }

  private static func matches(_ x: Word, _ y: Word) -> Bool {
    if x == y { return true }
    if x.text.count == 1 || y.text.count == 1 { return x.text.first == y.text.first }
    return !GivenNames.longForms(x.text).isDisjoint(with: GivenNames.longForms(y.text))
  }

  /// A word of a name, equal to its other spellings: "Jörg", "Joerg" and "Jorg".
  private struct Word: Hashable {
    let text: String

    init(_ text: String) { self.text = GivenNames.plainSpelling(text) }

    var isLatin: Bool { text.unicodeScalars.allSatisfy { $0.value < 0x250 } }
  }

  /// In the order given name, family name; without titles and particles.
  private static func words(_ name: String) -> [Word] {
    let parts = name.split(separator: ",", maxSplits: 1)
    // "Müller, Anna", but not "Anna Müller, PhD".
    let second = parts.count == 2 ? wordsInOrder(String(parts[1])) : []
    if !second.isEmpty { return second + wordsInOrder(String(parts[0])) }
    var words = wordsInOrder(String(parts.first ?? ""))
    // Family name first, as in Hungary, where the last word alone is known as a given name.
    if words.count == 2, !GivenNames.isKnown(words[0].text), GivenNames.isKnown(words[1].text) { words.reverse() }
    return words
  }

  private static func wordsInOrder(_ text: String) -> [Word] {
    TextFolding.words(text).filter { !unspecific.contains($0) }.map(Word.init)
  }

  private static let unspecific: Set<String> = [
    // Titles and degrees.
    "mr", "mrs", "ms", "miss", "dr", "prof", "ing", "dipl", "mag", "phd", "mba", "msc", "bsc", "ma", "ba", "md", "jr",
    "sr",
    "ii", "iii", "herr", "frau", "mme", "mlle", "sig", "dott", "inz", "mgr", "sra",
    // Particles of family names.
    "van", "von", "der", "den", "de", "da", "di", "del", "della", "dos", "das", "do", "du", "des", "la", "le", "el",
    "al",
    "bin", "ibn", "zu", "zur", "ter", "ten", "st", "y", "e",
  ]
}
