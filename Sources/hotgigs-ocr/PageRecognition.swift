import DocumentText
import ResumeModel

/// Recognises the words of a page: sets it upright and straight, makes dark text on white paper of it, reads it as English
/// and again in the language that its words speak for.
struct PageRecognition {
  private let recognizers: Recognizers
  private let end: ContinuousClock.Instant

  /// - Parameter end: What is not recognised by then is left out.
  init(_ recognizers: Recognizers, until end: ContinuousClock.Instant) {
    (self.recognizers, self.end) = (recognizers, end)
  }

  func recognize(_ scan: ScannedPage) -> RecognizedPage {
    var page = RecognizedPage(number: scan.number, width: scan.width, height: scan.height)
    guard let paper = scan.picture.withoutSurroundings() else { return page }
    var turns = paper.turnsToUpright
    guard var reading = read(paper, turns: turns) else { return page }
    if reading.isPoor {
      // The guess was wrong, or there was none: the other ways up are tried.
      for other in [0, 2, 1, 3] where other != turns && ContinuousClock.now < end && reading.isPoor {
        guard let another = read(paper, turns: other), another.isBetter(than: reading) else { continue }
        (reading, turns) = (another, other)
      }
    }
    let languages = LanguageGuess.languages(of: reading.words.map(\.text))
    if languages != ["eng"], ContinuousClock.now < end,
      let tesseract = recognizers[languages.joined(separator: "+")]
    {
      let again = self.reading(reading.picture, by: tesseract)
      // Time may have been up in the middle of it.
      if again.isWhole || !reading.isWhole { reading = again.keepingAddresses(of: reading) }
    }
    page.turns = turns
    page.isPartial = !reading.isWhole
    let width = turns % 2 == 0 ? scan.width : scan.height
    page.words = PageWords(reading, pointsPerPixel: width / Double(reading.picture.width)).words()
    return page
  }

  /// The picture's words as English, so many quarter turns clockwise.
  private func read(_ paper: Picture, turns: Int) -> PageReading? {
    guard let tesseract = recognizers["eng"],
      let picture = paper.turned(quarters: turns)?.straightened()?.withDarkRegionsInverted()?.onWhitePaper()
    else { return nil }
    return reading(picture, by: tesseract)
  }

  private func reading(_ picture: Picture, by tesseract: Tesseract) -> PageReading {
    let (words, isWhole) = tesseract.words(of: picture, as: .page, until: end)
    return PageReading(picture: picture, words: words.filter(\.isSeen), isWhole: isWhole)
  }
}

/// What one look at a page gave.
struct PageReading {
  /// That the words' pixels are of.
  let picture: Picture
  let words: [TesseractWord]
  let isWhole: Bool

  /// Letters and digits, each as much as its word is sure.
  private var weight: Double {
    words.reduce(0) { $1.confidence > 0.5 ? $0 + $1.confidence * Double($1.text.utf8.count) : $0 }
  }

  private var letters: Double { Double(words.reduce(0) { $0 + $1.text.utf8.count }) }

  /// Of text the wrong way up, little comes out, and that unsure.
  var isPoor: Bool { isWhole && (letters == 0 || weight / letters < 0.6) }

  /// With the addresses as another reading of the same picture has them: the data of many a language know no @, and read
  /// a letter there.
  func keepingAddresses(of other: PageReading) -> PageReading {
    var words = words
    for address in other.words where address.isAddress {
      let beneath = words.indices.filter { words[$0].stands(in: address) }
      guard let first = beneath.first, beneath.allSatisfy({ words[$0].line == words[first].line }) else { continue }
      let line = words[first].line
      for index in beneath.reversed() { words.remove(at: index) }
      words.insert(address, at: first)
      words[first].line = line
    }
    return PageReading(picture: picture, words: words, isWhole: isWhole)
  }

  func isBetter(than other: PageReading) -> Bool {
    weight > 1.2 * other.weight && weight * max(other.letters, 1) > other.weight * letters
  }
}

extension TesseractWord {
  fileprivate var isAddress: Bool {
    text.contains("@") || text.contains("www.") || text.contains(".com") || text.contains("://")
  }

  /// Whether its middle is within another word's box.
  fileprivate func stands(in other: TesseractWord) -> Bool {
    let (x, y) = ((left + right) / 2, (top + bottom) / 2)
    return x >= other.left && x <= other.right && y >= other.top && y <= other.bottom
  }

  /// Rules and frames come as words of nothing.
  fileprivate var isSeen: Bool { text.utf8.contains { $0 > 0x20 } && right > left && bottom > top }
}
