import FieldExtraction
import Glibc
import ReaderProtocol

// The pool's end of the socket pair.
let readerSocket: CInt = 3

if CommandLine.arguments.count > 1 {
  exit(Bench.run(Array(CommandLine.arguments.dropFirst())))
}
guard fcntl(readerSocket, F_GETFD) >= 0 else {
  print("hotgigs-reader is started by hotgigs, which hands it documents over a socket; use: hotgigs parse FILE")
  exit(64)
}
// Without them headings and titles would be unknown, and every resume read wrongly: an installation's fault.
guard FieldExtractor.missingResources.isEmpty else {
  print("hotgigs-reader lacks \(FieldExtractor.missingResources.joined(separator: ", ")) in the folder beside it")
  exit(72)
}
// A document that wants more than any resume needs ends its reader, not the machine.
var addressSpace = rlimit(rlim_cur: 640 << 20, rlim_max: 640 << 20)
setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &addressSpace)
do {
  try DocumentSession().serve(FrameChannel(socket: readerSocket))
} catch {
  // The pool has gone, or never spoke our frames: nothing is left to do for it.
  exit(error == .closed ? 0 : 70)
}
