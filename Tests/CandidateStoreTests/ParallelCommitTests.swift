import PostgreSQL
import ResumeModel
import TestSupport
import Testing

@testable import CandidateStore

@Suite struct ParallelCommitTests {
  private static let people = 50
  private static let documentsEach = 8

  /// Of every person as many documents, each with something of its own, read by some order of workers.
  private func commitAll(_ test: TestStore, workers: Int) async throws {
    let documents = (0..<Self.people * Self.documentsEach).map { test.document("\($0)") }
    _ = try await test.store.register(documents)
    var claimed = try await test.store.claim(documents.count, worker: "test")
    #expect(claimed.count == documents.count)
    var generator = SeededGenerator(seed: UInt64(workers))
    if workers > 1 { claimed.shuffle(using: &generator) }
    let shares = (0..<workers).map { worker in
      claimed.enumerated().filter { $0.offset % workers == worker }.map { reading($0.element) }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for share in shares {
        group.addTask {
          for start in stride(from: 0, to: share.count, by: 25) {
            let outcomes = try await test.store.commit(Array(share[start..<min(start + 25, share.count)]))
            #expect(outcomes.allSatisfy { $0.candidateID != nil }, "\(outcomes)")
          }
        }
      }
      try await group.waitForAll()
    }
  }

  private func reading(_ resume: ClaimedResume) -> ProcessedResume {
    let number = resume.filename.split(separator: ".").first.flatMap { Int($0) } ?? 0
    let (person, version) = (number % Self.people, number / Self.people)
    return resume.read(
      .of(
        "Person Number", "p\(person)@example.com", phone: version % 3 == 0 ? nil : "10\(person)00\(version)",
        title: version % 2 == 0 ? "Title \(version)" : nil, date: version % 4 == 3 ? nil : "20\(10 + version / 2)",
        skills: ["Skill \(version)", "SQL"], company: "Company \(version % 3)"))
  }

  /// What people see, without the numbers of rows, which follow the order of arrival.
  private func shown(_ test: TestStore) async throws -> [String] {
    try await test.ask(
      """
      SELECT row(email_key, full_name, email, phone, title, skills, experience, resume_url, field_dates, needs_review)::text
      FROM candidates ORDER BY email_key
      """
    ).map { try $0.string(0) }
  }

  @Test func eightParallelBatchesOfTheSamePeopleGiveWhatOneGives() async throws {
    let one = try await TestDatabase.makeStore()
    try await commitAll(one, workers: 1)
    let eight = try await TestDatabase.makeStore(connections: 8)
    try await commitAll(eight, workers: 8)
    let (sequential, parallel) = (try await shown(one), try await shown(eight))
    #expect(sequential.count == Self.people)
    #expect(parallel == sequential)
    #expect(try await eight.number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()") == 0)
    #expect(
      try await eight.number("SELECT count(*) FROM candidate_activity WHERE action = 'created'") == Self.people)
    let duplicates = """
      SELECT count(*) FROM (
        SELECT a.email_key, b.email_key, d.reason FROM possible_duplicates d
        JOIN candidates a ON a.id = d.candidate_id JOIN candidates b ON b.id = d.other_id) found
      """
    #expect(try await eight.number(duplicates) > 0)
  }
}
