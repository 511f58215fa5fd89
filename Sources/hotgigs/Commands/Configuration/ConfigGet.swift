import ArgumentParser
import CandidateStore
import CommandKit
import Ingest

extension ConfigCommand {
  struct Get: DatabaseCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a value.",
      discussion: """
        A secret is printed with --reveal only, and that is noted in audit_logs. Exits 66 if there is no such key.

        EXAMPLES
          hotgigs config get features.referrals
          hotgigs config get email.password --reveal
        """)

    @Argument(help: "As hotgigs config list has it.") var key: String
    @Flag(help: "Show a secret.") var reveal = false
    @OptionGroup var global: GlobalOptions

    func run(in workspace: Workspace, as user: User) async throws {
      guard user.role == .admin else { throw CommandFailure(.noPermission, "only an admin reads the configuration") }
      guard var entry = try await workspace.store.configuration(key, actingUser: user.id) else {
        throw CommandFailure(.noInput, "no key \(key); see hotgigs config list")
      }
      if entry.isSecret, reveal {
        entry.value = try await workspace.store.revealConfiguration(
          key, with: try SecretKey.fromEnvironment(), actingUser: user.id)
      } else if entry.isSecret, !global.json {
        throw CommandFailure(.usage, "\(key) is a secret: --reveal prints it")
      }
      Terminal.print(global.json ? try JSON.line(entry) : entry.value ?? "")
    }
  }

  struct List: DatabaseCommand {
    static let configuration = CommandConfiguration(
      abstract: "All values; secrets are left out.",
      discussion: """
        EXAMPLES
          hotgigs config list
          hotgigs config list --json
        """)

    @Flag(help: "Show secrets, too.") var reveal = false
    @OptionGroup var global: GlobalOptions

    func run(in workspace: Workspace, as user: User) async throws {
      guard user.role == .admin else { throw CommandFailure(.noPermission, "only an admin reads the configuration") }
      var entries = try await workspace.store.configuration(actingUser: user.id)
      if reveal {
        let secretKey = try SecretKey.fromEnvironment()
        for index in entries.indices where entries[index].isSecret {
          entries[index].value = try await workspace.store.revealConfiguration(
            entries[index].key, with: secretKey, actingUser: user.id)
        }
      }
      if global.json { return try Terminal.printLines(entries) }
      var table = Table("key", "value", "type", "category", "changed", "by")
      for entry in entries {
        table.add(
          entry.key, entry.value ?? (entry.isSecret ? "(secret)" : ""), entry.type.rawValue, entry.category ?? "",
          entry.updatedAt ?? "", entry.updatedBy ?? "")
      }
      table.print()
    }
  }
}
