import ResumeModel
import Testing

@testable import DocumentText

/// Places and sizes that no page has: what they belong to is left out, and the rest is read.
@Suite struct AbsurdNumberTests {
  /// Beyond what a whole number holds, and beyond what a floating-point number does.
  private static let long = [String(repeating: "9", count: 30), String(repeating: "9", count: 400)]

  private func read(_ pdf: SyntheticPDF, with number: String, for other: String) throws -> Document {
    var bytes = pdf.bytes
    let place = try #require(bytes.firstRange(of: Array(other.utf8)))
    bytes.replaceSubrange(place, with: Array(number.utf8))
    return try DocumentReaders.read(DocumentBytes(bytes))
  }

  @Test(arguments: long)
  func aFieldBeyondThePageIsLeftOut(_ number: String) throws {
    let pdf = SyntheticPDF { page in
      page.text("Ada Example", x: 50, y: 60)
      page.field("• Built pumps", x: 77, y: 100, width: 200, height: 20)
    }
    #expect(try read(pdf, with: "-\(number)", for: "77.0").text == "Ada Example")
  }

  @Test(arguments: long)
  func aPageBeyondMeasureIsRead(_ number: String) throws {
    let pdf = SyntheticPDF(width: 777) { page in
      page.text("Ada Example", x: 50, y: 60)
      // Light text is looked at.
      page.text("White", x: 50, y: 90, color: 0xFFFFFF)
    }
    let document = try? read(pdf, with: number, for: "777.0")
    for page in document?.pages ?? [] { #expect(page.width.isFinite && page.width <= 100_000) }
  }

  @Test func aSizeBeyondMeasureHasALimit() throws {
    let nested = String(repeating: "<p style='font-size:999999em'>", count: 60) + "Ada Example"
    let document = try DocumentReaders.read(DocumentBytes(Array("<!DOCTYPE html>\(nested)".utf8)))
    #expect(document.text == "Ada Example")
    #expect(document.pages.allSatisfy { $0.lines.allSatisfy { $0.spans.allSatisfy { $0.style.size <= 10_000 } } })
    #expect(Style(size: .nan).size == 0 && Style(size: -.infinity).size == 0)
  }

  @Test func wordsRecognisedBeyondThePageAreLeftOut() throws {
    let places = [
      Box(x0: 50, y0: 60, x1: 100, y1: 71), Box(x0: 1e300, y0: 60, x1: 1e300, y1: 71),
      Box(x0: -1e300, y0: -1e300, x1: 1e300, y1: 1e300), Box(x0: .nan, y0: 60, x1: 90, y1: 71),
    ]
    var words = places.enumerated().map { index, box in
      RecognizedWord(text: "•\u{0}\u{202e}word", confidence: 0.9, box: box, size: 1e300, line: Int.max - index)
    }
    // From its lower right corner to its upper left.
    words.append(
      RecognizedWord(text: "Ada", confidence: 2, box: Box(x0: 90, y0: 171, x1: 50, y1: 160), size: -1, line: 0))
    for turns in [0, 1, -1, Int.max] {
      let page = RecognizedPage(number: 1, width: 1e308, height: 800, turns: turns, words: words).page()
      #expect(page.lines.map(\.text).sorted() == ["Ada", "word"])
      #expect(throws: Never.self) { try CanonicalJSON.encode(page) }
    }
  }

  @Test func aFieldsValueSteersNothing() throws {
    let document = try SyntheticPDF { page in
      page.field("\\376\\377\\000A\\000d\\000a\\040\\056\\000\\033\\000!", x: 50, y: 100, width: 200, height: 20)
    }.read()
    #expect(document.text == "Ada!")
  }

  /// As a font's faulty map makes them: three wide signs, the first apart from the others, of which nothing is left.
  @Test func charactersThatAreNoneMakeNoWord() {
    var page = PageGlyphs(width: 600, height: 800, styles: [Style(size: 10)], purposes: [.text])
    for (index, x) in [50.0, 62, 74, 86, 98].enumerated() {
      page.glyphs.append(
        Glyph(
          scalar: 0xD800 + UInt32(index), style: 0, parting: index < 2 ? .space : .none, x0: x, y0: 60, x1: x + 12,
          y1: 71))
    }
    #expect(GlyphWords.words(of: page).words.isEmpty)
  }

  @Test func marksThatTurnTextAboutAreNoText() {
    for mark in [0x61C, 0x200E, 0x202E, 0x2066, 0x11_0000] as [UInt32] {
      guard case .nothing = GlyphNormalisation.meaning(of: mark, width: 0.5) else {
        Issue.record("U+\(String(mark, radix: 16)) is text")
        continue
      }
    }
  }
}
