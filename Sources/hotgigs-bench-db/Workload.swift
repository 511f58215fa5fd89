import CandidateStore
import PostgreSQL
import ResumeModel

/// What recruiters and workers do, timed against a filled database through the same calls that the commands use.
struct Workload {
  let store: CandidateStore
  let deployment: Deployment
  let runs: Int
  /// Nil where nobody asked for plans.
  var plans: PlanLog?

  /// One who searches: an ordinary recruiter, a different one each run, the one with a fifth of all, or the admin.
  struct Actor {
    var name: String
    var ids: [Int]

    func id(_ run: Int) -> Int { ids[run % ids.count] }
  }

  func actors() async throws -> [Actor] {
    let admin = try await store.bootstrap().adminID
    let many = try await store.pool.query(
      """
      SELECT recruiter_id FROM candidates WHERE recruiter_id > 3 GROUP BY 1 HAVING count(*) >= 20
      ORDER BY hashint8(recruiter_id) LIMIT 200
      """
    ).map { try $0.int(0) }
    return [
      Actor(name: "recruiter", ids: many), Actor(name: "recruiter with a fifth of all", ids: [3]),
      Actor(name: "admin", ids: [admin]),
    ]
  }

  func reading() async throws -> [Measurement] {
    var found: [Measurement] = []
    for actor in try await actors() {
      found += try await lists(actor)
      for (name, criteria) in Self.searches {
        found.append(
          try await .of("search: \(name)", as: actor.name, runs: runs, plans: plans) { run in
            _ = try await store.searchCandidates(criteria(run), actingUser: actor.id(run), limit: 20)
          })
      }
      found.append(try await deepPage(actor))
    }
    return found
  }

  private func lists(_ actor: Actor) async throws -> [Measurement] {
    var ids: [(Int, Int)] = []
    for user in actor.ids {
      for candidate in try await store.candidates(actingUser: user, limit: 200) { ids.append((user, candidate.id)) }
      if ids.count > 2000 { break }
    }
    return [
      try await .of("list: first page", as: actor.name, runs: runs, plans: plans) { run in
        _ = try await store.candidates(actingUser: actor.id(run), limit: 50)
      },
      try await .of("list: a page in the middle", as: actor.name, runs: runs, plans: plans) { run in
        _ = try await store.candidates(
          actingUser: actor.id(run), limit: 50, after: deployment.candidates / 2 + run * 97)
      },
      try await .of("candidate page", as: actor.name, runs: runs, plans: plans) { run in
        let (user, id) = ids[run * 37 % ids.count]
        _ = try await store.candidate(id, actingUser: user)
      },
    ]
  }

  private func deepPage(_ actor: Actor) async throws -> Measurement {
    let criteria = CandidateCriteria(query: "team")
    var cursors: [Int: CandidateCursor] = [:]
    for user in actor.ids.prefix(20) {
      for _ in 0..<20 {
        let page = try await store.searchCandidates(criteria, actingUser: user, limit: 20, after: cursors[user])
        guard let next = page.next else { break }
        cursors[user] = next
      }
    }
    let places = cursors.sorted { $0.key < $1.key }
    return try await .of("search: page 21 of a common word", as: actor.name, runs: runs, plans: plans) { run in
      let (user, cursor) = places[run % places.count]
      _ = try await store.searchCandidates(criteria, actingUser: user, limit: 20, after: cursor)
    }
  }

  private static let rareWords = [
    "fenhalsen", "kamiton", "rivessini", "linkawell", "torpolski", "anberez", "gardorley",
  ]
  private static let places = ["berlin", "london", "paris", "madrid", "lisbon", "warsaw", "milan", "dublin"]
  private static let skills = ["Python", "SQL", "Java", "Docker", "Kubernetes", "C++", "Rust", "Terraform", "Welding"]

  private static let searches: [(String, @Sendable (Int) -> CandidateCriteria)] = [
    ("a rare word", { CandidateCriteria(query: rareWords[$0 % rareWords.count]) }),
    ("a common word", { CandidateCriteria(query: ["team", "project", "python"][$0 % 3]) }),
    ("two words", { CandidateCriteria(query: "\(skills[$0 % skills.count]) \(places[$0 % places.count])") }),
    ("a phrase", { _ in CandidateCriteria(query: "\"software engineer\"") }),
    ("a name", { CandidateCriteria(query: ["greta bermirsen", "hugo velinford", "mei torasson"][$0 % 3]) }),
    (
      "a skill",
      {
        var criteria = CandidateCriteria()
        criteria.skills = [skills[$0 % skills.count]]
        return criteria
      }
    ),
    (
      "words and filters",
      {
        var criteria = CandidateCriteria(query: "managed budget")
        criteria.skills = [skills[$0 % skills.count]]
        criteria.location = places[$0 % places.count]
        criteria.title = "engineer"
        criteria.minYears = 5
        return criteria
      }
    ),
    (
      "a tag",
      { _ in
        var criteria = CandidateCriteria(query: "project")
        criteria.tags = ["relocation"]
        return criteria
      }
    ),
  ]

