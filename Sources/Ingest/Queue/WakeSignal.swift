/// Wakes one sleeper before its time. A signal that comes while no one sleeps wakes the next at once.
actor WakeSignal {
  private var isSignalled = false
  private var sleeper: CheckedContinuation<Void, Never>?

  func signal() {
    if let sleeper {
      self.sleeper = nil
      sleeper.resume()
    } else {
      isSignalled = true
    }
  }

  /// Sleeps until the signal, the limit or cancellation, whichever is first.
  func sleep(upTo limit: Duration) async {
    guard !isSignalled else {
      isSignalled = false
      return
    }
    let timer = Task {
      try? await Task.sleep(for: limit)
      self.timeIsUp()
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { sleeper = $0 }
    } onCancel: {
      timer.cancel()
    }
    timer.cancel()
  }

  /// Unlike a signal it is not kept for the next sleeper: a timer that was cancelled comes here too.
  private func timeIsUp() {
    sleeper?.resume()
    sleeper = nil
  }
}
