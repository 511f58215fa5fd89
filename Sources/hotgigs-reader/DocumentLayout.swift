import DocumentText
import ResumeModel

/// What the reply's layout holds: the document model, and beside its own keys `sections`, what its lines were cut into.
struct DocumentLayout: Encodable {
  var document: Document
  var sections: [SectionOutline]

  private enum CodingKeys: CodingKey {
    case sections
  }

  func encode(to encoder: any Encoder) throws {
    try document.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sections, forKey: .sections)
  }
}
