import Pipeline
import Synchronization

/// A source of the numbers from 1, that counts how many were taken from it.
struct Numbers: AsyncSequence, Sendable {
  final class Taken: Sendable {
    private let number = Mutex(0)
    var count: Int { number.withLock { $0 } }
    func increment() { number.withLock { $0 += 1 } }
  }

  struct AsyncIterator: AsyncIteratorProtocol {
    let numbers: Numbers
    var last = 0

    mutating func next() async throws -> Int? {
      if last == numbers.count {
        if let error = numbers.error { throw error }
        return nil
      }
      last += 1
      numbers.taken.increment()
      return last
    }
  }

  let count: Int
  /// What the source ends with instead of nil.
  let error: (any Error)?
  let taken = Taken()

  init(_ count: Int, thenThrows error: (any Error)? = nil) {
    self.count = count
    self.error = error
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(numbers: self) }
}

/// Something that went wrong with one item.
struct Spoiled: Error, Equatable {
  let number: Int
}

/// Remembers each item's end.
final class Recorder<Item: Sendable, Output: Sendable>: Sendable {
  private let state = Mutex<[Acknowledgement<Item, Output>]>([])

  func record(_ end: Acknowledgement<Item, Output>) { state.withLock { $0.append(end) } }
  var ends: [Acknowledgement<Item, Output>] { state.withLock { $0 } }
}
