import Ingest

extension CommandFailure {
  /// A backup that was not made or not restored.
  package init(backup error: BackupError) {
    let code: Code =
      switch error.code {
      case .damaged: .dataError
      case .missing: .noInput
      case .cannotCreate: .cannotCreate
      case .unavailable: .unavailable
      case .busy: .temporaryFailure
      case .notPermitted: .noPermission
      case .target: .configuration
      }
    self.init(code, error.description)
  }
}
