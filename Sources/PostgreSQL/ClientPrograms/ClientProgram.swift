import Glibc
import Synchronization

/// Runs one of PostgreSQL's client programs against a database, with its bytes handed in or taken out.
///
/// All of it blocks: call it inside ``ClientProgram/onThread(_:)``.
public struct ClientProgram: Sendable {
  let path: String

  /// What a program reads from its standard input.
  public enum Input {
    case nothing
    /// An open file, from where it stands.
    case file(CInt)
    /// Pieces until an empty one.
    case pieces(() throws -> ArraySlice<UInt8>)
  }

  /// How it ended.
  public struct Outcome: Sendable {
    /// As a shell has it.
    public let status: Int32
    /// All that it printed to standard error.
    public let errors: String

    public var succeeded: Bool { status == 0 }

    /// What went wrong, on one line: the first complaint, which the others follow from.
    public var complaint: String {
      let lines = errors.split(separator: "\n").map(String.init)
      let wrong = lines.filter { $0.contains("error: ") || $0.contains("FATAL: ") || $0.contains("ERROR: ") }
      return (wrong.first ?? lines.last ?? "it ended with status \(status)").replacingLineBreaks()
    }
  }

  /// A wish to end, from another thread.
  public final class Stop: Sendable {
    private let state = Mutex<(child: pid_t?, isWished: Bool)>((nil, false))

    init() {}

    func wish() {
      state.withLock {
        $0.isWished = true
        if let child = $0.child { kill(child, SIGTERM) }
      }
    }

    fileprivate func begin(_ child: pid_t) {
      state.withLock {
        $0.child = child
        if $0.isWished { kill(child, SIGTERM) }
      }
    }

    /// - Throws: `CancellationError` where the end is wished.
    public func check() throws {
      if state.withLock({ $0.isWished }) { throw CancellationError() }
    }

    /// The child's number is another's from here on.
    fileprivate func end() { state.withLock { $0.child = nil } }
  }

  /// Runs blocking work on a thread of its own; a cancelled task ends the program that runs.
  public static func onThread<Value: Sendable>(
    _ work: @escaping @Sendable (Stop) throws -> Value
  ) async throws -> Value {
    let stop = Stop()
    return try await withTaskCancellationHandler {
      let result = await DetachedThread.run { () -> Result<Value, any Error> in
        // A program that ends early is told by its status, not by a signal to us.
        var pipe = sigset_t()
        sigemptyset(&pipe)
        sigaddset(&pipe, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &pipe, nil)
        return Result { try work(stop) }
      }
      return try result.get()
    } onCancel: {
      stop.wish()
    }
  }

  /// - Parameters:
  ///   - login: where to connect; nil for a program that only reads a file.
  ///   - output: takes what the program prints; nil drops it. Not together with `pieces`.
  /// - Throws: ``ClusterError`` where it can't be run, `CancellationError`, and what `input` and `output` throw: then the
  ///   program is ended first.
  public func run(
    _ arguments: [String], login: ConnectionConfiguration? = nil, input: Input = .nothing, stop: Stop,
    output: ((ArraySlice<UInt8>) throws -> Void)? = nil
  ) throws -> Outcome {
    try stop.check()
    guard let errors = tmpfile() else {
      throw ClusterError(.server, "no temporary file: \(String(cString: strerror(errno)))")
    }
    defer { fclose(errors) }
    let connection = login.map { ["--no-password", "--dbname=\($0.publicConnectionString)"] } ?? []
    let child = try Spawned(
      ["setpriv", "--pdeathsig=TERM", path] + connection + arguments,
      environment: try login?.programEnvironment() ?? ["PATH=/usr/bin:/bin", "LANG=C.UTF-8", "LC_ALL=C.UTF-8"],
      input: input, hasOutput: output != nil, errors: fileno(errors))
    stop.begin(child.process)
    do {
      try child.exchange(input, output)
    } catch {
      kill(child.process, SIGTERM)
      child.closeEnds()
      _ = child.wait()
      stop.end()
      try stop.check()
      throw error
    }
    child.closeEnds()
    let status = child.wait()
    stop.end()
    try stop.check()
    return Outcome(status: status, errors: Self.text(of: errors))
  }

  private static func text(of file: UnsafeMutablePointer<FILE>) -> String {
    rewind(file)
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
