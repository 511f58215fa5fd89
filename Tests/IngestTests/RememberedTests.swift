import Synchronization
import Testing

@testable import Ingest

@Suite struct RememberedTests {
  @Test func isMadeOnceForAllWhoAskAtATime() async {
    let made = Mutex(0)
    let remembered = Remembered<Int>(for: .seconds(3600)) {
      made.withLock {
        $0 += 1
        return $0
      }
    }
    await withTaskGroup(of: Int.self) { group in
      for _ in 0..<50 { group.addTask { await remembered.value } }
      for await value in group { #expect(value == 1) }
    }
    let fresh = Remembered<Int>(for: .zero) {
      made.withLock {
        $0 += 1
        return $0
      }
    }
    #expect(await fresh.value == 2)
    #expect(await fresh.value == 3)
  }
}
