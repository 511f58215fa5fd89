import Ingest
import PostgreSQL

/// What `hotgigs db status` prints for a person.
enum DatabaseStatusText {
  static func lines(_ status: DatabaseStatus) -> [String] {
    var lines = [
      "database: \(status.database) (\(status.namedBy ?? "the private one, since DATABASE_URL is not set"))",
      "server: \(status.server)",
    ]
    if let route = status.route { lines.append("route: \(text(route, status))") }
    if let version = status.schemaVersion {
      lines.append("schema: version \(version) of \(status.latestSchemaVersion)")
    }
    if let role = status.role { lines.append("role: \(text(role))") }
    if let extensions = status.extensions, !extensions.isEmpty {
      lines.append("extensions: \(extensions.joined(separator: ", "))")
    }
    lines += status.missing.map { "missing: \($0)" }
    lines += status.warnings.map { "warning: \($0)" }
    if !status.unusedSettings.isEmpty {
      let isUsed = status.namedBy != nil
      lines.append(
        "not used: \(status.unusedSettings.joined(separator: ", ")): of a hosted database only its connection string is needed, "
          + (isUsed ? "in DATABASE_URL" : "which DATABASE_URL does not name: this is the private database"))
    }
    return lines
  }

  private static func text(_ route: DatabaseStatus.Route, _ status: DatabaseStatus) -> String {
    let place =
      switch status.host {
      case .local: route.host.hasPrefix("/") ? "local, by socket" : "local, port \(route.port)"
      case .remote: "remote, \(route.host) port \(route.port)"
      case .supabase: "Supabase, \(route.host) port \(route.port)"
      }
    let encryption =
      switch (route.tls, route.verification) {
      case (nil, _): route.host.hasPrefix("/") ? "" : ", no TLS"
      case (let version?, .full): ", \(version), certificate and host name verified"
      case (let version?, .authority): ", \(version), certificate verified but not the host name"
      case (let version?, .none): ", \(version), certificate not verified"
      }
    let pooler =
      switch status.pooling {
      case .transaction:
        "; through a transaction pooler: workers look for work every queue.poll, db migrate needs another address"
      case .session: "; through a session pooler"
      case .none?, nil: ""
      }
    return place + encryption + pooler
  }

  private static func text(_ role: DatabaseRights) -> String {
    var parts: [String] = []
    if role.isSuperuser { parts.append("superuser") }
    if role.actsAsOwner { parts.append("owns the tables") }
    if role.mayCreateRoles, !role.isSuperuser { parts.append("may create roles") }
    if role.mayCreateDatabases, !role.isSuperuser { parts.append("may create databases") }
    if !role.stepsDownTo.isEmpty { parts.append("steps down to \(role.stepsDownTo.joined(separator: " and "))") }
    return "\(role.name): \(parts.isEmpty ? "has no rights here" : parts.joined(separator: ", "))"
  }
}