  // MARK: Writing

  /// Claims and commits: documents of people that are known and of people that are not, one document a commit.
  func writing() async throws -> [Measurement] {
    let recruiters = try await actors()[0].ids
    let batch = 16
    let commits = (runs + runs / 10) / batch * batch + batch
    var found: [Measurement] = []
    for (name, isKnown) in [("an unknown person", false), ("a known person", true)] {
      let people = try await documents(commits, ofKnownPeople: isKnown, recruiters: recruiters)
      var claimed: [ClaimedResume] = []
      var claims: [Double] = []
      var claimPlans: String?
      func claim() async throws {
        claimed += try await store.claim(batch, worker: "00000000-0000-0000-0000-000000000001")
      }
      for number in 1...(commits / batch) {
        if number == commits / batch, !isKnown, let plans {
          claimPlans = try await plans.plans { try await claim() }
        } else {
          claims.append(try await ContinuousClock().measure { try await claim() } / .milliseconds(1))
        }
      }
      let rows = claimed
      found.append(
        try await .of("upsert of \(name)", as: "worker", runs: min(runs, rows.count - runs / 10), plans: plans) { run in
          guard let document = people[rows[run].filename] else { throw BenchError("an unknown document was claimed") }
          let outcome = try await store.commit([
            ProcessedResume(claimed: rows[run], result: .success(document), parserVersion: "1.0")
          ])[0]
          guard outcome.kind == (isKnown ? .updated : .created) else {
            throw BenchError("\(name): \(outcome.kind)")
          }
        })
      if !isKnown {
        found.append(Measurement("claim of \(batch) documents", as: "worker", times: claims, plans: claimPlans))
      }
    }
    return found
  }

  /// Registers new documents.
  private func documents(
    _ count: Int, ofKnownPeople isKnown: Bool, recruiters: [Int]
  ) async throws -> [String: ReadDocument] {
    let models = try await store.pool.query(
      """
      SELECT c.recruiter_id, c.email, c.full_name, c.title, c.skills, r.raw_text FROM candidates c
      JOIN resumes r ON r.candidate_id = c.id
      WHERE c.id = ANY (ARRAY(SELECT (hashint8extended(n, 7) & 1073741823) % $2 + 1 FROM generate_series(1, $1::integer) n))
      """, [.int(count * 2), .int(deployment.candidates)])
    var documents: [String: ReadDocument] = [:]
    var registered: [NewDocument] = []
    for (number, model) in models.prefix(count).enumerated() {
      let filename = "\(isKnown ? "known" : "unknown")-\(number).pdf"
      let email = isKnown ? try model.string("email") : "new\(number)@example.net"
      let skills = try JSONText(verbatim: model.string("skills")).decode([String].self) + ["Bench \(number)"]
      let text = try model.string("raw_text") + "\nBench \(number)"
      let parsed = ParsedResume(
        name: Extracted(try model.string("full_name"), confidence: 0.9),
        label: Extracted(try model.string("title"), confidence: 0.9), emails: [Extracted(email, confidence: 0.9)],
        skills: skills.map { Extracted($0, confidence: 0.9) }, documentDate: PartialDate(year: 2026, month: 2))
      documents[filename] = ReadDocument(parsed: parsed, rawText: text)
      let recruiter = isKnown ? try model.int("recruiter_id") : recruiters[number % recruiters.count]
      registered.append(
        NewDocument(
          recruiterID: recruiter, uploadedBy: recruiter, runID: nil, filename: filename,
          content: .stored(sha256: Self.checksum(isKnown ? 1 : 0, number), address: "sha256/\(filename)"), size: 80_000,
          mimeType: "application/pdf", source: .bulkUpload, sourceRef: "/inbox/\(filename)", modifiedAt: nil))
    }
    _ = try await store.register(registered)
    return documents
  }

  /// Any 32 bytes that differ.
  private static func checksum(_ kind: UInt8, _ number: Int) -> [UInt8] {
    [kind, 0xBE] + Array(repeating: 0, count: 22) + withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }
}
