import DocumentText
import FieldExtraction
import ResumeModel

/// The second stage in a reader: lines become a resume.
struct FieldExtractionStage {
  private let extractor = FieldExtractor()

  func process(_ document: Document) -> ParsedResume {
    extractor.extract(document)
  }

  func sections(of document: Document) -> [SectionOutline] {
    extractor.sections(of: document)
  }
}
