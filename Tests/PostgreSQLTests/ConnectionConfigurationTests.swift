import Glibc
import Testing

@testable import PostgreSQL

@Suite struct ConnectionConfigurationTests {
  private func value(_ keyword: String, _ url: String) throws -> String? {
    try ConnectionConfiguration(url: url).parameters.first { $0.keyword == keyword }?.value
  }

  @Test(arguments: [
    ("postgresql://db.example.com/x", "verify-full"), ("host=db.example.com dbname=x", "verify-full"),
    ("postgres://u@192.0.2.7:6543/x", "verify-full"), ("postgresql://localhost,db.example.com/x", "verify-full"),
    ("hostaddr=192.0.2.7", "verify-full"),
    ("postgresql://db.example.com/x?sslmode=require", "require"), ("host=db.example.com sslmode=disable", "disable"),
    ("postgresql://localhost/x", "prefer"), ("postgresql://127.0.0.1/x", "prefer"), ("postgresql://[::1]/x", "prefer"),
    ("postgresql:///x?host=/run/postgresql", "prefer"), ("postgresql://u@%2Frun%2Fpostgresql:5432/x", "prefer"),
    ("dbname=x", "prefer"),
  ])
  func remoteHostsAreVerifiedUnlessToldOtherwise(_ url: String, _ mode: String) throws {
    try #require(getenv("PGHOST") == nil && getenv("PGSSLMODE") == nil)
    #expect(try value("sslmode", url) == mode)
    let takesRoots = mode == "verify-full"
    #expect(try (value("sslrootcert", url) != nil) == takesRoots)
  }

  @Test func rootsOfTheUsersOwnAreKept() throws {
    #expect(try value("sslrootcert", "host=db.example.com sslrootcert=/my/root.crt") == "/my/root.crt")
    #expect(try value("application_name", "host=x application_name=mine") == "mine")
    #expect(try value("fallback_application_name", "host=x") == "hotgigs")
  }

  @Test(arguments: [
    "mysql://ann:secret@db.example.com/x", "db.example.com", "", "postgresql://ann:sec%zzret@db.example.com/x",
    "host=x password='secret", "host=x secret",
    "postgresql://ann:secret@db.example.com/x?pgbouncer=true", "host=x\0",
    // A password that is not encoded: pieces of it stand where host, port or database do.
    "postgresql://ann:secret/x@localhost/x", "postgresql://ann:12/secret@localhost/x",
    "postgresql://ann:a@secret@localhost/x", "postgresql://ann:secret@localhost:99999/x",
    "postgresql://ann:secret@localhost:port/x", "host=localhost port=secret",
  ])
  func whatCannotBeReadIsRefusedWithoutTellingSecrets(_ url: String) {
    let error = #expect(throws: PostgreSQLError.self) { try ConnectionConfiguration(url: url) }
    #expect(error?.kind == .invalidConfiguration)
    #expect(error?.description.contains("secret") == false)
    #expect(error?.description.contains("sec%") == false)
    #expect(error?.isConnectionProblem == false)
  }

  @Test(arguments: ["host=localhost sslmode=perhaps password=secret"])
  func aValueThatMakesNoSenseIsNoReasonToWait(_ url: String) async throws {
    let configuration = try ConnectionConfiguration(url: url)
    let error = await #expect(throws: PostgreSQLError.self) { try await Connection.connect(configuration) }
    #expect(error?.kind == .invalidConfiguration)
    #expect(error?.isConnectionProblem == false)
    #expect(error?.description.contains("secret") == false)
  }

  @Test func describesItselfWithoutThePassword() throws {
    let configuration = try ConnectionConfiguration(url: "postgresql://ann:secret@db.example.com:6543/x")
    #expect(configuration.description == "host=db.example.com port=6543 dbname=x user=ann")
  }

  @Test func theConnectionSaysWhoItIs() async throws {
    let connection = try await TestServer.connect()
    #expect(try await connection.query("SELECT current_setting('application_name')").only().string(0) == "hotgigs")
  }
}
