import Foundation
import PostgreSQL
import Testing

@testable import CandidateStore

/// How PostgreSQL finds what a search asks for, as its module auto_explain logs the statements within the function.
@Suite struct SearchPlanTests {
  /// Three thousand people of three recruiters in turn; 3 is the first.
  private func makeStore() async throws -> TestStore {
    let test = try await TestDatabase.makeStore()
    _ = try await test.ask(
      """
      INSERT INTO users (id, email, username, hashed_password, role)
      SELECT n, 'r' || n || '@example.com', 'r' || n, '!', 'recruiter' FROM generate_series(3, 5) n
      """)
    _ = try await test.ask(
      """
      INSERT INTO candidates (recruiter_id, full_name, email, title, location, skills, source, document_words)
      SELECT 3 + n % 3, 'Person ' || n, 'p' || n || '@example.com', (ARRAY['Engineer', 'Cook', 'Nurse'])[1 + n / 3 % 3],
        (ARRAY['Berlin', 'Porto', 'Leeds', 'Lyon'])[1 + n / 9 % 4], jsonb_build_array('Swift', 'skill ' || n % 50),
        'bulk_upload', hotgigs_text_words('common rare' || n || ' half' || n % 2)
      FROM generate_series(1, 3000) n
      """)
    _ = try await test.ask("ANALYZE")
    return test
  }

  /// What the server logs of the plans of a search, the function's own statements included.
  private func plans(
    _ criteria: CandidateCriteria, order: CandidateOrder, user: Int, in test: TestStore
  ) async throws -> String {
    let connection = try await TestDatabase.connectAsSuperuser(to: test.store)
    let log = try FileHandle(forReadingFrom: URL(filePath: TestDatabase.serverLog))
    try log.seekToEnd()
    try await connection.execute(
      script: """
        LOAD 'auto_explain'; SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on;
        SET ROLE hotgigs_app; SET hotgigs.user_id = '\(user)'
        """)
    let rows = try await connection.query(
      CandidateStore.search, [.json(criteria.json.text), .text(order.rawValue), .int(20), .null])
    #expect(rows.count > 0, "\(criteria) \(order)")
    await connection.close()
    return String(decoding: try log.readToEnd() ?? Data(), as: UTF8.self)
  }

  @Test func searchesGoByTheIndexes() async throws {
    let test = try await makeStore()
    var searches: [(CandidateCriteria, CandidateOrder)] = []
    for query in ["rare300", "common", "half1 engineer", "\"common rare300\"", "rare30*"] {
      searches.append((CandidateCriteria(query: query), .relevance))
    }
    for change: @Sendable (inout CandidateCriteria) -> Void in [
      { $0.skills = ["skill 3"] }, { $0.anySkills = ["skill 3", "Skill 6"] },
      {
        $0.title = "cook"
        $0.location = "porto"
      },
      {
        $0.query = "rare30*"
        $0.source = .bulkUpload
        $0.skills = ["swift"]
      },
    ] {
      var criteria = CandidateCriteria()
      change(&criteria)
      // In order of name or number, a walk of that order's index may be shorter.
      for order in CandidateOrder.allCases { searches.append((criteria, order)) }
    }
    for (criteria, order) in searches {
      for user in [3, test.accounts.adminID] {
        let plans = try await plans(criteria, order: order, user: user, in: test)
        if criteria.query != nil, order == .relevance {
          #expect(plans.contains("Bitmap Index Scan on idx_candidates_words"), "\(criteria)\n\(plans)")
        }
        #expect(!plans.contains("Seq Scan on candidates"), "\(criteria) \(order)\n\(plans)")
      }
    }
  }
}
