import ResumeModel

/// Names in archives and folders: which of them are no documents, and how a stranger's name is shown.
enum MemberName {
  /// Folders, hidden files, the lock files of office programs, and what systems leave beside documents.
  static func isLeftOut(_ path: [UInt8]) -> Bool {
    guard path.last != UInt8(ascii: "/"), path.last != UInt8(ascii: "\\") else { return true }
    return path.split(separator: UInt8(ascii: "/")).contains { part in
      let name = String(decoding: part, as: UTF8.self)
      return name != "." && name != ".." && (name == "__MACOSX" || isClutter(name))
    }
  }

  /// Of a name in a folder.
  static func isClutter(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasPrefix("~$") || ["thumbs.db", "desktop.ini"].contains(name.lowercased())
  }

  /// For people: from UTF-8 or the code page of old, without control characters and marks that turn the direction of
  /// writing, which make a name look like another.
  static func shown(_ name: [UInt8]) -> String {
    let text = text(of: name).replacingSteering(with: "\u{fffd}")
    // Old programs of Windows put its own separator between folders.
    let shown = text.contains("/") ? text : text.split(separator: "\\").joined(separator: "/")
    return shown.isEmpty ? "unnamed" : shown
  }

  /// UTF-8 where it is, whether its archive says so or not: text in another encoding is hardly ever.
  private static func text(of name: [UInt8]) -> String {
    if let text = String(validating: name, as: UTF8.self) { return text }
    return String(
      String.UnicodeScalarView(name.map { $0 < 0x80 ? Unicode.Scalar($0) : codePage437[Int($0) - 0x80] }))
  }

  /// Its upper half, the encoding of names in archives before 2007. Source: unicode.org, MAPPINGS/VENDORS/MICSFT/PC/CP437.TXT.
  private static let codePage437 = Array(
    """
    ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}
    """.unicodeScalars)
}
