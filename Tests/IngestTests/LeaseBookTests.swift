import CandidateStore
import Testing

@testable import Ingest

@Suite struct LeaseBookTests {
  private func lease(_ id: Int, _ token: String = "a") -> Lease { Lease(resumeID: id, token: token) }

  @Test func renewsInTimeAndNotBefore() {
    var book = LeaseBook(length: .seconds(30))
    #expect(book.take([lease(1), lease(2)], askedAt: .seconds(100)).isEmpty)
    #expect(book.due(at: .seconds(109)).isEmpty)
    #expect(book.due(at: .seconds(110)) == [lease(1), lease(2)])
    book.renewed([lease(1), lease(2)], kept: [1, 2], askedAt: .seconds(110))
    #expect(book.due(at: .seconds(119)).isEmpty)
    #expect(book.isHeld(1, at: .seconds(139)) && !book.isHeld(1, at: .seconds(140)))
  }

  @Test func aLostLeaseIsNeitherRenewedNorGivenBack() {
    var book = LeaseBook(length: .seconds(30))
    _ = book.take([lease(1), lease(2)], askedAt: .zero)
    book.renewed([lease(1), lease(2)], kept: [2], askedAt: .seconds(10))
    #expect(!book.isHeld(1, at: .seconds(11)) && book.isHeld(2, at: .seconds(11)))
    #expect(book.due(at: .seconds(30)) == [lease(2)])
    // The pipeline is at work on it still.
    #expect(book.count == 2)
    #expect(book.close() == [lease(2)])
    #expect(book.count == 0)
  }

  @Test func oneResumeIsNeverTwiceInHand() {
    var book = LeaseBook(length: .seconds(30))
    _ = book.take([lease(1)], askedAt: .zero)
    book.renewed([lease(1)], kept: [], askedAt: .seconds(10))
    #expect(book.take([lease(1, "b"), lease(2)], askedAt: .seconds(20)) == [lease(1, "b")])
    book.settle(1)
    #expect(book.take([lease(1, "c")], askedAt: .seconds(30)).isEmpty)
    #expect(book.isHeld(1, at: .seconds(31)))
  }

  @Test func anAnswerThatComesTooLateIsNotForTheNextLease() {
    var book = LeaseBook(length: .seconds(30))
    _ = book.take([lease(1)], askedAt: .zero)
    book.settle(1)
    _ = book.take([lease(1, "b")], askedAt: .seconds(20))
    book.renewed([lease(1)], kept: [], askedAt: .seconds(10))
    #expect(book.isHeld(1, at: .seconds(21)))
  }
}
