import Glibc
import ReaderProtocol

// The pool's end of the socket pair.
let readerSocket: CInt = 3

guard fcntl(readerSocket, F_GETFD) >= 0 else {
  print("hotgigs-ocr is started by hotgigs, which hands it pages over a socket; use: hotgigs parse FILE")
  exit(64)
}
// A picture that wants more than any page needs ends its recogniser, not the machine.
var addressSpace = rlimit(rlim_cur: 1536 << 20, rlim_max: 1536 << 20)
setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &addressSpace)
Picture.silenceMessages()
guard let session = RecognitionSession() else {
  print("hotgigs-ocr finds no data of tesseract for English: Debian's package tesseract-ocr-eng has them")
  exit(72)
}
do {
  try session.serve(FrameChannel(socket: readerSocket))
} catch {
  // The pool has gone, or never spoke our frames: nothing is left to do for it.
  exit(error == .closed ? 0 : 70)
}
