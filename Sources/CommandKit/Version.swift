package enum Version {
  /// Of the programs; the version that decides whether a document is worth reading again is the parser's own.
  package static let current = "0.1.0"
}
