/// How much a deployment holds: the three sizes that the data model is made for.
struct Deployment {
  var users, companies, jobs, candidates: Int

  /// Recruiters beside the one who has a fifth of all candidates.
  var recruiters: Int { users / 50 }

  static let small = Deployment(users: 1000, companies: 100, jobs: 500, candidates: 5000)
  static let medium = Deployment(users: 10_000, companies: 1000, jobs: 5000, candidates: 50_000)
  static let large = Deployment(users: 100_000, companies: 10_000, jobs: 50_000, candidates: 500_000)
}
