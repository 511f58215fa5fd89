import Glibc
import Synchronization

/// Brings answers from the tasks that make them to the thread that sends them, and wakes it.
final class AnswerLine: Sendable {
  private struct State {
    var answers: [(client: UInt64, response: HTTPResponse)] = []
    var hasEnded = false
  }

  /// Readable once something came.
  let descriptor: CInt
  private let writer: CInt
  private let state = Mutex(State())

  init() throws(ListenFailure) {
    var ends: [CInt] = [0, 0]
    let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
      throw ListenFailure(description: "no socket pair: \(String(cString: strerror(errno)))")
    }
    (descriptor, writer) = (ends[0], ends[1])
  }

  deinit {
    close(descriptor)
    close(writer)
  }

  func send(_ response: HTTPResponse, to client: UInt64) {
    state.withLock { $0.answers.append((client, response)) }
    wake()
  }

  func end() {
    state.withLock { $0.hasEnded = true }
    wake()
  }

  /// What came since the last call; nil once it has ended.
  func take() -> [(client: UInt64, response: HTTPResponse)]? {
    var buffer: [UInt8] = Array(repeating: 0, count: 64)
    while read(descriptor, &buffer, buffer.count) > 0 {}
    return state.withLock { state in
      defer { state.answers = [] }
      return state.hasEnded ? nil : state.answers
    }
  }

  /// A full one wakes as well.
  private func wake() {
    _ = write(writer, [1], 1)
  }
}
