import ArgumentParser
import CandidateStore
import CommandKit
import Ingest
import ResumeModel

extension UsersCommand {
  struct Add: DatabaseCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add a user; without a password they can't sign in, but candidates can be theirs.",
      discussion: """
        EXAMPLES
          hotgigs users add jane@example.com --role recruiter --name "Jane Example"
          hotgigs users add jane@example.com --role admin --password-file jane.txt
        """)

    @Argument(help: "E-mail address.") var email: String
    @Option(help: "recruiter, admin or candidate.") var role: UserRole
    @Option(help: "Full name.") var name: String?
    @Option(help: "A file whose first line is the password; - for standard input.", completion: .file())
    var passwordFile: String?
    @Flag(name: .customLong("super"), help: "With --role admin: may manage admins.") var isSuperAdmin = false
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      if isSuperAdmin && role != .admin { throw ValidationError("--super goes with --role admin") }
    }

    func run(in workspace: Workspace, as user: User) async throws {
      guard let address = EmailAddress(email) else { throw CommandFailure(.usage, "\(email) is no e-mail address") }
      let password = try passwordFile.map(Password.read)
      var added: User
      do {
        added = try await workspace.store.addUser(
          email: address, role: role, fullName: name, password: password, actingUser: user.id)
      } catch let error as StoreError where error.code == .userExists {
        throw CommandFailure(.usage, "\(email) is a user already; see hotgigs users list")
      }
      if isSuperAdmin {
        added = try await workspace.store.change(
          added.email, .role(.admin, isSuperAdmin: true), actingUser: user.id)
      }
      Terminal.print(global.json ? try JSON.line(added) : "user \(added.id): \(added.email), \(added.role.rawValue)")
    }
  }
}
