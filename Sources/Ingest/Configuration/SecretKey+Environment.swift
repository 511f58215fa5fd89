import CandidateStore
import FoundationEssentials

extension SecretKey {
  /// The key for secrets that the environment has: `HOTGIGS_SECRET_KEY`, or the file that `HOTGIGS_SECRET_KEY_FILE` names.
  ///
  /// - Throws: ``WorkspaceError`` of kind `configuration`, where there is none, the file can't be read, or the key can be
  ///   guessed.
  public static func fromEnvironment() throws(WorkspaceError) -> SecretKey {
    let environment = ProcessInfo.processInfo.environment
    if let text = environment["HOTGIGS_SECRET_KEY"], !text.isEmpty { return try make(text, from: "HOTGIGS_SECRET_KEY") }
    guard let path = environment["HOTGIGS_SECRET_KEY_FILE"], !path.isEmpty else {
      throw WorkspaceError(
        .configuration,
        "there is no key for secrets: make one with `(umask 077; openssl rand -base64 32 > FILE)`, keep it apart from "
          + "the database, and name it in HOTGIGS_SECRET_KEY_FILE")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw WorkspaceError(.configuration, "HOTGIGS_SECRET_KEY_FILE names \(path), which can't be read")
    }
    return try make(String(decoding: data, as: UTF8.self), from: path)
  }

  private static func make(_ text: String, from source: String) throws(WorkspaceError) -> SecretKey {
    do {
      return try SecretKey(text)
    } catch {
      throw WorkspaceError(.configuration, "\(source): \(error.description)")
    }
  }
}
