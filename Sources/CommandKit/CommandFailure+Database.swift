import PostgreSQL

extension CommandFailure {
  /// What the database, or the way to it, refused: the cause, and what to do about it.
  package init(database error: PostgreSQLError) {
    switch error.kind {
    case .invalidConfiguration:
      self.init(.configuration, error.description)
    case .untrustedServer:
      self.init(
        .configuration,
        "the database's server can't be trusted, and no password was sent to it: \(error); \(error.hint ?? "")")
    case .connectionFailed where error.sqlState?.errorClass == "28":
      self.init(
        .noPermission,
        "the database refuses the login: \(error); check user and password of DATABASE_URL, and the server's pg_hba.conf"
      )
    case .connectionFailed where error.sqlState == .unknownDatabase:
      self.init(.configuration, "\(error); create it, or name another in DATABASE_URL")
    case _ where error.kind == .connectionFailed || error.isConnectionProblem:
      let next = (error.kind == .connectionFailed ? error.hint : nil).map { $0 + ", then" } ?? "nothing is lost,"
      self.init(.unavailable, "the database is away: \(error); \(next) run it again when it is back")
    default:
      self.init(refusal: error)
    }
  }

  /// Of a statement.
  private init(refusal error: PostgreSQLError) {
    switch error.sqlState {
    case .insufficientPrivilege where error.message.contains("set role"):
      self.init(
        .noPermission,
        "not permitted: \(error); let a superuser run: GRANT hotgigs_app, hotgigs_worker TO the role of DATABASE_URL")
    case .insufficientPrivilege:
      self.init(
        .noPermission,
        "not permitted: \(error); DATABASE_URL is to name the role that owns the tables: hotgigs db status tells what it lacks"
      )
    case .queryCanceled:
      self.init(
        .temporaryFailure,
        "the database took too long: \(error); raise database.statement_timeout in pipeline.yaml, or see hotgigs db health"
      )
    case .lockNotAvailable:
      self.init(
        .temporaryFailure,
        "another process held what was needed for too long: \(error); try again, raise database.lock_timeout in pipeline.yaml, "
          + "or see hotgigs db health")
    default:
      self.init(.software, "the database refused: \(error)")
    }
  }

  /// Why the schema is as it was.
  package init(migration error: MigrationError) {
    switch error.code {
    case .files, .changed, .databaseAhead, .outOfOrder, .pooler, .serverTooOld:
      self.init(.configuration, error.description)
    case .unknownVersion, .irreversible, .name:
      self.init(.usage, error.description)
    case .locked:
      self.init(.temporaryFailure, error.description)
    case .script where error.underlying?.sqlState == .insufficientPrivilege:
      self.init(.noPermission, "\(error.description); hotgigs db status tells what the role of DATABASE_URL lacks")
    case .script:
      self.init(.software, error.description)
    default:
      if let underlying = error.underlying {
        self.init(database: underlying)
      } else {
        self.init(.unavailable, error.description)
      }
    }
  }
}
