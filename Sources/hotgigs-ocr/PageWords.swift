import CTesseract
import DocumentText
import ResumeModel

/// The words of a reading as a page has them: boxes of their font in points, sizes in steps, bold by their strokes, bullets
/// as bullets.
///
/// Tesseract's boxes end at a word's own ink; reading order wants what the font takes, whatever the letters.
struct PageWords {
  private let reading: PageReading
  private let pointsPerPixel: Double

  init(_ reading: PageReading, pointsPerPixel: Double) {
    (self.reading, self.pointsPerPixel) = (reading, pointsPerPixel)
  }

  func words() -> [RecognizedWord] {
    guard let ink = Picture(pixThresholdToBinary(reading.picture.pix, 128)) else { return [] }
    let bullets = BulletFinder(ink: ink)
    let underscores = UnderscoreFinder(ink: ink)
    var lines: [MeasuredLine] = []
    var start = 0
    let found = reading.words
    while start < found.count {
      var end = start + 1
      while end < found.count, found[end].line == found[start].line { end += 1 }
      if let line = MeasuredLine(Array(found[start..<end])) { lines.append(underscores.settle(bullets.settle(line))) }
      start = end
    }
    lines = SizeSteps.settle(IconColumns.drop(from: lines))
    let bold = BoldWords(ink: ink, lines: lines)
    var words: [RecognizedWord] = []
    for (number, line) in lines.enumerated() {
      let isBold = bold.words(of: line)
      for (index, word) in line.words.enumerated() {
        words.append(
          RecognizedWord(
            text: word.text, confidence: word.confidence, box: box(of: word, line.measures[index]),
            size: line.measures[index].size * pointsPerPixel, isBold: isBold[index], line: number))
      }
    }
    return words
  }

  /// What a font's box takes above and below the base line, of its size, as poppler tells it of most fonts.
  private static let above = 0.9
  private static let below = 0.22

  private func box(of word: TesseractWord, _ measure: MeasuredLine.Measure) -> ResumeModel.Box {
    let top = measure.baseLine - Self.above * measure.size
    let bottom = measure.baseLine + Self.below * measure.size
    return ResumeModel.Box(
      x0: Double(word.left) * pointsPerPixel, y0: top * pointsPerPixel, x1: Double(word.right) * pointsPerPixel,
      y1: bottom * pointsPerPixel)
  }
}
