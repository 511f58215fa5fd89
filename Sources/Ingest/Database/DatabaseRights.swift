import PostgreSQL

/// What the role that logs in may do in a database, and whether that is enough.
public struct DatabaseRights: Codable, Sendable {
  public var name: String
  public var isSuperuser: Bool
  public var mayCreateRoles: Bool
  /// For `hotgigs db restore --verify`, and `--into`.
  public var mayCreateDatabases: Bool
  public var mayCreateTables: Bool
  /// Whose tables they are; nil where there are none yet.
  public var owner: String?
  /// The role is that owner, or one of its members.
  public var actsAsOwner: Bool
  /// The roles that transactions step down to: of those that the schema makes, which this one may become.
  public var stepsDownTo: [String]
  /// Those of them that are there.
  public var roles: [String]
  public var encoding: String
  public var isReadOnly: Bool

  enum CodingKeys: String, CodingKey {
    case name, owner, roles, encoding
    case isSuperuser = "superuser"
    case mayCreateRoles = "may_create_roles"
    case mayCreateDatabases = "may_create_databases"
    case mayCreateTables = "may_create_tables"
    case actsAsOwner = "acts_as_owner"
    case stepsDownTo = "steps_down_to"
    case isReadOnly = "read_only"
  }

  private static let needed = ["hotgigs_app", "hotgigs_worker"]

  static func of(_ connection: Connection) async throws -> DatabaseRights {
    // To be a member is not yet to be allowed to become it, since PostgreSQL 16.
    let becoming = connection.serverVersion.major >= 16 ? "SET" : "MEMBER"
    let row = try await connection.query(
      """
      SELECT rolname, rolsuper, rolcreaterole, rolcreatedb,
        coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS tables,
        (SELECT pg_get_userbyid(relowner)::text FROM pg_class WHERE oid = to_regclass('candidates')) AS owner,
        coalesce((SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('candidates')), false) AS owns,
        ARRAY(SELECT rolname::text FROM pg_roles WHERE rolname = ANY ($1::text[]) AND pg_has_role(oid, $2) ORDER BY 1)
          AS becomes,
        ARRAY(SELECT rolname::text FROM pg_roles WHERE rolname = ANY ($1::text[]) ORDER BY 1) AS roles,
        current_setting('server_encoding') AS encoding,
        current_setting('transaction_read_only')::boolean AS read_only
      FROM pg_roles WHERE rolname = current_user
      """, [.textArray(needed), .text(becoming)]
    ).only()
    return DatabaseRights(
      name: try row.string("rolname"), isSuperuser: try row.bool("rolsuper"),
      mayCreateRoles: try row.bool("rolcreaterole"), mayCreateDatabases: try row.bool("rolcreatedb"),
      mayCreateTables: try row.bool("tables"), owner: try row.string(ifPresent: "owner"),
      actsAsOwner: try row.bool("owns"), stepsDownTo: try row.textArray("becomes").compactMap(\.self),
      roles: try row.textArray("roles").compactMap(\.self), encoding: try row.string("encoding"),
      isReadOnly: try row.bool("read_only"))
  }

  /// What to do, one line each; SQL that an administrator of the server runs.
  var missing: [String] {
    var lines: [String] = []
    let role = SQLIdentifier.quote(name)
    if isReadOnly {
      lines.append(
        "a server that takes writes: this one is a standby, or was made read-only (a full disk at some hosts)")
    }
    if encoding != "UTF8" {
      lines.append("a database in UTF-8, this one is \(encoding): CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0")
    }
    if let owner {
      if !actsAsOwner {
        let wanted = SQLIdentifier.quote(owner)
        lines.append(
          "the role that owns the tables, \(owner): name it in DATABASE_URL, or let it be joined: GRANT \(wanted) TO \(role)"
        )
      }
    } else if !mayCreateTables {
      lines.append("the right to make tables: GRANT CREATE ON SCHEMA public TO \(role)")
    }
    // The schema makes them where it may.
    let isMade = owner != nil
    if !isMade, roles.count < Self.needed.count, !mayCreateRoles, !isSuperuser {
      lines.append("the right to make two roles: ALTER ROLE \(role) CREATEROLE")
    } else {
      let stuck = Self.needed.filter { (isMade || roles.contains($0) && !mayCreateRoles) && !stepsDownTo.contains($0) }
      if !stuck.isEmpty, !isSuperuser {
        lines.append("the right to step down: GRANT \(stuck.joined(separator: ", ")) TO \(role)")
      }
    }
    return lines
  }
}
