import DocumentText
import Glibc
import ReaderProtocol
import ReaderSandbox
import ResumeModel

/// Answers one request after another, a page each, until the other side closes.
struct RecognitionSession {
  private let recognizers: Recognizers
  private let memory = ProcessMemory()

  /// Nil where tesseract has no data for the language that all pages begin with.
  init?() {
    guard let recognizers = Recognizers() else { return nil }
    self.recognizers = recognizers
  }

  /// Where tesseract's data are, opened as languages are needed.
  var dataFolder: String? { recognizers.dataFolder }

  func serve(_ channel: borrowing FrameChannel) throws(FrameChannel.Failure) {
    try channel.serve(answer)
  }

  private func answer(_ request: ReaderRequest, document descriptor: CInt) -> ReaderReply {
    var reply = ReaderReply(header: ReaderReply.Header(id: request.id))
    ReaderSandbox.allowProcessorTime(seconds: request.deadline)
    do {
      guard let page = request.page else { throw ExtractionError(.corrupt, "no page was asked for") }
      let end = ContinuousClock.now.advanced(by: .milliseconds(page.milliseconds))
      let options = ReadingOptions(password: request.password)
      let document = DocumentReaders.pictured(
        try DocumentBytes(descriptor: descriptor, maximumBytes: request.maximumBytes), options: options)
      let scan = try ScannedPage(document, number: page.number, options: options)
      reply.page = try CanonicalJSON.encode(PageRecognition(recognizers, until: end).recognize(scan))
    } catch let error as ExtractionError {
      reply.header.error = error
    } catch {
      reply.header.error = ExtractionError(.corrupt, "what was recognised can't be written as JSON: \(error)")
    }
    reply.header.residentBytes = memory.residentBytes()
    return reply
  }
}
