import FoundationEssentials

/// For the programs of PostgreSQL that connect by themselves.
extension ConnectionConfiguration {
  /// Keyword and value pairs for `--dbname`, without what is secret: every user of the machine sees arguments.
  var publicConnectionString: String {
    parameters.filter { !Self.secrets.contains($0.keyword) }.map { keyword, value in
      let quoted = value.reduce(into: "") { text, character in
        if character == "'" || character == "\\" { text.append("\\") }
        text.append(character)
      }
      return "\(keyword)='\(quoted)'"
    }.joined(separator: " ")
  }

  /// What a program finds in its environment: the password, libpq's own variables, and where its files are.
  ///
  /// - Throws: `invalidConfiguration` for a secret that libpq takes by no variable.
  func programEnvironment() throws(PostgreSQLError) -> [String] {
    guard !parameters.contains(where: { $0.keyword == "sslpassword" }) else {
      throw PostgreSQLError(
        .invalidConfiguration,
        "sslpassword can't be handed to pg_dump without showing it to other users: give a client key without a passphrase"
      )
    }
    var variables = ["PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LANG=C.UTF-8", "LC_ALL=C.UTF-8"]
    let password = parameters.first { $0.keyword == "password" }?.value
    for (name, value) in ProcessInfo.processInfo.environment.sorted(by: { $0.key < $1.key })
    where name == "HOME" || name.hasPrefix("PG") && !(name == "PGPASSWORD" && password != nil) {
      variables.append("\(name)=\(value)")
    }
    if let password { variables.append("PGPASSWORD=\(password)") }
    return variables
  }

  private static let secrets = ["password", "sslpassword"]
}
