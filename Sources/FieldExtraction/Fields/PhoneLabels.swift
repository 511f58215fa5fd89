/// The words beside a number that say what it is: a telephone, a fax, an account, and the words before an extension.
struct PhoneLabels {
  enum Label: UInt16 {
    case phone = 1
    case fax, identifier
    /// "No.", "Nr": says only that a number follows.
    case number
  }

  static let standard = PhoneLabels()

  private var labels = Lexicon()
  private var extensions = Lexicon()

  private init() {
    for word in Self.phones { labels.insert(word, Label.phone.rawValue) }
    for word in [
      "fax", "telefax", "telefaks", "faks", "télécopie", "telecopie", "télécopieur", "faxnummer", "факс", "ファックス", "传真",
      "傳真", "팩스",
    ] {
      labels.insert(word, Label.fax.rawValue)
    }
    for word in Self.identifiers { labels.insert(word, Label.identifier.rawValue) }
    for word in ["no", "nr", "number", "numbers", "nummer", "num", "numéro", "número", "numero", "n", "numer", "code"] {
      labels.insert(word, Label.number.rawValue)
    }
    for word in [
      "ext", "extn", "extension", "x", "durchwahl", "dw", "poste", "int", "interno", "ramal", "anexo", "wew",
      "wewn", "toestel", "anknytning", "lokal", "доб", "вн", "内線",
    ] {
      extensions.insert(word, 1)
    }
  }

  private static let phones = [
    "phone", "phones", "tel", "telephone", "telephones", "mobile", "mobiles", "cell", "cellphone", "mob", "ph",
    "telefon", "telefonnummer", "handy", "handynummer", "mobil", "mobilnummer", "mobiltelefon", "festnetz", "rufnummer",
    "téléphone", "tél", "portable", "gsm", "teléfono", "móvil", "celular", "cel", "telefone", "telemóvel", "tlm",
    "telemovel", "telefono", "cellulare", "telefoon", "telefoonnummer", "mobiel", "komórka", "komórkowy", "kom", "tlf",
    "mobilen", "whatsapp", "contact", "call", "home", "work", "office", "private", "privat", "t", "m", "p", "c", "h",
    "telefonas", "puhelin", "puh", "telefonszám", "cep", "sdt", "тел", "телефон", "моб", "мобильный", "сот",
    "мобільний",
    "τηλ", "τηλέφωνο", "κινητό", "電話", "电话", "電話番号", "手机", "手機", "携帯", "携帯電話", "전화", "휴대폰", "연락처", "טלפון", "נייד",
    "هاتف", "جوال", "موبايل", "फोन", "मोबाइल",
  ]

  private static let identifiers = [
    "iban", "bic", "swift", "konto", "kontonummer", "account", "acct", "vat", "ust", "ustid", "idnr", "ustidnr", "tva",
    "iva", "btw", "mwst", "steuer", "steuernummer", "tax", "tin", "ein", "nif", "nie", "dni", "cpf", "cnpj", "rg",
    "siret",
    "siren", "nip", "pesel", "regon", "krs", "kvk", "bsn", "cvr", "cpr", "ssn", "nino", "personnummer", "orgnr",
    "passport", "reisepass", "passeport", "pasaporte", "passaporte", "passaporto", "id", "registration", "reg", "roll",
    "enrolment", "enrollment", "matrikel", "matrikelnummer", "matricola", "matrícula", "licence", "license", "lic",
    "certificate", "credential", "isbn", "issn", "doi", "orcid", "arxiv", "pmid", "patent", "invoice", "rechnung",
    "order", "ref", "reference", "zip", "plz", "cep code", "postal", "postcode", "postfach", "box", "bp", "cap",
    "sozialversicherungsnummer", "rentenversicherungsnummer", "grant", "aadhaar", "pan", "npi", "dea", "bar", "inn",
    "инн", "снилс", "rut", "curp", "rfc", "cedula", "cédula", "version", "rev",
  ]

  /// The label that stands right before an offset, in the same cell or the cell before.
  func label(_ line: TextLine, before offset: Int) -> Label? {
    var index = line.tokenIndices(in: 0..<offset).upperBound - 1
    var next = offset
    var words = 0
    var sawFax = false
    var isJoined = false
    while index >= 0, words < 4 {
      let token = line.tokens[index]
      guard next - token.end <= 4 else { break }
      next = token.start
      index -= 1
      if token.kind == .sign {
        // "Berlin, 030 …" and "… | 030 …" have no label.
        if [0x2C, 0x3B, 0x7C, 0x2022, 0xB7, 0x2B, 0x40].contains(line.folded[token.start]) { break }
        // "… / 030 …" parts as well; "Tel./Fax" does not.
        if line.folded[token.start] == 0x2F, token.spaceBefore { break }
        if line.folded[token.start] == 0x2F || line.folded[token.start] == 0x26 { isJoined = sawFax }
        continue
      }
      guard token.kind == .word else { break }
      words += 1
      guard let match = labels.match(line.folded, [token], at: 0, before: 1), let label = Label(rawValue: match.value)
      else {
        if words > 1 { break }
        continue
      }
      switch label {
      // "Tel./Fax: …" is a telephone too.
      case .phone: return sawFax && !isJoined ? .fax : .phone
      case .fax: sawFax = true
      case .identifier: return sawFax ? .fax : .identifier
      case .number: break
      }
    }
    return sawFax ? .fax : nil
  }

  /// "030 1234567 (Fax)".
  func isFax(_ line: TextLine, after offset: Int) -> Bool {
    let index = line.tokenIndices(in: 0..<offset).upperBound
    for token in line.tokens[index...].prefix(2) where token.kind == .word && token.start - offset <= 3 {
      guard line.folded[offset..<token.start].contains(0x28) else { return false }
      return labels.match(line.folded, [token], at: 0, before: 1)?.value == Label.fax.rawValue
    }
    return false
  }

  /// "ext. 12", "x12", "Durchwahl 12".
  func `extension`(_ signs: [UInt32], _ line: TextLine, after offset: Int) -> (digits: String, end: Int)? {
    let index = line.tokenIndices(in: 0..<offset).upperBound
    for (position, token) in line.tokens[index...].prefix(6).enumerated() {
      // A number can end within a token: what is left of it is no extension.
      guard (0...4).contains(token.start - offset), !line.folded[offset..<token.start].contains(0x09) else {
        return nil
      }
      if token.kind == .sign, line.folded[token.start] != 0x23 { continue }
      var start = token.end
      if token.kind == .mixed, line.folded[token.start] == 0x78, token.count <= 7 {
        start = token.start + 1
      } else if token.kind == .sign {
        guard position <= 1 else { return nil }
      } else {
        guard token.kind == .word, extensions.match(line.folded, [token], at: 0, before: 1) != nil else { return nil }
        while start < signs.count, start - token.end < 3, [0x20, 0x2E, 0x3A].contains(signs[start]) { start += 1 }
      }
      let digits = signs[start...].prefix { Folding.isDigit($0) }
      guard (1...6).contains(digits.count) else { return nil }
      return (String(String.UnicodeScalarView(digits.compactMap(Unicode.Scalar.init))), start + digits.count)
    }
    return nil
  }
}
