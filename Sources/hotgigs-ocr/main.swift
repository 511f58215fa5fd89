import Glibc
import ReaderProtocol
import ReaderSandbox

// The pool's end of the socket pair.
let readerSocket: CInt = 3

let arguments = Array(CommandLine.arguments.dropFirst())
let reportsWalls = arguments == ["--walls"]
guard reportsWalls || fcntl(readerSocket, F_GETFD) >= 0 else {
  print("hotgigs-ocr is started by hotgigs, which hands it pages over a socket; use: hotgigs parse FILE")
  exit(64)
}
var sandbox = ReaderSandbox()
if !reportsWalls { sandbox.limit(.recognizer) }
Picture.silenceMessages()
guard let session = RecognitionSession() else {
  print("hotgigs-ocr finds no data of tesseract for English: Debian's package tesseract-ocr-eng has them")
  exit(72)
}
let data = session.dataFolder.map { [$0] } ?? []
if reportsWalls { exit(ReaderSandbox.report(.recognizer, reading: data)) }
if arguments != [SandboxRequirement.offArgument] { sandbox.close(reading: data) }
do {
  let channel = FrameChannel(socket: readerSocket)
  try channel.announce(sandbox.walls)
  try session.serve(channel)
} catch {
  // The pool has gone, or never spoke our frames: nothing is left to do for it.
  exit(error == .closed ? 0 : 70)
}
