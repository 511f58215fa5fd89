#if DEBUG
  import CReaderSandbox
  import FieldExtraction
  import Glibc
  import ReaderSandbox

  /// For tests, which build with it: a reader that tries to get out of its walls, or to fill its memory.
  enum Escape {
    /// `WAY FILE FOLDER [unwalled]`: opens the file as its document, raises the walls that a reader has, and tries one way out
    /// to another file of that folder. No arguments: names the ways.
    ///
    /// - Returns: 0 where it led out, the errno that refused it, or 255 where there is no such way.
    static func run(_ arguments: [String]) -> CInt {
      guard arguments.count >= 3 else {
        var index = 0
        while let way = reader_sandbox_way(index) {
          print(String(cString: way))
          index += 1
        }
        return 0
      }
      // As a reader has them: the socket's number, here the document's, and the next.
      let document = open(arguments[1], O_RDWR)
      dup2(document, 3)
      dup2(socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0), 4)
      if arguments.last != "unwalled" {
        var sandbox = ReaderSandbox()
        sandbox.limit(.reader)
        sandbox.close(reading: [FieldExtractor.resourceFolder])
      }
      let errno = reader_sandbox_escape(arguments[0], arguments[1], arguments[2])
      return errno < 0 ? 255 : errno
    }

    static func fillMemoryOnSignal() {
      reader_sandbox_fill_memory_on(SIGUSR1)
    }
  }
#endif
