import PostgreSQL
import ResumeModel
import Testing

@testable import CandidateStore

@Suite struct TraceTests {
  @Test func followsAFileFromItsRegistrationToItsActivity() async throws {
    let test = try await TestDatabase.makeStore()
    let (first, second) = (TraceID(), TraceID())
    let run = try await test.store.beginRun(kind: .ingest, userID: test.accounts.adminID)
    var document = test.document("one", run: run)
    document.traceID = first
    var duplicate = document
    duplicate.traceID = second
    _ = try await test.store.register([document, duplicate])

    let claimed = try #require(try await test.store.claim(1, worker: "w").first)
    #expect(claimed.traceID == first, "the resume's is that of the file that made it")
    let outcome = try await test.store.commit([claimed.read(.of("Ann", "ann@example.com"))])[0]
    #expect(outcome.traceID == first)
    #expect(try await test.store.ends(of: [claimed.id]).map(\.traceID) == [first])
    #expect(
      try await test.store.sightings(run: run, actingUser: test.accounts.adminID).map(\.traceID) == [first, second])
    let detail = try #require(try await test.store.resume(claimed.id, actingUser: test.accounts.adminID))
    #expect(detail.traceID == first && detail.sightings.map(\.traceID) == [first, second])
    let activity = try await test.ask("SELECT activity_metadata ->> 'trace_id' FROM candidate_activity")
    #expect(try activity.map { try $0.string(0) } == [first.description])

    _ = try await test.store.reprocess(.all, run: nil, actingUser: test.accounts.adminID)
    #expect(try await test.store.claim(1, worker: "w").first?.traceID == first, "read again, the trace goes on")
  }

  @Test func aRowFromBeforeGetsOneWithItsClaim() async throws {
    let test = try await TestDatabase.makeStore()
    let claimed = try #require(try await test.claim("old").first)
    let trace = try #require(claimed.traceID)
    _ = try await test.store.release([claimed.lease])
    #expect(try await test.store.claim(1, worker: "w").first?.traceID == trace)
  }

  @Test func readsWhatPostgreSQLWrites() throws {
    #expect(TraceID("0A1b2c3d-0000-4000-8000-00000000000f")?.description == "0a1b2c3d000040008000" + "00000000000f")
    for text in [
      "", "xyz", "0a1b2c3d0000400080000000000000", "0a1b2c3d00004000800000000000000g", "٠a1b2c3d000040008000000000000",
    ] {
      #expect(TraceID(text) == nil, "\(text)")
    }
    #expect(TraceID() != TraceID())
    #expect(TraceID().description.utf8.count == 32)
  }
}
