import CandidateStore
import Glibc
import PostgreSQL

/// The health of the database and of the disks that it and the documents are on.
public struct HealthReport: Sendable {
  public let findings: [HealthFinding]

  public var isCritical: Bool { findings.contains { $0.level == .critical } }

  /// - Throws: ``WorkspaceError`` where there is no database yet; `PostgreSQLError`, `ClusterError`.
  public static func of(_ location: DatabaseLocation, _ settings: Settings) async throws -> HealthReport {
    if case .privateCluster(let cluster) = location {
      guard cluster.status().isInitialized else {
        throw WorkspaceError(
          .unavailable, "there is no database yet in \(cluster.directory): any command that needs one makes it")
      }
      try await cluster.start()
    }
    var findings = try await Connection.withConnection(to: try location.configuration()) { connection in
      try await DatabaseHealth(settings.health).findings(over: connection)
    }
    var folders = [("disk_of_documents", settings.content.folder)]
    if case .privateCluster(let cluster) = location { folders.insert(("disk_of_database", cluster.directory), at: 0) }
    findings += folders.compactMap { disk($0, of: $1, settings.health) }
    return HealthReport(findings: findings)
  }

  /// Nil for a folder that is not there yet.
  private static func disk(_ name: String, of folder: String, _ limits: HealthThresholds) -> HealthFinding? {
    var status = statvfs()
    guard statvfs(folder, &status) == 0, status.f_blocks > 0 else { return nil }
    let scale = HealthScale.below(Double(limits.freeDisk), critical: Double(limits.freeDisk) / 2)
    // What root keeps for itself counts as used.
    let free = 100 * Double(status.f_bavail) / Double(status.f_blocks)
    let level = scale.level(of: free)
    return HealthFinding(
      check: name, level: level, value: free, threshold: scale.warning, unit: "percent",
      detail: "\(Int(status.f_bavail) * Int(status.f_frsize) / 1_000_000) MB free for \(folder)",
      advice: level == .ok ? nil : "make room: nothing can be taken in on a full disk")
  }
}
