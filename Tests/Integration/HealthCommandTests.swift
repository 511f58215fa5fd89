import TestSupport
import Testing

@Suite struct HealthCommandTests {
  @Test func endsWith1WhereSomethingIsCritical() throws {
    let hotgigs = try Installation(isNew: true)
    let none = try hotgigs.run("db", "health")
    #expect(none.status == 69)
    #expect(none.errors.contains("there is no database yet"))
    #expect(try hotgigs.run("status").status == 0)

    let well = try hotgigs.run("db", "health")
    #expect(well.status == 0, "\(well.output)")
    #expect(well.output.contains("there is no backup: make one with hotgigs db backup"))
    #expect(!well.output.contains("\u{1b}"))
    #expect(try hotgigs.run("db", "backup", "--quiet").status == 0)
    let rows = try hotgigs.run("db", "health", "--json").rows()
    #expect(rows.contains { $0["check"] as? String == "backup_age" && $0["level"] as? String == "ok" })
    #expect(rows.contains { $0["check"] as? String == "disk_of_database" })

    let folder = try TemporaryFolder()
    try folder.write("health: {backup_age: 0 s}\n", to: "strict.yaml")
    let critical = try hotgigs.run("db", "health", "--quiet", "--config", folder.path + "/strict.yaml")
    #expect(critical.status == 1)
    #expect(critical.output.contains("critical"))
    try folder.write("health: {backup_age: soon}\n", to: "wrong.yaml")
    #expect(try hotgigs.run("db", "health", "--config", folder.path + "/wrong.yaml").status == 78)
  }
}
