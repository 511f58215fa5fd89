import DocumentText
import Glibc
import ReaderProtocol

/// What `scripts/bench` measures without sockets and processes in between.
///
/// Figures are of CPU time: what the reader's own stopwatch counts for a reply's header.
enum Bench {
  /// `--extract FILE…`: text and fields of each file, in this process. `--decode FILE…`: what of that poppler takes of PDFs.
  ///
  /// - Returns: the exit code.
  static func run(_ arguments: [String]) -> CInt {
    guard let mode = arguments.first, mode == "--extract" || mode == "--decode", arguments.count > 1 else {
      print("usage: hotgigs-reader --extract|--decode FILE…")
      return 64
    }
    let files = arguments.dropFirst()
    print(mode == "--extract" ? extract(files) : decode(files))
    return 0
  }

  private static func extract(_ files: ArraySlice<String>) -> String {
    var text = 0
    var fields = 0
    var failed = 0
    for path in files {
      let file = open(path, O_RDONLY | O_CLOEXEC)
      guard file >= 0 else {
        failed += 1
        continue
      }
      let reply = DocumentSession().answer(ReaderRequest(id: 0, parts: [.resume, .text]), document: file)
      close(file)
      text += reply.header.textMicroseconds
      fields += reply.header.fieldMicroseconds
      if reply.header.error != nil { failed += 1 }
    }
    return #"{"files":\#(files.count),"failed":\#(failed),"text_us":\#(text),"fields_us":\#(fields)}"#
  }

  private static func decode(_ files: ArraySlice<String>) -> String {
    var characters = 0
    var failed = 0
    var stopwatch = ProcessorStopwatch()
    for path in files {
      let file = open(path, O_RDONLY | O_CLOEXEC)
      defer { close(file) }
      do {
        let bytes = try DocumentBytes(descriptor: file, maximumBytes: ReaderRequest(id: 0).maximumBytes)
        characters += try PDFReader.decode(bytes, options: ReadingOptions())
      } catch {
        failed += 1
      }
    }
    return
      #"{"files":\#(files.count),"failed":\#(failed),"characters":\#(characters),"decode_us":\#(stopwatch.lap())}"#
  }
}
