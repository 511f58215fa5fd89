import Foundation
import TestSupport
import Testing

/// A password in the database's address is shown to nobody: not by errors, logs or arguments of processes.
@Suite struct CredentialTests {
  private static let password = "Tr0ub4dor"

  /// Each is wrong in another way, and none leads off this machine.
  private static let addresses = [
    "postgresql://ann:Tr0ub4dor@127.0.0.1:1/db", "postgresql://ann:Tr0ub4dor@127.0.0.1:99999/db",
    "postgresql://ann:Tr0ub4dor@127.0.0.1:port/db", "postgresql://ann:Tr0ub4dor%zz@127.0.0.1/db",
    "postgresql://ann:Tr0ub4dor@[::1/db", "postgresql://ann:Tr0ub4dor@127.0.0.1:1/db?sslmode=maybe",
    "postgresql://ann:Tr0ub4dor@127.0.0.1:1/db?nosuch=1", "postgresql://127.0.0.1:1/db?user=ann&password=Tr0ub4dor&&",
    "postgresql://ann:Tr0ub4dor/x@127.0.0.1:1/db", "postgresql://ann:x@Tr0ub4dor@127.0.0.1:1/db",
    "postgresql://ann:12/Tr0ub4dor@127.0.0.1:1/db", "mysql://ann:Tr0ub4dor@127.0.0.1:1/db",
    "ann:Tr0ub4dor@127.0.0.1:1/db", "host=127.0.0.1 port=1 user=ann password=Tr0ub4dor dbname",
    "host=127.0.0.1 port=1 password='Tr0ub4dor", "host=127.0.0.1 port=1 pasword=Tr0ub4dor",
    "host=127.0.0.1 port=1 user=ann password=Tr0ub4dor", "host=/nowhere user=ann password=Tr0ub4dor dbname=db",
    "postgresql://ann:Tr0ub4dor@127.0.0.1:1/db?sslmode=verify-full&sslrootcert=/nowhere",
    "postgresql://ann:Tr0ub4dor@127.0.0.1:1/db?sslcert=/nowhere&sslkey=/nowhere",
  ]

  @Test(arguments: addresses)
  func aWrongAddressIsNotRepeated(_ address: String) throws {
    let folder = try TemporaryFolder()
    let document = try folder.write(Fixtures.resume(1), to: "1.txt")
    let file = try folder.write(address + "\n", to: "url")
    for (arguments, environment) in [
      (["ingest", document, "--verbose"], ["DATABASE_URL_FILE": file]),
      (["worker", "--until-empty", "--log-level", "trace"], ["DATABASE_URL": address]),
    ] {
      let result = try Command(
        executable: Installation.executable, arguments: arguments,
        environment: environment.merging(["HOTGIGS_HOME": folder.path + "/home"]) { $1 }
      ).result()
      #expect([69, 78].contains(result.status), "\(arguments): \(result.errors)")
      #expect(result.errors.contains("error: "), "\(arguments)")
      #expect(!(result.output + result.errors).contains(Self.password), "\(arguments): \(result.errors)")
    }
  }

  @Test func programsThatAreStartedGetNoPasswordAsAnArgument() throws {
    let hotgigs = try Installation()
    let people = try TemporaryFolder.people(1)
    #expect(try hotgigs.run("ingest", people.path).status == 0)
    let url = try hotgigs.run("db", "url").output.trimmingCharacters(in: .whitespacesAndNewlines)
    let environment = ["DATABASE_URL": url + "?password=\(Self.password)"]
    // A lock that pg_dump waits for, so that it can be looked at.
    let lock = try Command(
      executable: "/usr/bin/psql", arguments: [url, "-c", "BEGIN; LOCK TABLE candidates; SELECT pg_sleep(60)"],
      environment: [:])
    while try hotgigs.sql("SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted") == "0" {
      usleep(10_000)
    }
    let backup = try hotgigs.start(["db", "backup", hotgigs.home + "/b.dump"], environment: environment)
    var commandLines: [String] = []
    while !commandLines.contains(where: { $0.contains("pg_dump") && $0.contains(hotgigs.home) }), backup.isRunning {
      commandLines = Self.commandLines()
      #expect(!commandLines.contains { $0.contains(Self.password) })
    }
    #expect(backup.isRunning, "\(backup.errorsSoFar)")
    _ = lock.killHard()
    _ = try hotgigs.sql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()"
    )
    let result = backup.result()
    #expect(result.status == 0, "\(result.errors)")
    #expect(!(result.output + result.errors).contains(Self.password))
  }

  /// Of all processes that are there.
  private static func commandLines() -> [String] {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.filter { $0.allSatisfy(\.isNumber) }.compactMap { process in
      FileManager.default.contents(atPath: "/proc/\(process)/cmdline").map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
