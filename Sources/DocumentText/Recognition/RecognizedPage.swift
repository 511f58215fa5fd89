import ResumeModel

/// The words that were recognised in the picture of a page: what `hotgigs-ocr` answers, and a reader puts in the place of
/// text that the page has not.
public struct RecognizedPage: Hashable, Sendable, Codable {
  /// From 1.
  public var number: Int
  /// Of the page as it is shown, points.
  public var width, height: Double
  /// Quarter turns clockwise that set the text upright: a page that lies on its side, or stands on its head.
  public var turns: Int
  /// By lines; their boxes are those of the page set upright.
  public var words: [RecognizedWord]
  /// Whether time was up before all of it was recognised.
  public var isPartial: Bool

  public init(
    number: Int, width: Double, height: Double, turns: Int = 0, words: [RecognizedWord] = [], isPartial: Bool = false
  ) {
    self.number = number
    self.width = width
    self.height = height
    self.turns = turns
    self.words = words
    self.isPartial = isPartial
  }
}

/// One word in a picture.
public struct RecognizedWord: Hashable, Sendable, Codable {
  public var text: String
  /// How sure the recogniser is, 0…1.
  public var confidence: Double
  /// From the ascenders to the descenders of its font, as a PDF's words have it; points.
  public var box: Box
  /// Font size, points.
  public var size: Double
  public var isBold: Bool
  /// The line that the recogniser found it in, from 0.
  public var line: Int

  public init(text: String, confidence: Double, box: Box, size: Double, isBold: Bool = false, line: Int) {
    self.text = text
    self.confidence = confidence
    self.box = box
    self.size = size
    self.isBold = isBold
    self.line = line
  }
}
