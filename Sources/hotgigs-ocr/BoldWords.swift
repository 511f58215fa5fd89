import CTesseract

/// Tells bold by the thickness of strokes, since no font is known.
struct BoldWords {
  private let strokes: Strokes?
  /// Thickness of the strokes that most of the page has, of the font's size.
  private var regular: Double

  /// Strokes so much thicker than the page's usual ones are bold for certain, so much thinner regular; between the two a word
  /// is what its neighbours are.
  private static let certain = 1.4
  private static let middle = 1.27
  private static let doubtful = 1.15
  /// A shorter word is no certain one.
  private static let leastLetters = 3

  init(ink: Picture, lines: [MeasuredLine]) {
    strokes = Strokes(ink: ink)
    regular = 1
    let measured = lines.flatMap { line in
      zip(line.words, thickness(of: line)).map { word, thickness in
        (value: thickness, weight: word.text.unicodeScalars.count)
      }
    }
    regular = MeasuredLine.median(measured.filter { $0.value > 0 })
  }

  /// Whether each word is bold.
  func words(of line: MeasuredLine) -> [Bool] {
    guard regular > 0 else { return line.words.map { _ in false } }
    let thickness = thickness(of: line).map { $0 / regular }
    var bold: [Bool] = []
    var start = 0
    while start < line.words.count {
      var end = start + 1
      // White of more than an em sets other text apart.
      while end < line.words.count, Double(line.words[end].left - line.words[end - 1].right) < line.measures[end].size {
        end += 1
      }
      bold.append(contentsOf: stretch(Array(line.words[start..<end]), Array(thickness[start..<end])))
      start = end
    }
    return bold
  }

  private func stretch(_ words: [TesseractWord], _ thickness: [Double]) -> [Bool] {
    let lengths = words.map { Double($0.text.unicodeScalars.count) }
    let mean = zip(thickness, lengths).reduce(0) { $0 + $1.0 * $1.1 } / max(lengths.reduce(0, +), 1)
    let certainty = zip(thickness, lengths).map { value, length -> Bool? in
      guard length >= Double(Self.leastLetters) else { return nil }
      return value > Self.certain ? true : value < Self.doubtful ? false : nil
    }
    return certainty.indices.map { index in
      certainty[index] ?? certainty[..<index].last { $0 != nil }.flatMap { $0 }
        ?? certainty[index...].first { $0 != nil }.flatMap { $0 } ?? (mean > Self.middle)
    }
  }

  private func thickness(of line: MeasuredLine) -> [Double] {
    zip(line.words, line.measures).map { word, measure in
      strokes?.width(left: word.left, top: word.top, right: word.right, bottom: word.bottom).map { $0 / measure.size }
        ?? 0
    }
  }
}
