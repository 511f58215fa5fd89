import Foundation
import Synchronization

/// A Google Drive of our own, scripts/drivekit/server.py: empty, and apart from those of other tests.
public final class DriveServer: Sendable {
  /// What comes before `/drive/v3`, as a client reaches it: HTTPS by the name `localhost` where it is encrypted.
  public let url: String
  /// Credentials' files as Google's console and tools write them; a person's lead to Google unless ``tokenURL`` is set.
  public let serviceAccountKey: String
  public let authorizedUser: String
  /// What to share a folder with.
  public static let account = "intake@tests.iam.gserviceaccount.com"

  private let process: DriveProcess
  /// Where tests talk to it: ``url`` without what leads to the machine.
  private let path: String

  public var tokenURL: String { url + "/token" }
  public var port: Int { process.port }
  /// Where it is a proxy, if it is encrypted: one that others do not use.
  public var proxyPort: Int { process.controlPort }
  /// The PEM file of the authority that its certificate is of, where it is encrypted.
  public var authority: String { process.folder.path + "/ca.crt" }

  /// What was asked of it since the last ``reset()``.
  public struct State: Decodable, Sendable {
    /// By endpoint: list, file, media, export, start, changes, token, connect.
    public var counts: [String: Int]
    /// Bytes of content, by file.
    public var served: [String: Int]
    public var requests: [Request]
    /// How often each rule fired.
    public var fired: [Int]

    public struct Request: Decodable, Sendable {
      public var endpoint: String
      public var id: String?
      public var parameters: [String: String]
      public var range: String?
      public var agent: String?
    }

    public subscript(endpoint: String) -> Int { counts[endpoint] ?? 0 }
  }

  /// - Parameter isEncrypted: with TLS, by a certificate for `localhost` of an authority of its own.
  public init(isEncrypted: Bool = false) async throws {
    struct World: Decodable {
      var url: String
      var folder: String
    }
    let world: World
    if isEncrypted {
      process = try await DriveProcess(isEncrypted: true)
      world = World(url: "https://localhost:\(process.port)", folder: process.folder.path)
    } else {
      process = try await DriveProcess.shared()
      world = try await process.post("/_test/world", "{}", as: World.self)
    }
    url = world.url
    path = world.url.split(separator: "/").dropFirst(2).map { "/" + $0 }.joined()
    serviceAccountKey = world.folder + "/service-account.json"
    authorizedUser = world.folder + "/authorized-user.json"
  }

  /// Puts files there, or new versions of them: a JSON array, see `put` in scripts/drivekit/drive.py.
  public func put(_ files: String) async throws { try await post("files", files) }

  /// Takes files away for good.
  public func remove(_ ids: String...) async throws {
    try await post("remove", String(decoding: try JSONEncoder().encode(ids), as: UTF8.self))
  }

  /// What goes wrong from now on, instead of what did: a JSON array, see scripts/drivekit/faults.py.
  public func setRules(_ rules: String) async throws { try await post("rules", rules) }

  /// A JSON object, see `set` in scripts/drivekit/server.py.
  public func set(_ settings: String) async throws { try await post("set", settings) }

  /// Counts from nothing.
  public func reset() async throws { try await post("reset", "{}") }

  public func state() async throws -> State { try await post("state", "{}") }

  @discardableResult
  private func post(_ what: String, _ body: String) async throws -> State {
    try await process.post("\(path)/_test/\(what)", body, as: State.self)
  }
}

/// The program. Gone with this process, if not before.
private final class DriveProcess: Sendable {
  let folder: TemporaryFolder
  let port: Int
  private let process: pid_t
  private let input: CInt
  /// The same without TLS.
  let controlPort: Int

  /// One for all tests that need none of their own.
  static func shared() async throws -> DriveProcess { try await made.value }

  private static let made = Task { try await DriveProcess(isEncrypted: false) }

  init(isEncrypted: Bool) async throws {
    folder = try TemporaryFolder()
    let kit = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../scripts/drivekit").path
    var words = ["python3", "-B", kit + "/server.py", "--folder", folder.path]
    if isEncrypted {
      try await Shell.runAside(TestCertificates.script(host: "localhost"), in: folder.path)
      words += ["--tls", folder.path + "/server.crt", folder.path + "/server.key"]
    }
    let line: String
    (process, input, line) = try await Self.start(words)
    let ports = line.split(separator: " ").compactMap { Int($0) }
    (port, controlPort) = (ports.first ?? 0, ports.last ?? 0)
    guard ports.count == 2 else { throw Shell.Failure(description: "the Drive of our own said: \(line)") }
    if !isEncrypted {
      Self.sharedFolder.withLock { [path = folder.path] in $0 = path }
      atexit { _ = DriveProcess.sharedFolder.withLock { $0.map { try? FileManager.default.removeItem(atPath: $0) } } }
    }
  }

  deinit {
    close(input)
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  func post<Answer: Decodable>(_ path: String, _ body: String, as type: Answer.Type) async throws -> Answer {
    let head = "POST \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    let answer = try await TCPClient(controlPort).ask("\(head)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    guard answer.hasPrefix("HTTP/1.1 200 "), let start = answer.range(of: "\r\n\r\n")?.upperBound else {
      throw Shell.Failure(description: "the Drive of our own refused \(path): \(answer)")
    }
    return try JSONDecoder().decode(type, from: Data(answer[start...].utf8))
  }

  /// Removed when this process ends, and the server with it, whose input that closes.
  private static let sharedFolder = Mutex<String?>(nil)

  /// Starts it and waits for its first line.
  private static func start(_ words: [String]) async throws -> (process: pid_t, input: CInt, line: String) {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try startAndWait(words) }) }
    }
  }

  private static func startAndWait(_ words: [String]) throws -> (process: pid_t, input: CInt, line: String) {
    var (input, output): ([CInt], [CInt]) = ([0, 0], [0, 0])
    guard pipe(&input) == 0, pipe(&output) == 0 else { throw Shell.Failure(description: "no pipe") }
    // Another program's copy of our end would keep the server from its end.
    for descriptor in input + output { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input[0], 0)
    posix_spawn_file_actions_adddup2(&actions, output[1], 1)
    let settings: [String] = ["PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8"]
    let (arguments, variables) = (words.map { strdup($0) }, settings.map { strdup($0) })
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, "/usr/bin/python3", &actions, nil, arguments + [nil], variables + [nil])
    close(input[0])
    close(output[1])
    defer { close(output[0]) }
    guard code == 0 else {
      close(input[1])
      throw Shell.Failure(description: "no python3: \(code)")
    }
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(output[0], &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
    return (process, input[1], String(decoding: line, as: UTF8.self))
  }
}
