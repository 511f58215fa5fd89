import ArgumentParser
import CandidateStore
import CommandKit
import DriveSync
import FoundationEssentials
import Glibc
import GoogleDrive
import Ingest

extension HotgigsDrive {
  struct Add: DriveCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add a folder.",
      discussion: """
        The credential is a service account's key, as Google's console writes it, with whose address the folder is shared; or a \
        person's consent. It stays where it is: in a file, in a variable of the environment, or sealed in the configuration. None \
        is ever an argument.

        With --consent a person agrees in a browser, on whatever machine, and their token is kept under --credentials-config.

        EXAMPLES
          hotgigs drive add 1AbC… --credentials /etc/hotgigs/drive.json --every daily
          hotgigs drive add https://drive.google.com/drive/folders/1AbC… --credentials-env DRIVE_KEY
          hotgigs config set drive.key --secret --from-file key.json
          hotgigs drive add 1AbC… --credentials-config drive.key --recruiter eve@example.com --tag berlin
          hotgigs drive add 1AbC… --credentials-config drive.eve --consent client.json
        """)

    @Argument(help: "The folder's id, or its address in the browser.") var folder: String
    @Option(help: "A file that holds the credential.", completion: .file()) var credentials: String?
    @Option(help: "A variable of the environment that holds it, as JSON.") var credentialsEnv: String?
    @Option(help: "A secret of `hotgigs config` that holds it; for admins.") var credentialsConfig: String?
    @Option(
      help: "Ask a person for consent: the client file of a desktop app, from Google's console.", completion: .file())
    var consent: String?
    @Option(help: "manual, daily or weekly.") var every = SyncFrequency.manual
    @Option(help: "Whose candidates they become (e-mail address of a user).") var recruiter: String?
    @Option(help: "Tag each candidate that comes out of it; may be given again.") var tag: [String] = []
    @Flag(inversion: .prefixedNo, help: "With the folders below it.") var recursive = true
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      guard [credentials, credentialsEnv, credentialsConfig].count(where: { $0 != nil }) == 1 else {
        throw ValidationError(
          "say where the credential is: --credentials FILE, --credentials-env or --credentials-config")
      }
      if consent != nil && credentialsConfig == nil {
        throw ValidationError("--consent keeps the token under --credentials-config KEY")
      }
      if FolderArgument.id(folder) == nil { throw ValidationError("\(folder) is no folder's id, nor its address") }
      if let tag = tag.first(where: { $0.isEmpty || $0.count > 100 }) {
        throw ValidationError("a tag has 1 to 100 characters: \(tag.prefix(20))")
      }
    }

    func act(in workspace: Workspace, as user: User) async throws {
      let recruiter = try await workspace.recruiter(named: recruiter, actingUser: user)
      let reference = try reference()
      if let consent { try await self.ask(consent, in: workspace, user) }
      let credentials = try await reference.load(in: workspace, actingUser: user)
      let found = try await look(with: credentials, workspace.settings.drive)
      let sync = try await workspace.store.addDriveSync(
        NewDriveSync(
          recruiterID: recruiter.id, folderID: found.id, folderName: found.name.singleLine, frequency: every,
          credential: reference.description, driveID: found.driveID, isRecursive: recursive, tags: tag),
        actingUser: user.id)
      if global.json { return Terminal.print(try JSON.line(sync)) }
      let next = every == .manual ? "run it: hotgigs drive sync \(sync.id)" : "\(every.rawValue), by hotgigs watch"
      Terminal.print("sync \(sync.id): \(found.name) for \(recruiter.email); \(next)".singleLine)
    }

    private func reference() throws -> CredentialReference {
      if let credentialsEnv { return .environment(credentialsEnv) }
      if let credentialsConfig { return .configuration(credentialsConfig) }
      let path = credentials ?? ""
      let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
      var status = stat()
      if stat(absolute, &status) == 0, status.st_mode & 0o077 != 0, status.st_mode & S_IFMT == S_IFREG {
        Terminal.warning("others may read \(path): chmod 600")
      }
      return .file(absolute)
    }

    /// The folder itself, also where a shortcut leads to it.
    private func look(with credentials: DriveCredentials, _ settings: Settings.DriveSettings) async throws -> DriveFile
    {
      let client = try DriveClient(credentials, configuration: DriveConfiguration(settings))
      do {
        let id = FolderArgument.id(folder) ?? folder
        var file = try await client.file(id)
        if let shortcut = file.shortcut { file = try await client.file(shortcut.targetID) }
        await client.shutdown()
        guard file.isFolder else {
          throw CommandFailure(
            .dataError, "\(file.name) is a file (\(file.mimeType)), no folder: name the folder it is in")
        }
        guard !file.isTrashed else { throw CommandFailure(.dataError, "\(file.name) is in the trash") }
        return file
      } catch let error as DriveError where error.code == .notFound {
        await client.shutdown()
        let whom = client.account.map { "with \($0)" } ?? "with the account that consented"
        throw CommandFailure(
          .noInput, "there is no folder \(folder), or it is not shared \(whom): share it, reading is enough")
      } catch {
        await client.shutdown()
        throw error
      }
    }

    /// Asks a person, and keeps their token sealed.
    private func ask(_ path: String, in workspace: Workspace, _ user: User) async throws {
      guard user.role == .admin else {
        throw CommandFailure(.noPermission, "only an admin keeps a token in the configuration")
      }
      // Before anybody consents to what could not be kept.
      let key = try SecretKey.fromEnvironment()
      let client = try OAuthClient(json: Array(try ConfigurationInput.read(from: path).utf8))
      let consent = try OAuthConsent(to: client, configuration: DriveConfiguration(workspace.settings.drive))
      Terminal.note("Open this address in a browser, and agree:\n\n  \(consent.url)\n")
      Terminal.note("The browser is then sent to a page that it can't open. Copy that page's address to here:")
      guard let address = readLine() else { throw CommandFailure(.noInput, "no address was given") }
      let credentials = try await consent.credentials(from: address)
      try await workspace.store.setConfiguration(
        ConfigurationChange(
          credentialsConfig ?? "", String(decoding: try credentials.encoded(), as: UTF8.self), type: .secret,
          category: "api_keys", description: "Consent to reading Google Drive"), with: key, actingUser: user.id)
    }
  }
}

extension SyncFrequency: ExpressibleByArgument {}
