import FoundationEssentials
import Glibc
import Ingest
import Synchronization

/// Tells a person, or a program, how a run goes: a live line on a terminal, plain lines otherwise, JSON with `--json`.
///
/// Failures are told as they happen, one line each; results go to standard output, progress to standard error.
final class IngestReporter: IngestObserver {
  enum Style: Sendable {
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
    var isLineDrawn = false
    var lastDrawn: ContinuousClock.Instant?
    var outage = false
    var hasSaidWaiting = false
    var rows: [FileOutcome] = []
  }

  private let style: Style
  private let keepsRows: Bool
  private let started = ContinuousClock.now
  private let state = Mutex(State())

  /// - Parameter keepsRows: remember every outcome, for a report at the end.
  init(style: Style, keepsRows: Bool) {
    self.style = style
    self.keepsRows = keepsRows
  }

  /// Every outcome so far, if it keeps them.
  var rows: [FileOutcome] { state.withLock { $0.rows } }

  func observe(_ event: IngestEvent) {
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
      case .work:
        return
      case .waiting(let resumes, let seconds):
        if !state.hasSaidWaiting {
          let time = seconds.map { ", at most \(Int($0.rounded(.up))) s" } ?? ""
          say("waiting for \(resumes) files that another worker holds\(time)", &state)
        }
        state.hasSaidWaiting = true
      }
      draw(&state, isLast: false)
    }
  }

  /// Takes the live line away, before the summary.
  func end() {
    state.withLock { erase(&$0) }
  }

  private func add(_ outcome: FileOutcome, to state: inout State) {
    state.outage = false
    state.done += 1
    if keepsRows { state.rows.append(outcome) }
    switch outcome.outcome {
    case .failed: state.failed += 1
    case .duplicate: state.duplicates += 1
    default: break
    }
    if style == .json {
      if let line = try? JSON.line(outcome) { Terminal.print(line) }
    } else if outcome.outcome == .failed {
      erase(&state)
      Terminal.warning("\(outcome.code?.rawValue ?? "failed"): \(outcome.file): \(outcome.message ?? "")")
    } else if outcome.outcome == .duplicate, outcome.code != nil {
      erase(&state)
      Terminal.warning("\(outcome.file): \(outcome.message ?? "duplicate")")
    }
  }

  private func say(_ line: String, _ state: inout State) {
    erase(&state)
    if style != .quiet { Terminal.note(line) }
  }

  private func draw(_ state: inout State, isLast: Bool) {
    let interval: Duration
    switch style {
    case .live: interval = .milliseconds(100)
    case .plain: interval = .seconds(10)
    case .json, .quiet: return
    }
    let now = ContinuousClock.now
    guard now - (state.lastDrawn ?? (style == .live ? started - .seconds(1) : started)) >= interval else { return }
    state.lastDrawn = now
    let line = progress(state, elapsed: now - started)
    if style == .live {
      Terminal.write("\r\u{1b}[K" + line, to: 2)
      state.isLineDrawn = true
    } else {
      Terminal.note(line)
    }
  }

  private func progress(_ state: State, elapsed: Duration) -> String {
    let seconds = max(elapsed / .seconds(1), 0.001)
    let rate = Double(state.done) / seconds
    var parts = ["\(state.done)/\(state.found)\(state.isAll ? "" : "+") files"]
    parts.append("\(rate < 10 ? Self.tenths(rate) : String(Int(rate.rounded())))/s")
    if state.isAll, rate > 0, state.done < state.found {
      parts.append("\(Self.clock(Double(state.found - state.done) / rate)) left")
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

  private static func clock(_ seconds: Double) -> String {
    let seconds = Int(seconds.rounded(.up))
    let padded = seconds % 60 < 10 ? "0\(seconds % 60)" : "\(seconds % 60)"
    return "\(seconds / 60):\(padded)"
  }
}
