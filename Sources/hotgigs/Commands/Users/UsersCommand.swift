import ArgumentParser
import CandidateStore
import CommandKit
import Ingest

/// `hotgigs users`: who may see whose candidates.
struct UsersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "users", abstract: "Recruiters, admins and candidates with an account.",
    subcommands: [
      Add.self, List.self, ChangePassword.self, Activate.self, Deactivate.self, ChangeRole.self, ChangeCompany.self,
      Verify.self,
    ])

  struct List: DatabaseCommand {
    static let configuration = CommandConfiguration(abstract: "All users.")

    @OptionGroup var global: GlobalOptions

    func run(in workspace: Workspace, as user: User) async throws {
      let users = try await workspace.store.users(actingUser: user.id)
      if global.json { return try Terminal.printLines(users) }
      var table = Table("id", "e-mail", "role", "name", "active", "verified", "last sign-in")
      for user in users {
        table.add(
          String(user.id), user.email, user.role.rawValue, user.fullName ?? "", user.isActive ? "yes" : "no",
          user.isVerified ? "yes" : "no", user.lastLogin ?? "never")
      }
      table.print()
    }
  }
}

extension UserRole: ExpressibleByArgument {}
