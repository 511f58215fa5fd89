import CandidateStore
import ReaderProtocol
import ResumeModel
import Testing

@testable import Ingest

@Suite struct ReadDocumentTests {
  private func code(of resume: String) -> ErrorCode? {
    do throws(ExtractionError) {
      _ = try ReadDocument(ReaderReply(header: .init(id: 1), resume: Array(resume.utf8)))
      return nil
    } catch {
      return error.code
    }
  }

  /// An answer that is whole by its frame and no resume by its content is the document's crash: tried again, it would come
  /// again.
  @Test(arguments: ["", "{", "[]", "{}", "\"resume\"", #"{"parser": 1e999}"#, "\u{0}\u{1}\u{2}"])
  func anAnswerThatIsNoResumeIsACrash(_ resume: String) {
    #expect(code(of: resume) == .crashed)
  }
}
