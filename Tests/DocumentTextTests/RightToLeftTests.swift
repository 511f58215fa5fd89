import ResumeModel
import Testing

@testable import DocumentText

@Suite struct RightToLeftTests {
  /// Words with their left edge and width, all on lines of 12 points.
  private func ink(_ lines: [[(String, Double, Double)]]) -> PageInk {
    var ink = PageInk(width: 600, height: 800)
    ink.styles = [Style(size: 10)]
    for (row, words) in lines.enumerated() {
      for (text, x, width) in words {
        let start = ink.text.count
        ink.text += Array(text.utf8)
        let y = 100 + 14 * Double(row)
        ink.words.append(
          InkWord(
            start: start, end: ink.text.count, box: Box(x0: x, y0: y, x1: x + width, y1: y + 12), style: 0,
            length: text.unicodeScalars.count, isSpaced: true, streamLine: row))
      }
    }
    return ink
  }

  @Test func readsWordsFromTheRight() {
    let page = ink([[("נועה", 530, 20), ("לוי", 510, 17)], [("מהנדסת", 515, 35), ("משאבות", 475, 37)]])
    #expect(ReadingOrder.lines(of: page).map(\.text) == ["נועה לוי", "מהנדסת משאבות"])
  }

  @Test func keepsLatinTextAndTelephoneNumbersInTheirOwnOrder() {
    let page = ink([
      [("הטמעת", 520, 30), ("SAP", 470, 18), ("EWM", 491, 25), ("במחסן", 436, 30)],
      [("טלפון", 520, 30), ("+961", 450, 22), ("3", 475, 6), ("123", 484, 16), ("456", 503, 14)],
    ])
    #expect(ReadingOrder.lines(of: page).map(\.text) == ["הטמעת SAP EWM במחסן", "טלפון +961 3 123 456"])
  }

  @Test func setsDatesAtTheLeftApart() throws {
    let page = ink([[("מנהלת", 520, 30), ("2019", 40, 22)], [("חיפה", 520, 30)]])
    let lines = ReadingOrder.lines(of: page)
    #expect(lines.map(\.text) == ["מנהלת\t2019", "חיפה"])
    let box = try #require(lines[0].spans[0].box)
    #expect(box == Box(x0: 40, y0: 100, x1: 550, y1: 112))
  }

  /// As poppler tells them: letters in reading order, boxes from the left.
  @Test(arguments: [("ثالثة", [4.0, 5, 3, 3, 5], "ثلاثة"), ("كالة", [3.0, 4, 2, 6], "كالة")])
  func ordersLigatures(told: String, widths: [Double], text: String) {
    var page = PageGlyphs(width: 600, height: 800)
    page.styles = [Style(size: 10)]
    page.purposes = [.text]
    var x = 100.0
    for (scalar, width) in zip(told.unicodeScalars, widths) {
      page.glyphs.append(
        Glyph(
          scalar: scalar.value, style: 0, parting: page.glyphs.isEmpty ? .line : .none, x0: x, y0: 0, x1: x + width,
          y1: 10))
      x += width
    }
    RightToLeft.orderBoxes(&page)
    let ink = GlyphWords.words(of: page)
    #expect(ink.words.map { String(decoding: ink.text[$0.start..<$0.end], as: UTF8.self) } == [text])
  }
}
