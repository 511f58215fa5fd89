/// Settings of a small server for one machine, given on the server's command line: they win over its files and follow
/// this program's version.
struct ClusterSettings {
  let socketDirectory: String
  let port: Int
  let maximumConnections: Int

  /// Quoted for the shell through which `pg_ctl -o` passes it.
  var commandLine: String {
    let settings: [(String, String)] = [
      ("listen_addresses", ""),
      // A comma-separated list, quoted as names are.
      ("unix_socket_directories", SQLIdentifier.quote(socketDirectory)),
      ("unix_socket_permissions", "0700"),
      ("port", String(port)),
      ("max_connections", String(maximumConnections)),
      ("shared_buffers", "64MB"),
      ("huge_pages", "off"),
      ("jit", "off"),
      ("fsync", "on"),
      ("max_wal_size", "512MB"),
      ("timezone", "UTC"),
      ("log_timezone", "UTC"),
      // Values of parameters are people's data: they stay out of the log.
      ("log_parameter_max_length_on_error", "0"),
      ("log_min_error_statement", "panic"),
      // So do the details of errors: "Key (email)=(…) already exists".
      ("log_error_verbosity", "terse"),
    ]
    return settings.map { "-c " + quotedForShell("\($0.0)=\($0.1)") }.joined(separator: " ")
  }

  private func quotedForShell(_ text: String) -> String {
    "'" + text.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
  }
}
