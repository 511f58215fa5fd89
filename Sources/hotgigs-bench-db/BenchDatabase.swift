import ArgumentParser
import CandidateStore
import FoundationEssentials
import Glibc
import PostgreSQL

/// Fills a scratch database and times what recruiters and workers do with it.
@main
struct BenchDatabase: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-db", abstract: "How fast the database is with many candidates.",
    discussion: """
      Starts a PostgreSQL of its own, as hotgigs does, fills it with invented people (small: 5,000 candidates, medium: 50,000, \
      large: 500,000, with jobs, applications and the rest in proportion) and times what recruiters and workers do, beneath \
      row-level security and through the calls that the commands use. Times are in milliseconds, warm. Medium and large also \
      fill a small one, and give the ratio of an upsert's medians.
      """)

  enum Size: String, ExpressibleByArgument, CaseIterable {
    case small, medium, large

    var deployment: Deployment {
      switch self {
      case .small: .small
      case .medium: .medium
      case .large: .large
      }
    }
  }

  @Option(help: "small, medium or large.") var size = Size.small
  @Option(help: "How often each is timed.") var runs = 200
  @Flag(help: "Also tells the plans by which PostgreSQL does each.") var plans = false
  @Flag(help: "One object a line.") var json = false
  @Option(help: "A folder to keep the database in, and to find it in again (default: a temporary one).") var keep:
    String?

  func validate() throws {
    if runs < 20 { throw ValidationError("--runs takes a number from 20 on") }
  }

  func run() async throws {
    let folder = keep ?? "\(FileManager.default.temporaryDirectory.path())/hotgigs-bench-db-\(getpid())"
    let cluster = PrivateCluster(directory: folder)
    try await cluster.start()
    let result: Result<Void, any Error>
    do { result = .success(try await measure(on: cluster)) } catch { result = .failure(error) }
    try await cluster.stop()
    if keep == nil { try? FileManager.default.removeItem(atPath: folder) }
    try result.get()
  }

  private func measure(on cluster: PrivateCluster) async throws {
    var reference: [Measurement] = []
    if size != .small { reference = try await upserts(on: cluster) }
    let cluster = BenchCluster(cluster)
    let store = try await cluster.database(size.rawValue, size.deployment, note: note)
    let planLog = plans ? try await cluster.planLog(database: size.rawValue) : nil
    let workload = Workload(store: store, deployment: size.deployment, runs: runs, plans: planLog)
    var found = try await workload.reading()
    let writing = try await workload.writing()
    found += writing
    await store.pool.close()
    report(found)
    for (small, here) in zip(reference, writing) where small.what.hasPrefix("upsert") {
      let ratio = (here.p50 / small.p50 * 100).rounded() / 100
      print(
        json
          ? "{\"ratio\":\(ratio),\"what\":\"\(here.what)\"}"
          : "\(here.what): \(ratio) times as long as with \(Deployment.small.candidates) candidates (\(small.p50) ms)")
    }
  }

  private func upserts(on cluster: PrivateCluster) async throws -> [Measurement] {
    let store = try await BenchCluster(cluster).database("small", .small, note: note)
    let found = try await Workload(store: store, deployment: .small, runs: runs).writing()
    await store.pool.close()
    return found
  }

  private func report(_ found: [Measurement]) {
    if json {
      for measurement in found {
        if let line = try? JSONEncoder().encode(measurement) { print(String(decoding: line, as: UTF8.self)) }
      }
      return
    }
    func cell(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(width - text.count, 1))
    }
    print(cell("what", 40) + cell("who", 32) + cell("p50", 10) + cell("p95", 10) + "worst (ms)")
    for one in found {
      print(cell(one.what, 40) + cell(one.who, 32) + cell("\(one.p50)", 10) + cell("\(one.p95)", 10) + "\(one.worst)")
    }
    for one in found {
      if let plans = one.plans { print("\n== \(one.what), as \(one.who)\n\(plans)") }
    }
  }

  private func note(_ line: String) {
    StandardError.print(line)
  }
}
