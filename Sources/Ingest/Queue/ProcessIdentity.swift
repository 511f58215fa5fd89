import CandidateStore
import Foundation
import Glibc
import ResumeModel

/// Names a process for good: its number alone goes to another after it.
///
/// Of one boot of one machine, one namespace of process numbers (two containers of one host have each their own 1), a
/// number, and the moment it started, in clock ticks since the boot. Source: proc(5), `/proc/PID/stat`.
public struct ProcessIdentity: Hashable, Sendable, CustomStringConvertible {
  let boot: String
  let namespace: String
  let number: Int
  let started: String

  /// Of this process.
  public static var current: ProcessIdentity {
    let number = Int(getpid())
    return ProcessIdentity(
      boot: currentBoot, namespace: currentNamespace, number: number, started: start(of: number) ?? "")
  }

  init(boot: String, namespace: String, number: Int, started: String) {
    self.boot = boot
    self.namespace = namespace
    self.number = number
    self.started = started
  }

  /// From its description; nil for what is none.
  public init?(_ description: String) {
    let parts = description.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, let number = Int(parts[2]) else { return nil }
    self.init(boot: parts[0], namespace: parts[1], number: number, started: parts[3])
  }

  public var description: String { "\(boot)/\(namespace)/\(number)/\(started)" }

  /// Whether the process is known to be gone, as this one sees it. A process of another machine or namespace never is:
  /// nothing can be known of it here.
  public var isGone: Bool {
    guard namespace == Self.currentNamespace, !Self.currentBoot.isEmpty else { return false }
    return boot == Self.currentBoot && Self.start(of: number) != started
  }

  private static var currentBoot: String {
    text("/proc/sys/kernel/random/boot_id").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static var currentNamespace: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""
  }

  /// Nil for a process that is not there, or has ended and waits for its parent.
  private static func start(of number: Int) -> String? {
    // The name in parentheses may hold anything: what counts comes after the last of them.
    let fields = text("/proc/\(number)/stat").split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
    return String(fields[19])
  }

  private static func text(_ path: String) -> String {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}

extension WorkerIdentity {
  /// This process, as a worker of that kind.
  static func current(name: String) -> WorkerIdentity {
    let process = ProcessIdentity.current
    return WorkerIdentity(
      name: name, host: ProcessInfo.processInfo.hostName, processID: process.number, process: process.description,
      parserVersion: Parser.version)
  }
}
