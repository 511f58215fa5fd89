import ArgumentParser
import CandidateStore
import CommandKit
import Ingest

extension ConfigCommand {
  struct Rekey: DatabaseCommand {
    static let configuration = CommandConfiguration(
      abstract: "Seal all secrets with another key.",
      discussion: """
        The environment has the key they are sealed with now, the file the new one. All are sealed anew or, where one does \
        not open, none; asked again, what is done already stays. Afterwards put the new key where the old one is.

        EXAMPLES
          (umask 077; openssl rand -base64 32 > new.key)
          hotgigs config rekey --new-key-file new.key
        """)

    @Option(help: "A file that holds the new key; - for standard input.", completion: .file()) var newKeyFile: String
    @OptionGroup var global: GlobalOptions

    func run(in workspace: Workspace, as user: User) async throws {
      guard user.role == .admin else { throw CommandFailure(.noPermission, "only an admin changes the configuration") }
      let former = try SecretKey.fromEnvironment()
      let new = try SecretKey(ConfigurationInput.read(from: newKeyFile))
      let count = try await workspace.store.rekeyConfiguration(from: former, to: new, actingUser: user.id)
      if global.json { return Terminal.print(try JSON.line(Outcome(sealed: count, keyID: new.id))) }
      if !global.quiet {
        Terminal.print(
          "\(count) \(count == 1 ? "secret is" : "secrets are") sealed anew; from now on the key is \(new.id): put it where "
            + "HOTGIGS_SECRET_KEY or HOTGIGS_SECRET_KEY_FILE says")
      }
    }

    private struct Outcome: Encodable {
      var sealed: Int
      var keyID: String
    }
  }
}
