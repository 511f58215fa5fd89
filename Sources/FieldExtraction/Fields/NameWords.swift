/// Words in and about names, and those that label a name or a headline in a form.
struct NameWords {
  /// "van", "de la": inside a name in small letters.
  private(set) var particles = Lexicon()
  /// "PhD", "CPA": behind a name.
  private(set) var credentials = Lexicon()
  /// "Dr.", "Frau": before it.
  private(set) var honorifics = Lexicon()
  /// What a document calls itself: "Curriculum Vitae", "Lebenslauf".
  private(set) var documents = Lexicon()
  /// "Name:", "Nom et prénom".
  private(set) var labels = Lexicon()
  /// "Position:", "Job applied for".
  private(set) var headlines = Lexicon()

  static let standard = NameWords(ResourceFile("names.txt"))

  init(_ file: ResourceFile) {
    for group in file.groups {
      switch group.name {
      case "particle": Self.fill(&particles, group.phrases)
      case "credential": Self.fill(&credentials, group.phrases)
      case "honorific": Self.fill(&honorifics, group.phrases)
      case "document": Self.fill(&documents, group.phrases)
      case "label": Self.fill(&labels, group.phrases)
      case "headline": Self.fill(&headlines, group.phrases)
      default: break
      }
    }
  }

  private static func fill(_ lexicon: inout Lexicon, _ words: [ArraySlice<UInt8>]) {
    for word in words { lexicon.insert(word, 1) }
  }
}
