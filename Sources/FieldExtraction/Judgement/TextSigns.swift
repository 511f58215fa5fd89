import ResumeModel

/// What the shape of a text tells, whatever its language: amounts of money, bank accounts, program code, and whom it speaks to.
struct TextSigns {
  /// Lines that hold an amount with its cents: "1,250.00", "€ 99,90".
  private(set) var amountLines = 0
  private(set) var hasBankAccount = false
  /// Share of the lines that look like program code, markup or data, 0…1.
  private(set) var codeShare = 0.0
  /// Share of the words that speak to the reader ("your", "vous"), of a group ("we", "unser"), of oneself ("my", "ich"), 0…1.
  private(set) var you = 0.0
  private(set) var we = 0.0
  private(set) var myself = 0.0
  private(set) var words = 0
  /// Share of the words that stand in long lines which are no list's, 0…1.
  private(set) var proseShare = 0.0
  /// Lines with a gap to be filled in by hand: "Name: ______", "☐".
  private(set) var blankLines = 0

  /// - Parameter limit: lines beyond it are not looked at.
  init(_ lines: [TextLine], limit: Int) {
    var counts = [0, 0, 0, 0]
    var code = 0
    var rows = 0
    var prose = 0
    for line in lines.prefix(limit) {
      if Self.hasAmount(line) { amountLines += 1 }
      if !hasBankAccount { hasBankAccount = Self.hasBankAccount(line) }
      if Self.isBlank(line) { blankLines += 1 }
      if !line.hasBullet, line.wordCount >= 9, line.segments.count == 1 { prose += line.wordCount }
      if !line.tokens.isEmpty {
        rows += 1
        if Self.isCode(line) { code += 1 }
      }
      for token in line.tokens where token.kind == .word {
        words += 1
        if let person = Self.pronouns.value(of: token.hash) { counts[Int(person)] += 1 }
        // "Sie", "Ihre": in German a capital alone makes the address.
        if token.start > 0, line.scalars[token.start].isUpper, Self.politeForms.contains(token.hash) { counts[1] += 1 }
      }
    }
    if rows >= 6 { codeShare = Double(code) / Double(rows) }
    proseShare = min(1, Double(prose) / Double(max(words, 1)))
    if words > 0 { (you, we, myself) = (share(counts[1]), share(counts[2]), share(counts[3])) }
  }

  private func share(_ count: Int) -> Double { Double(count) / Double(words) }

  /// Forms that are clear whatever the language: "je" is French for I and Dutch for you.
  private static let pronouns = Lexicon(
    [
      "you", "your", "yours", "du", "dein", "deine", "deinen", "deinem", "deiner", "dich", "vous", "votre", "vos",
      "usted",
      "ustedes", "tus", "você", "vocês", "tuo", "tua", "tuoi", "tue", "vostro", "vostra", "jij", "jouw", "uw", "twój",
      "twoja",
      "twoje", "twoich", "ciebie", "państwa", "państwu", "dig", "ditt", "dina", "dit", "dine", "deg",
    ].map { ($0, 1) }
      + [
        "we", "our", "ours", "wir", "unser", "unsere", "unserem", "unseren", "unserer", "nous", "notre", "nosotros",
        "nuestro",
        "nuestra", "nuestros", "nuestras", "nosso", "nossa", "nossos", "nossas", "nostro", "nostra", "nostri", "nostre",
        "wij",
        "onze", "nasz", "nasza", "nasze", "naszym", "naszej", "naszego", "vår", "vårt", "våra", "våre", "vores", "oss",
      ].map { ($0, 2) }
      + [
        "my", "myself", "ich", "mein", "meine", "meinen", "meinem", "meiner", "mich", "mon", "mes", "yo", "mis", "meu",
        "minha",
        "meus", "minhas", "mio", "mia", "miei", "mie", "ik", "mijn", "mij", "mój", "moja", "moje", "mnie", "jag", "mig",
        "mitt",
        "mina", "jeg", "meg", "mine",
      ].map { ($0, 3) })

