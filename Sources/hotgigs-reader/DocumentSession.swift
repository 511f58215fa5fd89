import DocumentText
import FoundationEssentials
import Glibc
import ReaderProtocol
import ResumeModel

/// Answers one request after another: text extraction, then field extraction, until the other side closes.
struct DocumentSession {
  private let encoder: JSONEncoder

  init() {
    encoder = JSONEncoder()
    // The same document gives the same bytes, run after run.
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  func serve(_ channel: borrowing FrameChannel) throws(FrameChannel.Failure) {
    while let (request, document) = try channel.receiveRequest() {
      // A pool that was killed can't end a reader that hangs: SIGALRM does. (PR_SET_PDEATHSIG would end it when
      // the pool's spawning thread goes, not only when the process does.)
      alarm(UInt32(clamping: request.deadline + 5))
      let reply = answer(request, document: document)
      alarm(0)
      close(document)
      try channel.send(reply)
    }
  }

  func answer(_ request: ReaderRequest, document descriptor: CInt) -> ReaderReply {
    var reply = ReaderReply(header: ReaderReply.Header(id: request.id))
    let text = TextExtraction(
      options: ReadingOptions(password: request.password), maximumBytes: request.maximumBytes)
    do {
      var stopwatch = ProcessorStopwatch()
      let bytes = try text.bytes(of: descriptor)
      let reader = text.reader(of: bytes)
      reply.header.mediaType = reader?.mediaType
      let document = try text.process(bytes, by: reader)
      reply.header.textMicroseconds = stopwatch.lap()
      let wanted = request.parts
      if wanted.contains(.resume) {
        let resume = FieldExtractionStage().process(document)
        reply.resume = try json(resume)
        reply.header.fieldMicroseconds = stopwatch.lap()
      }
      if wanted.contains(.text) { reply.text = Array(document.text.utf8) }
      if wanted.contains(.layout) {
        reply.layout = try json(
          DocumentLayout(document: document, sections: FieldExtractionStage().sections(of: document)))
      }
      if wanted.contains(.pictures) {
        let images = try reader?.images(of: bytes, options: text.options) ?? []
        reply.pictures = try json(
          images.map { PagePicture(page: $0.page, png: Data($0.png).base64EncodedString()) })
      }
    } catch let error as ExtractionError {
      reply.header.error = error
    } catch {
      reply.header.error = ExtractionError(.corrupt, "what was read of it can't be written as JSON: \(error)")
    }
    reply.header.residentBytes = Self.residentBytes()
    return reply
  }

  private func json(_ value: some Encodable) throws -> [UInt8] {
    Array(try encoder.encode(value))
  }

  /// Resident memory of this process, bytes; 0 where /proc doesn't say.
  private static func residentBytes() -> Int {
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 128)
    let count = read(file, &buffer, buffer.count)
    guard count > 0 else { return 0 }
    let fields = buffer[..<count].split(separator: UInt8(ascii: " "))
    guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else { return 0 }
    return pages * sysconf(CInt(_SC_PAGESIZE))
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
