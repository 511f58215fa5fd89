extension Unicode.Scalar {
  /// Whether it does something to whatever shows it instead of being shown: a control character, an end of line or paragraph,
  /// or a mark that turns the direction of the text behind it, by which a name can look like another.
  public var isSteering: Bool {
    switch value {
    case 0..<0x20, 0x7F...0x9F, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

extension String {
  /// With every steering character replaced, or left out for nil.
  public func replacingSteering(
    with replacement: Unicode.Scalar?, keeping kept: Set<Unicode.Scalar> = []
  ) -> String {
    guard unicodeScalars.contains(where: { $0.isSteering && !kept.contains($0) }) else { return self }
    return String(
      String.UnicodeScalarView(unicodeScalars.compactMap { $0.isSteering && !kept.contains($0) ? replacement : $0 }))
  }
}

extension Link {
  /// Whether a URL leads where a click may: by http, https, mailto, tel, or by no scheme at all.
  public static func isHarmless(_ url: String) -> Bool {
    // Browsers pass over white space and controls within a scheme, and in front of it.
    let scalars = url.unicodeScalars
    guard !scalars.contains(where: { $0.isSteering || $0 == " " }) else { return false }
    // By scalars: with a mark upon it, a colon is another character, and to a browser still a colon.
    guard let colon = scalars.firstIndex(of: ":"),
      !scalars[..<colon].contains(where: { "/?#".unicodeScalars.contains($0) })
    else { return true }
    // A host with its port.
    if scalars[..<colon].contains("."), let next = scalars[colon...].dropFirst().first, ("0"..."9").contains(next) {
      return true
    }
    return ["http", "https", "mailto", "tel"].contains(String(scalars[..<colon]).lowercased())
  }
}

extension String {
  /// Each of a sign replaced. By scalars: with a mark upon it, a sign is another character to Swift, and still itself to a shell, a
  /// spreadsheet, a browser or a file system.
  public func replacing(sign: Unicode.Scalar, with text: String) -> String {
    guard unicodeScalars.contains(sign) else { return self }
    return unicodeScalars.map { $0 == sign ? text : String($0) }.joined()
  }
}
