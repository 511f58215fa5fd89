import Intake

extension FilePath {
  /// A path that was given as an argument of the command line, in the bytes it was given in: a `String` of it repairs what is
  /// no UTF-8.
  init(argument text: String) {
    for index in 0..<Int(CommandLine.argc) {
      guard let argument = CommandLine.unsafeArgv[index], String(cString: argument) == text else { continue }
      self.init(cString: argument)
      return
    }
    self.init(text)
  }
}
