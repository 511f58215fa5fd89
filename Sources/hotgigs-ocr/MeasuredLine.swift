/// A line of words with the size of their font, told by which letters rise above the small ones.
struct MeasuredLine {
  var words: [TesseractWord]
  /// Of each word.
  var measures: [Measure]

  struct Measure {
    /// Pixels.
    var size: Double
    /// Pixels from the top of the picture.
    var baseLine: Double
    /// How much it tells of its line: its letters, those of words that rise above small letters thrice.
    var weight: Int
  }

  /// Pixels; most of its letters are of this size.
  var size: Double { Self.median(measures.map { ($0.size, $0.weight) }) }
  /// Pixels from the top of the picture.
  var baseLine: Double { Self.median(measures.map { ($0.baseLine, $0.weight) }) }

  /// Nil without words.
  init?(_ words: [TesseractWord]) {
    guard !words.isEmpty else { return nil }
    let own = words.map(Self.measure)
    let size = Self.median(own.map { ($0.size, $0.weight) })
    self.words = words
    measures = own.map { own in
      // A short word is measured too badly to differ from its line.
      let isOther = own.weight >= 9 && abs(own.size - size) > 0.3 * size
      return Measure(size: isOther ? own.size : size, baseLine: own.baseLine, weight: own.weight)
    }
  }

  /// Shares of a font's size, as common text faces have them: the height of small letters, that of capitals, digits and
  /// letters with ascenders, that of capitals with an accent.
  private static let xHeight = 0.52
  private static let ascender = 0.72
  private static let accent = 0.93

  private static func measure(_ word: TesseractWord) -> Measure {
    var letters = 0
    var rises = false
    var isOdd = false
    var isAccented = false
    for scalar in word.text.unicodeScalars {
      switch scalar {
      case "a", "c", "e", "m", "n", "o", "r", "s", "u", "v", "w", "x", "z", "g", "p", "q", "y": letters += 1
      case "@", "(", ")", "[", "]", "{", "}", "|", "/", "$", "&": isOdd = true
      case "À"..."Þ", "Ć", "Ł", "Ń", "Ś", "Ź", "Ż": (letters, isAccented) = (letters + 1, true)
      case "\u{21}"..."\u{2F}", ":"..."?", "_", "~", "–", "—", "•", "·", "°", "’", "“", "”": break
      default: (letters, rises) = (letters + 1, true)
      }
    }
    let height = Double(word.bottom - word.top)
    // A base line that is nowhere near the ink is none.
    let isSound = word.baseLine > Double(word.top) + 0.3 * height && word.baseLine < Double(word.bottom) + 0.3 * height
    let baseLine = isSound ? word.baseLine : Double(word.bottom)
    let share = isAccented ? accent : rises || isOdd ? ascender : xHeight
    let size = max((baseLine - Double(word.top)) / share, 1)
    // How high brackets rise differs from face to face.
    return Measure(size: size, baseLine: baseLine, weight: isOdd ? letters / 4 : rises ? 3 * letters : letters)
  }

  /// The value that half of the weight lies below; of weights that are all 0, the middle one.
  static func median(_ values: [(value: Double, weight: Int)]) -> Double {
    let sorted = values.sorted { $0.value < $1.value }
    var left = sorted.reduce(0) { $0 + $1.weight } / 2
    if left == 0 { return sorted.isEmpty ? 0 : sorted[sorted.count / 2].value }
    for (value, weight) in sorted {
      left -= weight
      if left < 0 { return value }
    }
    return sorted[sorted.count - 1].value
  }
}
