import DocumentText
import Foundation
import ResumeModel
import Testing

@testable import FieldExtraction

/// Where a value was read must be on the page, and the value must stand there: a reviewer is shown that place.
@Suite struct EvidenceTests {
  static let documents: [String] = {
    let fixtures =
      URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
      + "/Fixtures/"
    return ["resumes", "templates"].flatMap { folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: fixtures + folder)) ?? []
      return names.filter { $0.hasSuffix(".pdf") }.sorted().map { fixtures + folder + "/" + $0 }
    }
  }()

  @Test func thereAreDocuments() {
    #expect(Self.documents.count >= 10)
  }

  @Test(arguments: documents)
  func everyValueStandsWhereItSays(_ path: String) throws {
    let bytes = try DocumentBytes([UInt8](Data(contentsOf: URL(filePath: path))))
    let document = try DocumentReaders.read(bytes)
    let resume = FieldExtractor().extract(document)
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(resume))
    let values = Self.values(json, at: "")
    #expect(values.count > 20)
    for value in values {
      #expect(!value.evidence.isEmpty, "\(value.path): \(value.text) stands nowhere")
      var text = ""
      for place in value.evidence {
        guard let page = document.pages.first(where: { $0.number == place.page }), let box = place.box else {
          Issue.record("\(value.path): \(value.text) has no page or no box")
          continue
        }
        #expect(
          box.x0 >= -1 && box.y0 >= -1 && box.x1 <= page.width + 1 && box.y1 <= page.height + 1 && box.width > 0
            && box.height > 0,
          "\(value.path): \(value.text) at \(box)")
        text += Self.text(of: page, in: box)
      }
      // A link's target need not be drawn; a date is drawn in words.
      if value.path.hasPrefix("links") { continue }
      let there = Self.squeezed(text)
      for word in value.words {
        #expect(there.contains(word), "\(value.path): \(value.text) is not in \(text)")
      }
    }
  }

  private struct Value {
    var path: String
    var text: String
    var evidence: [Evidence]

    /// What must be drawn there: of a date its year's last two digits.
    var words: [String] {
      if let date = PartialDate(text) { return ["\(date.year % 100 < 10 ? "0" : "")\(date.year % 100)"] }
      return text.split(whereSeparator: \.isWhitespace).map { squeezed(String($0)) }.filter { !$0.isEmpty }
    }
  }

  /// Letters and digits only, so that a hyphen at a line's end does not matter.
  private static func squeezed(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in Folding.fold(text) where Folding.isLetter(scalar) || Folding.isDigit(scalar) {
      if let scalar = Unicode.Scalar(scalar) { view.append(scalar) }
    }
    return String(view)
  }

  private static func text(of page: Page, in box: Box) -> String {
    var text = ""
    for line in page.lines {
      for span in line.spans {
        guard let place = span.box, place.x0 < box.x1 + 0.5, place.x1 > box.x0 - 0.5, place.y0 < box.y1 + 0.5,
          place.y1 > box.y0 - 0.5
        else { continue }
        text += span.text
      }
      text += "\n"
    }
    return text
  }

  /// Every extracted value in the JSON of a reading.
  private static func values(_ json: Any, at path: String) -> [Value] {
    if let list = json as? [Any] {
      return list.enumerated().flatMap { values($0.element, at: "\(path)[\($0.offset)]") }
    }
    guard let object = json as? [String: Any] else { return [] }
    if let value = object["value"], object["confidence"] != nil, let places = object["evidence"] {
      let evidence =
        (try? JSONSerialization.data(withJSONObject: places)).flatMap {
          try? JSONDecoder().decode([Evidence].self, from: $0)
        }
      let text = (value as? String) ?? (value as? [String: Any])?["city"] as? String ?? ""
      return [Value(path: path, text: text, evidence: evidence ?? [])]
    }
    return object.sorted { $0.key < $1.key }.flatMap {
      $0.key == "derived" ? [] : values($0.value, at: path.isEmpty ? $0.key : path + "." + $0.key)
    }
  }
}
