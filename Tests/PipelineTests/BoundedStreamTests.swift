import Pipeline
import Testing

@Suite(.timeLimit(.minutes(1))) struct BoundedStreamTests {
  @Test(arguments: [0, 1, 5]) func eachElementReachesOneOfManyReceivers(capacity: Int) async throws {
    let stream = BoundedStream<Int>(capacity: capacity)
    let received = try await withThrowingTaskGroup(of: [Int].self) { group in
      for _ in 0..<3 {
        group.addTask {
          var mine: [Int] = []
          for try await number in stream { mine.append(number) }
          return mine
        }
      }
      try await withThrowingDiscardingTaskGroup { senders in
        for sender in 0..<4 {
          senders.addTask { for number in 0..<500 { try await stream.send(sender * 500 + number) } }
        }
      }
      stream.finish()
      var all: [Int] = []
      for try await mine in group { all += mine }
      return all
    }
    #expect(received.sorted() == Array(0..<2000))
    #expect(stream.peakDepth <= capacity)
  }

  @Test func keepsTheOrderOfEachSender() async throws {
    let stream = BoundedStream<(sender: Int, number: Int)>(capacity: 3)
    try await withThrowingDiscardingTaskGroup { group in
      for sender in 0..<3 {
        group.addTask { for number in 1...300 { try await stream.send((sender, number)) } }
      }
      var last = [0, 0, 0]
      for _ in 0..<900 {
        let (sender, number) = try #require(try await stream.next())
        #expect(number == last[sender] + 1)
        last[sender] = number
      }
    }
  }

  @Test func aSenderThatIsCancelledWhileItWaitsKeepsItsElement() async throws {
    let stream = BoundedStream<Int>(capacity: 1)
    try await stream.send(1)
    let sender = Task { try await stream.send(2) }
    await until { stream.waitingSenders == 1 }
    sender.cancel()
    await #expect(throws: CancellationError.self) { try await sender.value }
    stream.finish()
    #expect(try await stream.next() == 1)
    #expect(try await stream.next() == nil)
  }

  @Test func aReceiverThatIsCancelledLosesNothing() async throws {
    let stream = BoundedStream<Int>(capacity: 1)
    // Whichever comes first, the element or the cancellation: it is received once or it is still there.
    for number in 0..<500 {
      let receiver = Task { try await stream.next() }
      if number.isMultiple(of: 3) { await Task.yield() }
      async let sent: Void = stream.send(number)
      receiver.cancel()
      try await sent
      switch await receiver.result {
      case .success(let received): #expect(received == number)
      case .failure: #expect(stream.takeAvailable(upTo: 2) == [number])
      }
    }
  }

  @Test func finishingWakesAllReceivers() async throws {
    let stream = BoundedStream<Int>(capacity: 1)
    try await withThrowingTaskGroup(of: Int?.self) { group in
      for _ in 0..<3 { group.addTask { try await stream.next() } }
      stream.finish()
      for try await received in group { #expect(received == nil) }
    }
    await #expect(throws: BoundedStreamClosed.self) { try await stream.send(1) }
  }

  @Test func failingReachesTheReceiverBehindTheElements() async throws {
    let stream = BoundedStream<Int>(capacity: 4)
    try await stream.send(1)
    stream.finish(throwing: Spoiled(number: 7))
    #expect(try await stream.next() == 1)
    await #expect(throws: Spoiled(number: 7)) { try await stream.next() }
  }

  @Test func takesWhatIsThereWithoutWaiting() async throws {
    let stream = BoundedStream<Int>(capacity: 4)
    #expect(stream.takeAvailable(upTo: 3) == [])
    for number in 1...4 { try await stream.send(number) }
    #expect(stream.takeAvailable(upTo: 3) == [1, 2, 3])
    #expect(stream.takeAvailable(upTo: 3) == [4])
  }
}
