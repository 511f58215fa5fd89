import ArgumentParser
import CandidateStore
import Ingest
import ResumeModel

/// `hotgigs users`: who may see whose candidates.
struct UsersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "users", abstract: "Recruiters, admins and candidates with an account.",
    subcommands: [Add.self, List.self])

  struct Add: DatabaseCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add a user; without a password they can't sign in, but candidates can be theirs.",
      discussion: """
        EXAMPLES
          hotgigs users add jane@example.com --role recruiter --name "Jane Example"
        """)

    @Argument(help: "E-mail address.") var email: String
    @Option(help: "recruiter, admin or candidate.") var role: UserRole
    @Option(help: "Full name.") var name: String?
    @OptionGroup var global: GlobalOptions

    func run(in workspace: Workspace, as user: User) async throws {
      guard user.role == .admin else { throw CommandFailure(.noPermission, "only an admin adds users") }
      guard let address = EmailAddress(email) else { throw CommandFailure(.usage, "\(email) is no e-mail address") }
      let added: User
      do {
        added = try await workspace.store.addUser(email: address, role: role, fullName: name, actingUser: user.id)
      } catch let error as StoreError where error.code == .userExists {
        throw CommandFailure(.usage, "\(email) is a user already; see hotgigs users list")
      }
      Terminal.print(global.json ? try JSON.line(added) : "user \(added.id): \(added.email), \(added.role.rawValue)")
    }
  }

  struct List: DatabaseCommand {
    static let configuration = CommandConfiguration(abstract: "All users.")

    @OptionGroup var global: GlobalOptions

    func run(in workspace: Workspace, as user: User) async throws {
      let users = try await workspace.store.users(actingUser: user.id)
      if global.json { return try Terminal.printLines(users) }
      var table = Table("id", "e-mail", "role", "name", "active")
      for user in users {
        table.add(String(user.id), user.email, user.role.rawValue, user.fullName ?? "", user.isActive ? "yes" : "no")
      }
      table.print()
    }
  }
}

extension UserRole: ExpressibleByArgument {}
