import Foundation
import TestSupport
import Testing

/// Accounts by the command line: a real process, a real PostgreSQL.
@Suite struct UsersCommandTests {
  @Test func accountsAreMadeAndChanged() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder()
    try folder.write("correct horse battery\n", to: "good")
    try folder.write("short\n", to: "short")
    #expect(try hotgigs.run("users", "add", "jane@example.com", "--role", "recruiter").status == 0)
    let ada = try hotgigs.run(
      "users", "add", "ada@example.com", "--role", "admin", "--password-file", folder.path + "/good")
    #expect(ada.status == 0 && ada.output.hasSuffix(": ada@example.com, admin\n"), "\(ada.errors)")
    #expect(
      try hotgigs.sql("SELECT hashed_password LIKE '$argon2id$%' FROM admin_users WHERE email = 'ada@example.com'")
        == "t")
    for (arguments, said) in [
      (["password", "jane@example.com", "--password-file", folder.path + "/good"], "has a new password"),
      (["deactivate", "jane@example.com"], "is deactivated"), (["activate", "JANE@example.com"], "is active"),
      (["company", "jane@example.com", "Example GmbH"], "works for Example GmbH"),
      (["verify", "jane@example.com"], "is verified"), (["role", "jane@example.com", "candidate"], "is candidate"),
      (["role", "jane@example.com", "admin", "--super"], "is super admin"),
    ] {
      let result = try hotgigs.run(["users"] + arguments)
      #expect(result.status == 0 && result.output.contains(said), "\(arguments): \(result.errors)")
    }
    let listed = try hotgigs.run("users", "list", "--json").rows()
    #expect(listed.compactMap { $0["role"] as? String } == ["admin", "recruiter", "admin", "admin"])
    #expect(listed[2]["isVerified"] as? Bool == true)
    #expect(
      try hotgigs.sql("SELECT name FROM companies JOIN users u ON u.company_id = companies.id") == "Example GmbH")
  }

  @Test func refusalsHaveTheirExitCodes() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder()
    try folder.write("short\n", to: "short")
    try folder.write("", to: "empty")
    #expect(try hotgigs.run("users", "add", "ada@example.com", "--role", "admin").status == 0)
    #expect(try hotgigs.run("users", "add", "jane@example.com", "--role", "recruiter").status == 0)
    for (arguments, status) in [
      (["add", "jane@example.com", "--role", "recruiter"], 64), (["add", "jane", "--role", "recruiter"], 64),
      (["add", "x@example.com", "--role", "king"], 64),
      (["add", "x@example.com", "--role", "recruiter", "--super"], 64),
      (["deactivate", "nobody@example.com"], 64), (["role", "jane@example.com", "recruiter", "--super"], 64),
      (["password", "jane@example.com", "--password-file", folder.path + "/short"], 65),
      (["password", "jane@example.com", "--password-file", folder.path + "/absent"], 66),
      (["password", "jane@example.com", "--password-file", folder.path + "/empty"], 64),
      (["password", "jane@example.com"], 64), (["deactivate", "admin@localhost"], 77),
      (["role", "jane@example.com", "admin", "--as", "ada@example.com"], 77),
      (["deactivate", "ada@example.com", "--as", "jane@example.com"], 77),
      (["add", "x@example.com", "--role", "recruiter", "--as", "jane@example.com"], 77),
    ] as [([String], Int32)] {
      let result = try hotgigs.run(["users"] + arguments)
      #expect(result.status == status, "\(arguments): \(result.errors)")
      #expect(!result.errors.isEmpty && result.output.isEmpty, "\(arguments)")
    }
    #expect(
      try hotgigs.sql("SELECT string_agg(action, ' ' ORDER BY id) FROM audit_logs WHERE status = 'failed'")
        == "deactivate change_role")
  }
}
