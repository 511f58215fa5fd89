import Foundation
import Testing

/// What the fuzzers do for minutes, for a moment: the seeds, some changes to each, the same in every run, and every input that
/// once broke something.
@Suite struct FuzzReplayTests {
  /// Of seconds in all in a debug build.
  private static let inputsPerTarget = 24

  @Test(arguments: FuzzTarget.allCases)
  func keepsItsPromises(_ target: FuzzTarget) async throws {
    let entry = target.entry
    let seeds = entry.seeds
    var mutation = Mutation(seed: target.rawValue.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) }, longest: 12_000)
    let inputs =
      try Self.found(by: target) + seeds + (0..<Self.inputsPerTarget).map { _ in mutation.input(from: seeds) }
    for input in inputs {
      // One is printed where it breaks a promise; where it traps, the one before it was the last that did not.
      do {
        try entry.check(input)
      } catch {
        Issue.record("\(target.rawValue): \(error): \(Data(input).base64EncodedString())")
      }
      // Others measure waits meanwhile.
      await Task.yield()
    }
  }

  /// Inputs that broke something once: `Fixtures/fuzz/<target>-<what>`.
  private static func found(by target: FuzzTarget) throws -> [[UInt8]] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/fuzz")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasPrefix(target.rawValue + "-") }
      .map { Array(try Data(contentsOf: folder.appending(path: $0))) }
  }
}
