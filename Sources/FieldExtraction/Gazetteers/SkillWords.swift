/// Words beside skills: levels, what opens a sentence of skills, and what joins examples to their kind.
struct SkillWords {
  private(set) var levels = Lexicon()
  private(set) var leads = Lexicon()
  private(set) var instances = Lexicon()

  static let standard = SkillWords()

  private init() {
    for group in ResourceFile("skillwords.txt").groups {
      for phrase in group.phrases {
        switch group.name {
        case "level": levels.insert(phrase, 1)
        case "lead": leads.insert(phrase, 1)
        default: instances.insert(phrase, 1)
        }
      }
    }
  }

  /// "and", "und", "et": what stands before a list's last item.
  static let conjunctions = Lexicon(
    ["and", "und", "et", "y", "e", "ed", "en", "i", "oraz", "och", "og", "or", "oder", "ou", "a", "ve", "и", "&"].map {
      ($0, 1)
    })
}
