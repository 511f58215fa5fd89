import PostgreSQL
import ResumeModel
import Testing

@testable import CandidateStore

@Suite struct LikenessTests {
  private let advert = ParsedResume.of(
    "We Are Hiring", "jobs@example.com", likeness: ResumeLikeness(score: 0.03, kind: .jobAdvert))

  @Test func whatIsNoResumeFailsAndKeepsWhatWasRead() async throws {
    let test = try await TestDatabase.makeStore()
    let outcome = try await test.take("advert", advert)
    guard case .failed(let error) = outcome.kind else { throw StoreError(.init(rawValue: "test"), "\(outcome)") }
    #expect(error.code == .notAResume)
    #expect(error.detail.contains("looks like a job advert") && error.detail.contains("--force"))
    let row = try await test.ask("SELECT status, error_code, parsed_data ->> 'likeness' AS likeness FROM resumes")
      .only()
    #expect(try row.string("status") == "failed" && row.string("error_code") == "not_a_resume")
    #expect(try row.string("likeness").contains("job_advert"))
    #expect(try await test.number("SELECT count(*) FROM candidates") == 0)
  }

  @Test func itIsToldBeforeAnythingIsMissedInIt() async throws {
    let test = try await TestDatabase.makeStore()
    let outcome = try await test.take("bill", .of(nil, nil, likeness: ResumeLikeness(score: 0.01, kind: .invoice)))
    guard case .failed(let error) = outcome.kind else { throw StoreError(.init(rawValue: "test"), "\(outcome)") }
    #expect(error.code == .notAResume)
  }

  @Test func aPersonsWordTakesItNowAndLater() async throws {
    let test = try await TestDatabase.makeStore()
    try await test.take("advert", advert)
    for selection in [ReprocessSelection.error(.notAResume), .all] {
      let force = selection != .all
      #expect(
        try await test.store.reprocess(
          selection, orders: ReprocessOrders(force: force), actingUser: test.accounts.adminID
        ).count == 1)
      let claimed = try await test.store.claim(1, worker: "test")
      let outcome = try await test.store.commit(claimed.map { $0.read(advert) })[0]
      #expect(outcome.kind == (force ? .created : .unchanged))
    }
  }

  @Test func broughtAgainWithAPersonsWordItWaitsAgain() async throws {
    let test = try await TestDatabase.makeStore()
    try await test.take("advert", advert)
    let plain = try await test.store.register([test.document("advert")])
    guard case .duplicate = plain[0] else { throw StoreError(.init(rawValue: "test"), "\(plain)") }
    let forced = try await test.store.register([
      test.document("advert", isForced: true), test.document("advert", filename: "copy.pdf", isForced: true),
    ])
    guard case .registered = forced[0], case .duplicate = forced[1] else {
      throw StoreError(.init(rawValue: "test"), "\(forced)")
    }
    let outcome = try await test.store.commit(try await test.store.claim(1, worker: "test").map { $0.read(advert) })[0]
    #expect(outcome.kind == .created)
    // Once it is taken in it is as any other duplicate.
    let again = try await test.store.register([test.document("advert", isForced: true)])
    guard case .duplicate = again[0] else { throw StoreError(.init(rawValue: "test"), "\(again)") }
  }

  @Test(arguments: [(0.1, "failed", false), (0.3, "completed", true), (0.9, "completed", false)])
  func onlyWhatIsInDoubtIsReviewed(score: Double, status: String, isReviewed: Bool) async throws {
    let test = try await TestDatabase.makeStore()
    var parsed = ParsedResume.of("Ana Lima", "ana@example.com", likeness: ResumeLikeness(score: score, kind: .letter))
    if score >= ResumeLikeness.leastAccepted, score < ResumeLikeness.leastCertain {
      parsed.warnings = [ParseWarning(.doubtfulResume, "may be a letter")]
    }
    try await test.take("ana", parsed)
    let row = try await test.ask("SELECT status, needs_review FROM resumes").only()
    #expect(try row.string("status") == status && row.bool("needs_review") == isReviewed)
  }
}
