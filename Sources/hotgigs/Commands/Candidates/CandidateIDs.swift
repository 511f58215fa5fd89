import ArgumentParser

/// Numbers of candidates as one argument: "7", "3,4,9".
struct CandidateIDs: ExpressibleByArgument {
  let ids: [Int]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    let ids = parts.compactMap { $0 }
    guard !ids.isEmpty, ids.count == parts.count else { return nil }
    self.ids = ids
  }
}
