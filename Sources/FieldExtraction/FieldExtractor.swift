import DocumentText
import ResumeModel

/// Understands a document: lines, then sections, then entries, then fields.
///
/// Pure and deterministic: the same document gives the same resume, whatever the clock, the locale or the machine.
public struct FieldExtractor: Sendable {
  /// The version of reading and understanding together, stored in `resumes.parser_version`: greater versions read
  /// differently, so that failures of an older one are worth another try.
  public static let parserVersion = "1"

  public init() {}

  public func extract(_ document: Document) -> ParsedResume {
    ParsedResume()
  }
}
