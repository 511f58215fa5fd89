/// One of the tasks of `hotgigs db cleanup`.
public enum CleanupTask: String, Hashable, Sendable, Codable, CaseIterable {
  /// Applications that nobody changed for so long move to their archive.
  case applications
  /// Failed uploads that made no candidate go with their bytes; that they were seen stays.
  case failedResumes = "failed_resumes"
  case errorLogs = "error_logs"
  /// Candidates with whom nobody works: without application, match, share, note, tag, edit or account, and without activity
  /// for so long.
  case unusedCandidates = "unused_candidates"
}

/// How old something is before a cleanup takes it; nil keeps it.
public struct CleanupAges: Hashable, Sendable {
  /// Days.
  public var applications: Int? = 365
  /// Days.
  public var failedResumes: Int? = 30
  /// Days.
  public var errorLogs: Int? = 90
  /// Months.
  public var unusedCandidates: Int?

  public init() {}

  /// For people, as in `pipeline.yaml`; nil where the task is off.
  public func text(_ task: CleanupTask) -> String? {
    interval(task).map { $0.months > 0 ? "\($0.months) months" : "\($0.days) d" }
  }

  /// As `make_interval` takes it; nil where the task is off.
  func interval(_ task: CleanupTask) -> (months: Int, days: Int)? {
    switch task {
    case .applications: applications.map { (0, $0) }
    case .failedResumes: failedResumes.map { (0, $0) }
    case .errorLogs: errorLogs.map { (0, $0) }
    case .unusedCandidates: unusedCandidates.map { ($0, 0) }
    }
  }
}

/// What a task took, or would.
public struct CleanupResult: Hashable, Sendable, Codable {
  public var task: CleanupTask
  /// As `pipeline.yaml` has it; nil: the task is off.
  public var olderThan: String?
  public var count: Int

  enum CodingKeys: String, CodingKey {
    case task, count
    case olderThan = "older_than"
  }
}
