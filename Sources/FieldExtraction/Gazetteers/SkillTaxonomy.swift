/// Skills of all trades by their usual form and category: what tells one skill from two, and a list of skills from others.
struct SkillTaxonomy {
  struct Skill {
    fileprivate var form: ArraySlice<UInt8>
    var category: Int

    var canonical: String { String(decoding: form, as: UTF8.self) }
  }

  static let standard = SkillTaxonomy()

  private(set) var categories: [String] = []
  private var skills: [Skill] = []
  private var numbers = PhraseTable(capacity: 4096)
  private var longest = 1

  private init() {
    for group in ResourceFile("skills.txt").groups {
      let category = categories.count
      categories.append(group.name)
      for row in group.phrases {
        let forms = row.split(separator: UInt8(ascii: "|"))
        guard let first = forms.first else { continue }
        skills.append(Skill(form: first, category: category))
        for form in forms {
          let folded = Folding.fold(utf8: form)
          let words = Self.words(folded, 0..<folded.count)
          longest = max(longest, words.count)
          numbers.insert(Self.hash(folded, words[...]), UInt16(skills.count - 1))
        }
      }
    }
  }

  /// The skill that a range of folded text is the name of.
  func skill(_ folded: [UInt32], in range: Range<Int>) -> Skill? {
    let words = Self.words(folded, range)
    guard !words.isEmpty, words.count <= longest else { return nil }
    return numbers[Self.hash(folded, words[...])].map { skills[Int($0.value)] }
  }

  func skill(_ text: String) -> Skill? {
    let folded = Folding.fold(text)
    return skill(folded, in: 0..<folded.count)
  }

  /// The longest names from the left, none overlapping; ranges of the text.
  func matches(_ folded: [UInt32], in range: Range<Int>) -> [(skill: Skill, range: Range<Int>)] {
    let words = Self.words(folded, range)
    var result: [(skill: Skill, range: Range<Int>)] = []
    var index = 0
    while index < words.count {
      var length = min(longest, words.count - index)
      while length > 0 {
        if let entry = numbers[Self.hash(folded, words[index..<(index + length)])],
          isOne(folded, words[index..<(index + length)])
        {
          result.append(
            (skills[Int(entry.value)], words[index].lowerBound..<words[index + length - 1].upperBound))
          break
        }
        length -= 1
      }
      index += max(1, length)
    }
    return result
  }

  /// No comma stands inside.
  private func isOne(_ folded: [UInt32], _ words: ArraySlice<Range<Int>>) -> Bool {
    guard let first = words.first, let last = words.last else { return false }
    return !folded[first.lowerBound..<last.upperBound].contains { $0 == 0x2C || $0 == 0x3B || $0 == 0x09 || $0 == 0x7C }
  }

  /// Letters and digits, with the signs that tell skills apart: "c++", "c#", ".net".
  private static func words(_ folded: [UInt32], _ range: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start: Int?
    for offset in range {
      let scalar = folded[offset]
      let isInside =
        Folding.isLetter(scalar) || Folding.isDigit(scalar) || start != nil && (scalar == 0x2B || scalar == 0x23)
        || scalar == 0x2E && start == nil && offset + 1 < range.upperBound && Folding.isLetter(folded[offset + 1])
          && (offset == range.lowerBound || !Folding.isLetter(folded[offset - 1]))
      if isInside {
        start = start ?? offset
      } else {
        if let begin = start { result.append(begin..<offset) }
        start = nil
        if scalar == 0x26 { result.append(offset..<(offset + 1)) }
      }
    }
    if let begin = start { result.append(begin..<range.upperBound) }
    return result
  }

  private static func hash(_ folded: [UInt32], _ words: ArraySlice<Range<Int>>) -> PhraseHash {
    var hash = PhraseHash()
    for (position, word) in words.enumerated() {
      if position > 0 { hash.add(0x20) }
      hash.add(folded, word)
    }
    return hash
  }
}
