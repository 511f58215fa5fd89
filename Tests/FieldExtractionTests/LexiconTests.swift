import Testing

@testable import FieldExtraction

@Suite struct LexiconTests {
  private let lexicon = Lexicon(["machine", "machine learning engineer", "r & d", "c/o", "machine"].map { ($0, 7) })

  private func match(_ text: String) -> Int? {
    let folded = Folding.fold(text)
    let tokens = Tokenizer.tokens(of: folded)
    return lexicon.match(folded, tokens, at: 0, before: tokens.count)?.end
  }

  @Test(arguments: [
    ("Machine", 1), ("Machine Learning", 1), ("Machine Learning Engineer", 3), ("machine-learning engineer!", 4),
    ("Machine Learning\tEngineer", 1), ("Machine, Learning Engineer", 1), ("R & D manager", 3), ("R and D", nil),
    ("learning engineer", nil), ("c/o Roe", 3), ("", nil),
  ])
  func findsTheLongestPhrase(_ text: String, end: Int?) { #expect(match(text) == end) }

  @Test func holdsWhatADictionaryWould() {
    var generator = SystemRandomNumberGenerator()
    var table = PhraseTable()
    var values: [UInt64: UInt16] = [:]
    var hashes: [PhraseHash] = []
    for number in 0..<5000 {
      var hash = PhraseHash()
      // Some come again with another value.
      hash.add(UInt32(number % 4000))
      hash.add(UInt32.random(in: 0...1, using: &generator))
      table.insert(hash, UInt16(number))
      values[hash.value] = UInt16(number)
      hashes.append(hash)
    }
    #expect(hashes.allSatisfy { table[$0]?.value == values[$0.value] && table[$0]?.goesOn == false })
    #expect(table[PhraseHash()] == nil)
    table.insert(beginning: hashes[0])
    #expect(table[hashes[0]]?.isPhrase == true && table[hashes[0]]?.goesOn == true)
  }
}

/// The short ways of ``Folding`` say what the standard library says.
@Suite struct FoldingTests {
  private static let scalars = (0..<0x2FFFF).compactMap(Unicode.Scalar.init)

  @Test func knowsTheLettersThatTheStandardLibraryKnows() {
    let others = Self.scalars.filter { scalar in
      let category = scalar.properties.generalCategory
      let isMark =
        (0x590..<0x2000).contains(scalar.value) && (category == .nonspacingMark || category == .spacingMark)
      // What folds to ASCII is asked for in its folded form.
      return scalar.value > 0xBF && Folding.isLetter(scalar.value) != (scalar.properties.isAlphabetic || isMark)
    }
    #expect(others == [])
  }

  @Test func foldsCyrillicAndEastAsiaAsTheStandardLibraryDoes() {
    let scripts = [0x0410...0x044F, 0x3105...0xA63F, 0xAC00...0xD7A3] as [ClosedRange<UInt32>]
    let others = Self.scalars.filter { scalar in
      scripts.contains { $0.contains(scalar.value) } && ![0x30FB].contains(scalar.value)
        && Folding.fold(scalar) != scalar.properties.lowercaseMapping.unicodeScalars.first?.value
    }
    #expect(others == [])
  }

  @Test func makesStringsOfScalars() {
    let text = "Zoë\tРоу 簡歴 👩‍🚀 e\u{301}\u{0}"
    #expect(String(scalars: Array(text.unicodeScalars)) == text)
    #expect(String(scalars: [Unicode.Scalar]()) == "")
  }
}
