import ArgumentParser
import CandidateStore
import CommandKit
import Ingest

/// A command that changes one account.
protocol AccountCommand: DatabaseCommand {
  var email: String { get }

  /// What changes; asked for once the acting user is known.
  func change() throws -> AccountChange
  /// One line on what became of it.
  func report(_ changed: User) -> String
}

extension AccountCommand {
  func run(in workspace: Workspace, as user: User) async throws {
    guard user.role == .admin else { throw CommandFailure(.noPermission, "only an admin changes accounts") }
    let changed = try await workspace.store.change(email, try change(), actingUser: user.id)
    Terminal.print(global.json ? try JSON.line(changed) : report(changed))
  }
}

extension UsersCommand {
  struct ChangePassword: AccountCommand {
    static let configuration = CommandConfiguration(
      commandName: "password", abstract: "Give a user a new password.",
      discussion: """
        Asked for twice on a terminal, or read from a file; at least \(CandidateStore.shortestPassword) characters.

        EXAMPLES
          hotgigs users password jane@example.com
          pass show hotgigs/jane | hotgigs users password jane@example.com --password-file -
        """)

    @Argument(help: "E-mail address.") var email: String
    @Option(help: "A file whose first line is the password; - for standard input.", completion: .file())
    var passwordFile: String?
    @OptionGroup var global: GlobalOptions

    func change() throws -> AccountChange {
      .password(try passwordFile.map(Password.read) ?? Password.ask("password of \(email)"))
    }

    func report(_ changed: User) -> String { "user \(changed.id): \(changed.email) has a new password" }
  }

  struct Deactivate: AccountCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take a user's access away; what is theirs stays.",
      discussion: """
        EXAMPLES
          hotgigs users deactivate jane@example.com
        """)

    @Argument(help: "E-mail address.") var email: String
    @OptionGroup var global: GlobalOptions

    func change() -> AccountChange { .isActive(false) }
    func report(_ changed: User) -> String { "user \(changed.id): \(changed.email) is deactivated" }
  }

  struct Activate: AccountCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give a deactivated user access again.",
      discussion: """
        EXAMPLES
          hotgigs users activate jane@example.com
        """)

    @Argument(help: "E-mail address.") var email: String
    @OptionGroup var global: GlobalOptions

    func change() -> AccountChange { .isActive(true) }
    func report(_ changed: User) -> String { "user \(changed.id): \(changed.email) is active" }
  }

  struct ChangeRole: AccountCommand {
    static let configuration = CommandConfiguration(
      commandName: "role", abstract: "Change what a user may do; only a super admin changes admins.",
      discussion: """
        EXAMPLES
          hotgigs users role jane@example.com admin
          hotgigs users role jane@example.com admin --super
        """)

    @Argument(help: "E-mail address.") var email: String
    @Argument(help: "recruiter, admin or candidate.") var role: UserRole
    @Flag(name: .customLong("super"), help: "With admin: may manage admins.") var isSuperAdmin = false
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      if isSuperAdmin && role != .admin { throw ValidationError("--super goes with the role admin") }
    }

    func change() -> AccountChange { .role(role, isSuperAdmin: isSuperAdmin) }

    func report(_ changed: User) -> String {
      "user \(changed.id): \(changed.email) is \(isSuperAdmin ? "super admin" : changed.role.rawValue)"
    }
  }

  struct ChangeCompany: AccountCommand {
    static let configuration = CommandConfiguration(
      commandName: "company", abstract: "Say which company a user works for; it is made where there is none.",
      discussion: """
        EXAMPLES
          hotgigs users company jane@example.com "Example GmbH"
        """)

    @Argument(help: "E-mail address.") var email: String
    @Argument(help: "The company's name.") var name: String
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      if name.isEmpty || name.count > 255 { throw ValidationError("a company's name has 1 to 255 characters") }
    }

    func change() -> AccountChange { .company(name) }
    func report(_ changed: User) -> String { "user \(changed.id): \(changed.email) works for \(name)" }
  }

  struct Verify: AccountCommand {
    static let configuration = CommandConfiguration(
      abstract: "Note that a user's e-mail address is theirs.",
      discussion: """
        EXAMPLES
          hotgigs users verify jane@example.com
        """)

    @Argument(help: "E-mail address.") var email: String
    @OptionGroup var global: GlobalOptions

    func change() -> AccountChange { .isVerified(true) }
    func report(_ changed: User) -> String { "user \(changed.id): \(changed.email) is verified" }
  }
}
