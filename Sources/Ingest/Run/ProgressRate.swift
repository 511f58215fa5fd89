/// How fast files are done, by the last while rather than since the start: a run that begins with what is known already,
/// and goes on with scans, has two speeds.
public struct ProgressRate: Sendable {
  private var samples: [(time: Duration, done: Int)] = [(.zero, 0)]

  public init() {}

  /// How long the while is, and how often it is looked at within.
  private static let window: Duration = .seconds(15)
  private static let step: Duration = .milliseconds(500)

  /// Notes how many files are done.
  ///
  /// - Parameter time: since the start.
  public mutating func note(done: Int, at time: Duration) {
    guard let last = samples.last, time - last.time >= Self.step else { return }
    samples.append((time, done))
    // One sample stays from before the window, so that it is covered whole.
    while samples.count > 2, samples[1].time <= time - Self.window { samples.removeFirst() }
  }

  /// Files a second; nil until there is something to judge by.
  public func perSecond(done: Int, at time: Duration) -> Double? {
    guard let first = samples.first, time - first.time >= Self.step else { return nil }
    return Double(done - first.done) / ((time - first.time) / .seconds(1))
  }

  /// Seconds until all files are done; nil where nothing is being done.
  public func secondsLeft(of files: Int, done: Int, at time: Duration) -> Double? {
    guard done < files, let rate = perSecond(done: done, at: time), rate > 0 else { return nil }
    return Double(files - done) / rate
  }
}
