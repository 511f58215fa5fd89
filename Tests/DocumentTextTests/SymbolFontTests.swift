import ResumeModel
import Testing

@testable import DocumentText

/// Fonts that are named after symbols: what they set as letters is signs without a map to Unicode, or words.
@Suite struct SymbolFontTests {
  /// Words of one line, in a font whose name says symbols.
  private func words(_ line: String) -> [(text: String, kind: InkWord.Kind)] {
    var page = PageGlyphs(width: 600, height: 800, styles: [Style(size: 10)], purposes: [.symbols])
    var (x, parting) = (50.0, Glyph.Parting.line)
    for scalar in line.unicodeScalars {
      if scalar == " " {
        (x, parting) = (x + 4, .space)
        continue
      }
      page.glyphs.append(
        Glyph(scalar: scalar.value, style: 0, parting: parting, x0: x, y0: 60, x1: x + 6, y1: 71))
      (x, parting) = (x + 6, .none)
    }
    let ink = GlyphWords.words(of: page)
    return ink.words.map { (String(decoding: ink.text[$0.start..<$0.end], as: UTF8.self), $0.kind) }
  }

  @Test func wordsInASymbolFontAreWords() {
    let found = words("What Operating Systems Do")
    #expect(found.map(\.text) == ["What", "Operating", "Systems", "Do"])
    #expect(found.allSatisfy { $0.kind == .text })
  }

  @Test(arguments: ["l", "l n", "lllnn", "l n q v"])
  func signsWithoutAMapStaySigns(_ line: String) {
    #expect(words(line).allSatisfy { $0.kind != .text })
  }
}
