import CPQ
import Glibc

/// Where the database is and how to log in.
///
/// Takes what libpq takes: a `postgresql://` URL or `keyword=value` pairs; what neither says comes from libpq's
/// environment variables and password file. Remote hosts are verified by TLS against the system's certificates unless
/// the string or `PGSSLMODE` says otherwise; sockets and the local host need none. Of several hosts the first that answers
/// and takes writes is used, so that a failover is followed.
public struct ConnectionConfiguration: Sendable, CustomStringConvertible {
  /// The whole time a connection may take to come up.
  public var connectTimeout: Duration = .seconds(10)
  /// Whose machine the server is on, as far as its address tells.
  public let hostKind: HostKind
  /// How much the server has to prove: libpq's `sslmode`.
  public let tlsMode: String
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
    hostKind = HostKind(
      names: value("host", "PGHOST"), addresses: value("hostaddr", "PGHOSTADDR"),
      isNamedElsewhere: value("service", "PGSERVICE") != nil)
    let mode = value("sslmode", "PGSSLMODE") ?? (hostKind == .local ? "prefer" : "verify-full")
    tlsMode = mode
    add("sslmode", mode)
    // Of several hosts some may be standbys.
    if value("host", "PGHOST")?.contains(",") ?? false || value("hostaddr", "PGHOSTADDR")?.contains(",") ?? false,
      value("target_session_attrs", "PGTARGETSESSIONATTRS") == nil
    {
      add("target_session_attrs", "read-write")
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
  public func with(database: String) -> ConnectionConfiguration {
    var copy = self
    copy.parameters.removeAll { $0.keyword == "dbname" }
    copy.parameters.append(("dbname", database))
    return copy
  }

  /// What a server with TLS has proved when it is connected to.
  var verification: ConnectionRoute.Verification {
    switch tlsMode {
    case "verify-full": .full
    case "verify-ca": .authority
    // libpq looks at certificates then, too, for the sake of those who relied on it.
    case "require" where parameters.contains { $0.keyword == "sslrootcert" && access($0.value, R_OK) == 0 }: .authority
    default: .none
    }
  }

  /// This for each of several hosts, in the order of trying: libpq itself goes on to the next only once a host has refused, and
  /// waits for ever for one that is silent.
  var byHost: [ConnectionConfiguration] {
    func list(_ keyword: String) -> [Substring] {
      parameters.first { $0.keyword == keyword }?.value.split(separator: ",", omittingEmptySubsequences: false) ?? []
    }
    let (names, addresses, ports) = (list("host"), list("hostaddr"), list("port"))
    let count = max(names.count, addresses.count)
    let preference = parameters.first { $0.keyword == "target_session_attrs" }?.value
    // A mistake in the lists is libpq's to tell, and so is a second choice among the hosts.
    guard count > 1, preference != "prefer-standby", [0, count].contains(names.count),
      [0, count].contains(addresses.count), [0, 1, count].contains(ports.count)
    else { return [self] }
    return (0..<count).map { index in
      var one = self
      one.parameters.removeAll { ["host", "hostaddr", "port"].contains($0.keyword) }
      for (keyword, values) in [("host", names), ("hostaddr", addresses), ("port", ports)] where !values.isEmpty {
        let value = values.count == 1 ? values[0] : values[index]
        if !value.isEmpty { one.parameters.append((keyword, String(value))) }
      }
      return one
    }
  }

  private static func parse(_ url: String) throws(PostgreSQLError) -> [(keyword: String, value: String)] {
    let isURL = url.hasPrefix("postgresql://") || url.hasPrefix("postgres://")
    guard isURL || (url.contains("=") && !url.contains("://")) else {
      throw PostgreSQLError(
        .invalidConfiguration,
        "the database's address is neither a postgresql:// URL nor keyword=value pairs (host=… dbname=…)")
    }
    if url.utf8.contains(0) { throw PostgreSQLError(.invalidConfiguration, "the database's address holds a NUL") }
    if isURL { try refuseMisreadPassword(url) }
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
    let ports = pairs.first { $0.keyword == "port" }?.value ?? ""
    guard ports.split(separator: ",").allSatisfy({ (1...65_535).contains(Int($0) ?? 0) }) else {
      throw PostgreSQLError(
        .invalidConfiguration, "the port in the database's address is no number from 1 to 65535\(hint)")
    }
    return pairs
  }

  private static let hint = "; in a password write %40 for @, %3A for :, %2F for /"

  /// A password with a bare @ or / in it: libpq would take what follows for host, port or database, ask the name service for
  /// it, and show it in its messages.
  private static func refuseMisreadPassword(_ url: String) throws(PostgreSQLError) {
    let address = url.drop { $0 != "/" }.dropFirst(2)
    let authority = address.prefix { $0 != "/" }
    let path = address.dropFirst(authority.count).prefix { $0 != "?" }
    guard authority.filter({ $0 == "@" }).count <= 1, !path.contains("@") else {
      throw PostgreSQLError(.invalidConfiguration, "the database's address has an @ where none belongs\(hint)")
    }
  }

  /// libpq quotes pieces of the string, and so perhaps of the password: only the names of options are let through.
  private static func explain(_ message: String) -> String {
    let harmless = ["invalid URI query parameter", "invalid connection option", "missing \"=\" after"]
    let reason =
      message.hasPrefix(harmless[0]) || message.hasPrefix(harmless[1])
      ? message : String(message.prefix { $0 != "\"" && $0 != ":" })
    return "the database's address can't be read: \(reason.replacingLineBreaks())"
  }

  /// A value for `sslrootcert`: before version 16 libpq takes a file only. Nil where the user has roots of their own.
  private static func systemRoots() -> String? {
    if let home = getenv("HOME"), access(String(cString: home) + "/.postgresql/root.crt", R_OK) == 0 { return nil }
    if PQlibVersion() >= 160_000 { return "system" }
    return ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"]
      .first { access($0, R_OK) == 0 }
  }
}

/// Whose machine a server is on, as far as its address tells.
public enum HostKind: String, Hashable, Sendable, Codable {
  /// This one: a socket folder, `localhost`, a loopback address.
  case local
  case remote
  /// A remote one of Supabase's.
  case supabase

  /// - Parameter names: as libpq's `host`: several, between commas.
  /// - Parameter addresses: as its `hostaddr`.
  /// - Parameter isNamedElsewhere: where no host is named: not here, but in a file of services.
  init(names: String?, addresses: String?, isNamedElsewhere: Bool) {
    let hosts = [names, addresses].compactMap(\.self).flatMap { $0.split(separator: ",") }
    if hosts.isEmpty {
      self = isNamedElsewhere ? .remote : .local
    } else if hosts.allSatisfy(Self.isThisMachine) {
      self = .local
    } else {
      let isTheirs = hosts.contains { host in
        [".supabase.co", ".supabase.com"].contains { host.lowercased().hasSuffix($0) }
      }
      self = isTheirs ? .supabase : .remote
    }
  }

  /// A name that merely begins like an address of this machine (`127.example.com`) is none of it.
  private static func isThisMachine(_ host: Substring) -> Bool {
    if host.hasPrefix("/") || host.hasPrefix("@") || host.lowercased() == "localhost" { return true }
    var four = in_addr()
    if inet_pton(AF_INET, String(host), &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
    var six = in6_addr()
    guard inet_pton(AF_INET6, String(host), &six) == 1 else { return false }
    return withUnsafeBytes(of: six) { $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
  }
}
