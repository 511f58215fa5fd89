import ReaderProtocol
import ResumeModel
import Synchronization

/// Has the pictures of one document recognised, page by page and as many at once as there are recognisers, until time is up.
struct PictureReading: Sendable {
  let recognizers: ProcessPool
  let document: CInt
  let password: String?
  let maximumBytes: Int
  /// Wall-clock time for the document; what is left of it runs from when the first page has a recogniser.
  let deadline: Duration
  /// How much of it goes elsewhere.
  let used: Duration

  /// What came of it.
  struct Outcome: Sendable {
    /// The pages recognised, as JSON, by their numbers.
    var pages: [String] = []
    /// Why pages are missing; of several reasons that of the first page.
    var failure: ExtractionError?
  }

  private enum PageOutcome: Sendable {
    case recognized(String)
    case failed(ExtractionError)
  }

  func recognize(_ numbers: [Int], width: Int) async throws -> Outcome {
    let clock = Countdown(deadline - used)
    var outcomes: [Int: PageOutcome] = [:]
    try await withThrowingTaskGroup(of: (Int, PageOutcome).self) { group in
      var rest = numbers[...]
      for number in rest.prefix(max(width, 1)) {
        group.addTask { (number, try await recognize(number, clock)) }
      }
      rest = rest.dropFirst(max(width, 1))
      while let (number, outcome) = try await group.next() {
        outcomes[number] = outcome
        if let next = rest.popFirst() { group.addTask { (next, try await recognize(next, clock)) } }
      }
    }
    var result = Outcome()
    for number in numbers {
      switch outcomes[number] {
      case .recognized(let page): result.pages.append(page)
      case .failed(let error): result.failure = result.failure ?? error
      case nil: break
      }
    }
    return result
  }

  private func recognize(_ number: Int, _ clock: Countdown) async throws -> PageOutcome {
    do {
      let reply = try await recognizers.exchange(document) { id in
        guard let left = clock.left() else { return nil }
        // So much earlier it is to say what it has: its last step can't be cut short, and a reply takes its time too.
        let reserve = min(Duration.seconds(3), left / 4)
        return ProcessPool.Exchange(
          request: ReaderRequest(
            id: id, password: password, maximumBytes: maximumBytes,
            deadline: Int(left.components.seconds) + 1,
            page: PageToRecognize(number: number, milliseconds: (left - reserve).inMilliseconds)),
          deadline: left)
      }
      guard let reply else { return .failed(tooLate) }
      if let error = reply.header.error { return .failed(error) }
      return .recognized(String(decoding: reply.page, as: UTF8.self))
    } catch let error as ExtractionError {
      return .failed(error.code == .timeout ? tooLate : error)
    } catch let error as ReaderUnavailable {
      return .failed(
        ExtractionError(
          .empty,
          "its text is a picture, and pictures can't be read here: \(error.reason); Debian's tesseract-ocr-eng and"
            + " hotgigs-ocr beside hotgigs are needed"))
    }
  }

  private var tooLate: ExtractionError {
    ExtractionError(.timeout, "its pictures were not recognised within \(deadline.components.seconds) s")
  }
}

/// Time that begins to run when it is first asked for.
private final class Countdown: Sendable {
  private let budget: Duration
  private let end = Mutex<ContinuousClock.Instant?>(nil)

  init(_ budget: Duration) {
    self.budget = budget
  }

  /// What is left, or nil where nothing is.
  func left() -> Duration? {
    let end = end.withLock { end in
      let known = end ?? .now.advanced(by: budget)
      end = known
      return known
    }
    let left = ContinuousClock.now.duration(to: end)
    return left > .zero ? left : nil
  }
}

extension Duration {
  fileprivate var inMilliseconds: Int {
    Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
