import Glibc

/// Poppler's complaints about damaged files, which it writes to stderr unless told otherwise.
enum PopplerMessages {
  /// Sends them nowhere, from now on and for the whole process: a reader's stderr is for its own errors.
  ///
  /// poppler-glib has no call for it, and glib's log handlers never see these messages. `setErrorCallback` is a C++
  /// function of libpoppler itself, looked up by its mangled name, so that a release without it only costs the silence.
  static func silence() { _ = once }

  private typealias Receiver = @convention(c) (CInt, CLongLong, UnsafePointer<CChar>?) -> Void
  private typealias SetReceiver = @convention(c) (Receiver) -> Void

  private static let once: Void = {
    guard let symbol = dlsym(nil, "_Z16setErrorCallbackPFv13ErrorCategoryxPKcE") else { return }
    unsafeBitCast(symbol, to: SetReceiver.self)({ _, _, _ in })
  }()
}
