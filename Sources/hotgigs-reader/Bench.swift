import DocumentText
import Glibc
import ReaderProtocol

/// What `scripts/bench` measures without sockets and processes in between.
enum Bench {
  /// `--extract FILE…`: text and fields of each file, in this process.
  ///
  /// - Returns: the exit code.
  static func run(_ arguments: [String]) -> CInt {
    guard arguments.first == "--extract", arguments.count > 1 else {
      print("usage: hotgigs-reader --extract FILE…")
      return 64
    }
    var text = 0
    var fields = 0
    var failed = 0
    for path in arguments.dropFirst() {
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
    print(
      #"{"files":\#(arguments.count - 1),"failed":\#(failed),"text_us":\#(text),"fields_us":\#(fields)}"#)
    return 0
  }
}
