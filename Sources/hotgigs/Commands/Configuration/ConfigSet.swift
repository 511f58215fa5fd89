import ArgumentParser
import CandidateStore
import CommandKit
import Ingest

extension ConfigCommand {
  struct Set: DatabaseCommand {
    static let configuration = CommandConfiguration(
      abstract: "Set a value; a secret is sealed with the key of the environment.",
      discussion: """
        A secret is never an argument, which every user of the machine can see: it is asked for twice on a terminal, or read \
        from a file. What was set as a secret stays one. The key it is sealed with (AES-256-GCM) is in HOTGIGS_SECRET_KEY, or \
        in the file that HOTGIGS_SECRET_KEY_FILE names.

        EXAMPLES
          hotgigs config set features.referrals true --type boolean
          hotgigs config set email.footer --from-file footer.txt --category email
          hotgigs config set email.password --secret
          pass show hotgigs/smtp | hotgigs config set email.password --secret --from-file -
        """)

    @Argument(help: "Letters, digits, dots, dashes and underscores: email.password.") var key: String
    @Argument(help: "The value, where it is no secret.") var value: String?
    @Flag(help: "It is a secret.") var secret = false
    @Option(help: "A file that holds the value; - for standard input.", completion: .file()) var fromFile: String?
    @Option(help: "string, number or boolean.") var type: ConfigurationType?
    @Option(help: "What it is for: email, database, api_keys, features …") var category: String?
    @Option(help: "A word on it.") var description: String?
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      if secret, value != nil { throw ValidationError(Self.shown) }
      if secret, let type, type != .secret {
        throw ValidationError("--secret and --type \(type.rawValue) exclude each other")
      }
      if value != nil, fromFile != nil { throw ValidationError("give a value or --from-file, not both") }
      if value == nil, fromFile == nil, !secret, type != .secret {
        throw ValidationError("give a value, --from-file F, or --secret to be asked for it")
      }
      if type == .secret, value != nil { throw ValidationError(Self.shown) }
    }

    /// It may stand in a shell's history, too.
    private static let shown =
      "a secret is no argument, other users could see it: leave it out to be asked for it, or use --from-file; "
      + "if it was a real one, replace it"

    func run(in workspace: Workspace, as user: User) async throws {
      guard user.role == .admin else { throw CommandFailure(.noPermission, "only an admin changes the configuration") }
      let former = try await workspace.store.configuration(key, actingUser: user.id)
      let isSecret = secret || type == .secret || former?.isSecret == true
      if isSecret, value != nil { throw CommandFailure(.usage, Self.shown) }
      // Before anybody types what could not be kept.
      let secretKey = isSecret ? try SecretKey.fromEnvironment() : nil
      let text = try value ?? fromFile.map(ConfigurationInput.read) ?? Password.ask(key, option: "--from-file")
      let entry = try await workspace.store.setConfiguration(
        ConfigurationChange(
          key, text, type: isSecret ? .secret : type, category: category, description: description),
        with: secretKey, actingUser: user.id)
      if global.json { return Terminal.print(try JSON.line(entry)) }
      if !global.quiet { Terminal.print("\(key) is set\(entry.keyID.map { ", sealed with the key \($0)" } ?? "")") }
    }
  }
}

extension ConfigurationType: ExpressibleByArgument {}