  private static let politeForms = Lexicon(["sie", "ihr", "ihre", "ihren", "ihrem", "ihrer", "ihnen"].map { ($0, 1) })

  /// A number with two decimals that ends its line or stands beside a currency; neither a date nor a version.
  private static func hasAmount(_ line: TextLine) -> Bool {
    let tokens = line.tokens
    guard tokens.count >= 3 else { return false }
    for index in 2..<tokens.count {
      let (whole, sign, cents) = (tokens[index - 2], tokens[index - 1], tokens[index])
      guard whole.kind == .number, sign.kind == .sign, cents.kind == .number, cents.count == 2, !sign.spaceBefore,
        !cents.spaceBefore, line.folded[sign.start] == 0x2C || line.folded[sign.start] == 0x2E
      else { continue }
      let next = index + 1 < tokens.count ? tokens[index + 1] : nil
      if let next, !next.spaceBefore,
        next.kind != .sign || index + 2 < tokens.count && tokens[index + 2].kind == .number
      {
        continue
      }
      // "31.03." and "3.85" of a grade: money has a currency, or the line's end to itself behind other columns.
      let first = whole.start
      let before = first > 0 ? tokens[..<(index - 2)].last : nil
      if isCurrency(line, next) || isCurrency(line, before) { return true }
      if next == nil, first > 0, line.folded[first - 1] == 0x09 { return true }
    }
    return false
  }

  private static func isCurrency(_ line: TextLine, _ token: Token?) -> Bool {
    guard let token else { return false }
    if token.kind == .sign { return [0x24, 0x20AC, 0xA3].contains(line.scalars[token.start].value) }
    return currencies.contains(token.hash)
  }

  private static let currencies = Lexicon(
    ["eur", "usd", "gbp", "chf", "pln", "sek", "dkk", "nok", "brl", "zł", "kr", "euro"].map { ($0, 1) })

  /// An international bank account number: two letters and two digits, then up to thirty letters and digits in groups of four.
  ///
  /// Source: ISO 13616.
  private static func hasBankAccount(_ line: TextLine) -> Bool {
    for (index, token) in line.tokens.enumerated() where token.kind == .mixed && token.count >= 4 {
      let word = line.word(token)
      let head = Array(word.prefix(4))
      guard Folding.isLetter(head[0]), Folding.isLetter(head[1]), Folding.isDigit(head[2]), Folding.isDigit(head[3]),
        line.scalars[token.start].isUpper
      else { continue }
      var length = token.count
      var digits = word.filter(Folding.isDigit).count
      for next in line.tokens[(index + 1)...] where token.count == 4 {
        guard next.isWordLike, next.count <= 4, next.kind != .word else { break }
        length += next.count
        digits += line.word(next).filter(Folding.isDigit).count
      }
      if (15...34).contains(length), digits >= 10 { return true }
    }
    return false
  }

  private static func isBlank(_ line: TextLine) -> Bool {
    var underscores = 0
    for scalar in line.scalars {
      if scalar == "☐" || scalar == "□" || scalar == "❏" { return true }
      underscores = scalar == "_" || scalar == "…" ? underscores + 1 : 0
      if underscores >= 5 { return true }
    }
    return false
  }

  private static func isCode(_ line: TextLine) -> Bool {
    let range = line.trimmed(line.range)
    guard let first = range.first, let last = range.last else { return false }
    let end = line.folded[last]
    // ; { }
    if end == 0x3B || end == 0x7B || end == 0x7D || line.folded[first] == 0x7B || line.folded[first] == 0x7D {
      return true
    }
    var before: UInt32 = 0
    for scalar in line.folded[range] {
      switch (before, scalar) {
      // == => -> != () ): </ /> :: ":  := +=
      case (0x3D, 0x3D), (0x3D, 0x3E), (0x2D, 0x3E), (0x21, 0x3D), (0x28, 0x29), (0x29, 0x3A), (0x3C, 0x2F),
        (0x2F, 0x3E),
        (0x3A, 0x3A), (0x22, 0x3A), (0x3A, 0x3D), (0x2B, 0x3D):
        return true
      default: before = scalar
      }
    }
    return false
  }
}
