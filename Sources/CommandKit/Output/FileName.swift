import ResumeModel

extension String {
  /// What a document was called, as the name of a file: it leads nowhere and drives no terminal.
  package func fileName(maximumBytes: Int) -> String {
    var name = ""
    for character in singleLine.replacing(sign: "/", with: "_") {
      guard name.utf8.count + character.utf8.count <= maximumBytes else { break }
      name.append(character)
    }
    return name
  }
}
