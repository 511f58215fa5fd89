import FoundationEssentials
import Glibc
import Ingest
import Synchronization

/// Tells a person, or a program, how a run goes: a live line on a terminal, plain lines otherwise, JSON with `--json`.
///
/// Failures are told as they happen, one line each; results go to standard output, progress to standard error.
package final class IngestReporter: IngestObserver {
  package enum Style: Sendable {
    /// Progress in one line that is redrawn.
    case live
    /// A line now and then.
    case plain
    /// An object per file on standard output.
    case json
    /// Results and errors only.
    case quiet
  }

  private struct State {
    var found = 0
    var isAll = false
    var done = 0
    var failed = 0
    var duplicates = 0
    var rate = ProgressRate()
    var told = 0
    var isLineDrawn = false
    var lastDrawn: ContinuousClock.Instant?
    var outage = false
    var isScannerAway = false
    var hasSaidWaiting = false
    var hasEnded = false
  }

  private let style: Style
  private let report: CSVReport?
  private let started = ContinuousClock.now
  private let state = Mutex(State())

  /// Failures that are told of on a terminal: thousands would drive everything else off it.
  private static let mostTold = 100

  /// - Parameter report: gets every outcome.
  package init(style: Style, report: CSVReport? = nil) {
    self.style = style
    self.report = report
  }

  /// Files that have an outcome, and files found.
  package var progress: (done: Int, found: Int) { state.withLock { ($0.done, $0.found) } }

  package func observe(_ event: IngestEvent) {
    // Under the lock, so that two tasks' lines never mix.
    state.withLock { state in
      switch event {
      case .found(let files, let isAll):
        state.found = files
        state.isAll = isAll
      case .outcome(let outcome):
        add(outcome, to: &state)
      case .databaseAway(let message):
        if !state.outage { say("waiting for the database: \(message)", &state) }
        state.outage = true
        return
      case .storeAway(let message):
        say("waiting for the content store: \(message)", &state)
        return
      case .scannerAway(let message):
        if !state.isScannerAway { say("no answer from the virus scanner: \(message)", &state) }
        state.isScannerAway = true
        return
      case .work:
        return
      case .waiting(let resumes, let seconds):
        if !state.hasSaidWaiting {
          let time = seconds.map { ", at most \(Int($0.rounded(.up))) s" } ?? ""
          say("waiting for \(resumes) files that another worker holds\(time)", &state)
        }
        state.hasSaidWaiting = true
      }
      draw(&state)
    }
  }

  /// Runs `body`, and tells how far it is also while nothing happens.
  package func ticking<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    let ticker = Task {
      while !Task.isCancelled {
        guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
        state.withLock { draw(&$0) }
      }
    }
    defer { ticker.cancel() }
    return try await body()
  }

  /// Takes the live line away for good, before the summary.
  package func end() {
    state.withLock { state in
      erase(&state)
      state.hasEnded = true
    }
  }

  private func add(_ outcome: FileOutcome, to state: inout State) {
    state.outage = false
    state.done += 1
    report?.add(outcome)
    switch outcome.outcome {
    case .failed: state.failed += 1
    case .duplicate: state.duplicates += 1
    default: break
    }
    if style == .json {
      if let line = try? JSON.line(outcome) { Terminal.print(line) }
    } else if outcome.outcome == .failed {
      tell("\(outcome.code?.rawValue ?? "failed"): \(outcome.file): \(outcome.message ?? "")", &state)
    } else if outcome.outcome == .pending, let message = outcome.message {
      tell("\(outcome.file): \(message)", &state)
    } else if outcome.outcome == .duplicate, outcome.code != nil {
      tell("\(outcome.file): \(outcome.message ?? "duplicate")", &state)
    }
  }

  /// A failure.
  private func tell(_ line: String, _ state: inout State) {
    guard style != .quiet, style != .live || state.told <= Self.mostTold else { return }
    erase(&state)
    if style == .live, state.told == Self.mostTold {
      Terminal.note("more failures are counted only: hotgigs resumes list --status failed, or --report FILE.csv")
    } else {
      Terminal.warning(line)
    }
    state.told += 1
  }

  private func say(_ line: String, _ state: inout State) {
    erase(&state)
    if style != .quiet { Terminal.note(line) }
  }

  private func draw(_ state: inout State) {
    guard !state.hasEnded else { return }
    let interval: Duration
    switch style {
    case .live: interval = .milliseconds(100)
    case .plain: interval = .seconds(10)
    case .json, .quiet: return
    }
    let now = ContinuousClock.now
    state.rate.note(done: state.done, at: now - started)
    guard now - (state.lastDrawn ?? (style == .live ? started - .seconds(1) : started)) >= interval else { return }
    state.lastDrawn = now
    let line = line(state, elapsed: now - started)
    if style == .live {
      Terminal.write("\r\u{1b}[K" + line, to: 2)
      state.isLineDrawn = true
    } else {
      Terminal.note(line)
    }
  }

  private func line(_ state: State, elapsed: Duration) -> String {
    var parts = ["\(state.done)/\(state.found)\(state.isAll ? "" : "+") files"]
    if let rate = state.rate.perSecond(done: state.done, at: elapsed) {
      parts.append("\(rate < 10 ? Self.tenths(rate) : String(Int(rate.rounded())))/s")
    }
    if state.isAll, let seconds = state.rate.secondsLeft(of: state.found, done: state.done, at: elapsed) {
      parts.append("\(Self.clock(seconds)) left")
    }
    if state.duplicates > 0 { parts.append("\(state.duplicates) duplicates") }
    if state.failed > 0 {
      parts.append(Terminal.hasColour ? "\u{1b}[31m\(state.failed) failed\u{1b}[0m" : "\(state.failed) failed")
    }
    return parts.joined(separator: "  ")
  }

  private func erase(_ state: inout State) {
    guard state.isLineDrawn else { return }
    Terminal.write("\r\u{1b}[K", to: 2)
    state.isLineDrawn = false
    state.lastDrawn = nil
  }

  private static func tenths(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// Minutes and seconds, with hours before them where there are some.
  private static func clock(_ seconds: Double) -> String {
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let seconds = Int(seconds.rounded(.up))
    guard seconds >= 3600 else { return "\(seconds / 60):\(padded(seconds % 60))" }
    return "\(seconds / 3600):\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
  }
}
