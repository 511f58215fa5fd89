/// Work on many items at once whose results are taken in the order of the items.
enum OrderedConcurrency {
  private enum Event<Item: Sendable, Result: Sendable>: Sendable {
    case item(Item?)
    case result(Int, Result)
  }

  /// Runs `work` on up to `width` items at a time and hands each result to `then` in the items' order, as soon as all
  /// before it are there; waiting for the next item holds no result back. At most four widths of results wait for a
  /// slow one before them, so memory stays flat.
  static func forEach<Item: Sendable, Result: Sendable>(
    width: Int, next: @escaping @Sendable () async -> Item?, work: @escaping @Sendable (Item) async -> Result,
    then: (Result) throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Event<Item, Result>.self) { group in
      var started = 0
      var finished = 0
      var taken = 0
      var isAsking = false
      var isAtEnd = false
      var waiting: [Int: Result] = [:]
      while true {
        if !isAsking, !isAtEnd, started - finished < width, started - taken < 4 * width {
          isAsking = true
          group.addTask { .item(await next()) }
        }
        guard let event = try await group.next() else { return }
        switch event {
        case .item(let item?):
          isAsking = false
          let index = started
          started += 1
          group.addTask { .result(index, await work(item)) }
        case .item(nil):
          isAsking = false
          isAtEnd = true
        case .result(let index, let result):
          finished += 1
          waiting[index] = result
          while let result = waiting.removeValue(forKey: taken) {
            taken += 1
            try then(result)
          }
        }
      }
    }
  }
}
