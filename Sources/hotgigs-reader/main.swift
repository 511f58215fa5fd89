import FieldExtraction
import Glibc
import ReaderProtocol
import ReaderSandbox

// The pool's end of the socket pair.
let readerSocket: CInt = 3

let arguments = Array(CommandLine.arguments.dropFirst())
let isWalled = arguments != [SandboxRequirement.offArgument]
if arguments == ["--walls"] {
  exit(ReaderSandbox.report(.reader, reading: [FieldExtractor.resourceFolder]))
}
#if DEBUG
  if let first = arguments.first, first == "--escape" { exit(Escape.run(Array(arguments.dropFirst()))) }
  Escape.fillMemoryOnSignal()
#endif
if isWalled && !arguments.isEmpty {
  exit(Bench.run(arguments))
}
guard fcntl(readerSocket, F_GETFD) >= 0 else {
  print("hotgigs-reader is started by hotgigs, which hands it documents over a socket; use: hotgigs parse FILE")
  exit(64)
}
let session = DocumentSession()
var sandbox = ReaderSandbox()
sandbox.limit(.reader)
if isWalled { sandbox.close(reading: [FieldExtractor.resourceFolder]) }
// Without them headings and titles would be unknown, and every resume read wrongly: an installation's fault. Looked for from
// within the walls, where a link that leads elsewhere is none.
guard FieldExtractor.missingResources.isEmpty else {
  print("hotgigs-reader lacks \(FieldExtractor.missingResources.joined(separator: ", ")) in the folder beside it")
  exit(72)
}
do {
  let channel = FrameChannel(socket: readerSocket)
  try channel.announce(sandbox.walls)
  try session.serve(channel)
} catch {
  // The pool has gone, or never spoke our frames: nothing is left to do for it.
  exit(error == .closed ? 0 : 70)
}
