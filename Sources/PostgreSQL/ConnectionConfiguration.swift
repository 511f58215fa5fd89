import CPQ
import Glibc

/// Where the database is and how to log in.
///
/// Takes what libpq takes: a `postgresql://` URL or `keyword=value` pairs; what neither says comes from libpq's
/// environment variables and password file. Remote hosts are verified by TLS against the system's certificates unless
/// the string or `PGSSLMODE` says otherwise; sockets and the local host need none.
public struct ConnectionConfiguration: Sendable, CustomStringConvertible {
  /// The whole time a connection may take to come up.
  public var connectTimeout: Duration = .seconds(10)
  /// Keyword and value pairs as libpq gets them, ours included.
  private(set) var parameters: [(keyword: String, value: String)]

  /// - Throws: ``PostgreSQLError`` of kind `invalidConfiguration`; its message never holds the string, which may
  ///   contain a password.
  public init(url: String, applicationName: String = "hotgigs") throws(PostgreSQLError) {
    var given = try Self.parse(url)
    func value(_ keyword: String, _ variable: String) -> String? {
      given.first { $0.keyword == keyword }?.value ?? getenv(variable).map { String(cString: $0) }
    }
    func add(_ keyword: String, _ value: String) {
      if !given.contains(where: { $0.keyword == keyword }) { given.append((keyword, value)) }
    }
    let hosts = value("host", "PGHOST") ?? value("hostaddr", "PGHOSTADDR") ?? ""
    var mode = value("sslmode", "PGSSLMODE")
    if mode == nil {
      mode = Self.isLocal(hosts) ? "prefer" : "verify-full"
      add("sslmode", mode ?? "verify-full")
    }
    if mode == "verify-full" || mode == "verify-ca", value("sslrootcert", "PGSSLROOTCERT") == nil,
      let roots = Self.systemRoots()
    {
      add("sslrootcert", roots)
    }
    add("client_encoding", "UTF8")
    add("fallback_application_name", applicationName)
    if getenv("PGGSSENCMODE") == nil { add("gssencmode", "disable") }
    // A peer that vanished is noticed in a minute or so instead of hours.
    add("keepalives_idle", "30")
    add("keepalives_interval", "10")
    add("keepalives_count", "3")
    add("tcp_user_timeout", "60000")
    if let seconds = value("connect_timeout", "PGCONNECT_TIMEOUT").flatMap(Int.init), seconds > 0 {
      connectTimeout = .seconds(max(2, seconds))
    }
    parameters = given
  }

  /// Host, database and user, without the password.
  public var description: String {
    ["host", "hostaddr", "port", "dbname", "user"].compactMap { keyword in
      parameters.first { $0.keyword == keyword }.map { "\(keyword)=\($0.value)" }
    }.joined(separator: " ")
  }

  /// The same server and login, another database.
  func with(database: String) -> ConnectionConfiguration {
    var copy = self
    copy.parameters.removeAll { $0.keyword == "dbname" }
    copy.parameters.append(("dbname", database))
    return copy
  }

  private static func parse(_ url: String) throws(PostgreSQLError) -> [(keyword: String, value: String)] {
    let isURL = url.hasPrefix("postgresql://") || url.hasPrefix("postgres://")
    guard isURL || (url.contains("=") && !url.contains("://")) else {
      throw PostgreSQLError(
        .invalidConfiguration,
        "the database's address is neither a postgresql:// URL nor keyword=value pairs (host=… dbname=…)")
    }
    if url.utf8.contains(0) { throw PostgreSQLError(.invalidConfiguration, "the database's address holds a NUL") }
    var message: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(url, &message) else {
      defer { PQfreemem(message) }
      throw PostgreSQLError(.invalidConfiguration, explain(message.map { String(cString: $0) } ?? "out of memory"))
    }
    defer { PQconninfoFree(options) }
    var pairs: [(keyword: String, value: String)] = []
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { pairs.append((String(cString: keyword), String(cString: value))) }
      option += 1
    }
    return pairs
  }

  /// libpq quotes pieces of the string, and so perhaps of the password: only the names of options are let through.
  private static func explain(_ message: String) -> String {
    let harmless = ["invalid URI query parameter", "invalid connection option", "missing \"=\" after"]
    let reason =
      message.hasPrefix(harmless[0]) || message.hasPrefix(harmless[1])
      ? message : String(message.prefix { $0 != "\"" && $0 != ":" })
    return "the database's address can't be read: \(reason.replacingLineBreaks())"
  }

  /// Every host is a socket folder or this machine.
  private static func isLocal(_ hosts: String) -> Bool {
    hosts.split(separator: ",").allSatisfy { host in
      host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
  }

  /// A value for `sslrootcert`: before version 16 libpq takes a file only. Nil where the user has roots of their own.
  private static func systemRoots() -> String? {
    if let home = getenv("HOME"), access(String(cString: home) + "/.postgresql/root.crt", R_OK) == 0 { return nil }
    if PQlibVersion() >= 160_000 { return "system" }
    return ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"]
      .first { access($0, R_OK) == 0 }
  }
}
