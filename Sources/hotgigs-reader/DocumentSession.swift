import DocumentText
import FoundationEssentials
import Glibc
import ReaderProtocol
import ReaderSandbox
import ResumeModel

/// Answers one request after another: text extraction, then field extraction, until the other side closes.
struct DocumentSession {
  private let memory = ProcessMemory()

  func serve(_ channel: borrowing FrameChannel) throws(FrameChannel.Failure) {
    try channel.serve(answer)
  }

  func answer(_ request: ReaderRequest, document descriptor: CInt) -> ReaderReply {
    var reply = ReaderReply(header: ReaderReply.Header(id: request.id))
    ReaderSandbox.allowProcessorTime(seconds: request.deadline)
    do {
      var options = ReadingOptions(password: request.password)
      options.recognized = try request.recognition?.pages.map(Self.page) ?? []
      let text = TextExtraction(options: options)
      var stopwatch = ProcessorStopwatch()
      let bytes = try DocumentBytes(descriptor: descriptor, maximumBytes: request.maximumBytes)
      let reader = text.reader(of: bytes)
      reply.header.mediaType = reader?.mediaType
      var document = try text.process(bytes, by: reader)
      document.warn(of: request.recognition, recognized: options.recognized)
      reply.header.unrecognized = document.unrecognizedPages
      reply.header.textMicroseconds = stopwatch.lap()
      guard document.hasText else {
        throw ExtractionError(
          .empty, "no text in it, only pictures" + (request.recognition?.whyPartly.map { ", and \($0)" } ?? ""))
      }
      let wanted = request.parts
      if wanted.contains(.resume) {
        let resume = RecognitionDoubt(options.recognized).weighed(FieldExtractionStage().process(document))
        reply.resume = try CanonicalJSON.encode(resume)
        reply.header.fieldMicroseconds = stopwatch.lap()
      }
      if wanted.contains(.text) { reply.text = Array(document.text.utf8) }
      if wanted.contains(.layout) {
        reply.layout = try CanonicalJSON.encode(
          DocumentLayout(document: document, sections: FieldExtractionStage().sections(of: document)))
      }
      if wanted.contains(.pictures) {
        let images = try reader?.images(of: bytes, options: text.options) ?? []
        reply.pictures = try CanonicalJSON.encode(
          images.map { PagePicture(page: $0.page, png: Data($0.png).base64EncodedString()) })
      }
    } catch let error as ExtractionError {
      reply.header.error = error
    } catch {
      reply.header.error = ExtractionError(.corrupt, "what was read of it can't be written as JSON: \(error)")
    }
    reply.header.residentBytes = memory.residentBytes()
    return reply
  }

  /// A page as `hotgigs-ocr` wrote it.
  private static func page(_ json: String) throws -> RecognizedPage {
    try JSONDecoder().decode(RecognizedPage.self, from: Data(json.utf8))
  }
}

extension Document {
  /// Says what of its pictures was not read.
  fileprivate mutating func warn(of recognition: Recognition?, recognized: [RecognizedPage]) {
    guard let recognition else { return }
    let partial = recognized.filter(\.isPartial).map(\.number)
    for (pages, what) in [(unrecognizedPages, "a picture that was not read"), (partial, "a picture read in part")]
    where !pages.isEmpty {
      warnings.append(
        ParseWarning(
          .partlyRead,
          "\(pages.count == 1 ? "page" : "pages") \(pages.map(String.init).joined(separator: ", ")): \(what)"
            + (recognition.whyPartly.map { ": \($0)" } ?? "")))
    }
  }
}

/// CPU time of this process between laps.
struct ProcessorStopwatch {
  private var last = Self.now()

  /// Microseconds since the last lap, or since it was made.
  mutating func lap() -> Int {
    let now = Self.now()
    defer { last = now }
    return now - last
  }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
  }
}
