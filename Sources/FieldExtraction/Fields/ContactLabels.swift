/// Labels of the rows that tell who and where a person is: "Address", "Geburtsdatum", "Tel".
struct ContactLabels {
  let places: Lexicon
  /// What is no contact detail, but stands among them.
  let personal: Lexicon
  private let reach: Lexicon

  static let standard = ContactLabels()

  private init() {
    places = Self.lexicon([
      "address", "location", "city", "residence", "home address", "adresse", "anschrift", "wohnort", "wohnhaft in",
      "ort", "stadt", "lieu", "ville", "domicile", "dirección", "ciudad", "domicilio", "localidad", "residencia",
      "endereço", "cidade", "morada",
      "localização", "indirizzo", "città", "residenza", "luogo", "adres", "woonplaats", "plaats", "miasto",
      "miejsce zamieszkania", "zamieszkanie", "adress", "ort", "bostad", "bopæl", "by", "bosted", "sted", "based in",
      "lives in", "map marker alt", "map marker", "ubicación", "localisation", "standort",
    ])
    personal = Self.lexicon([
      "date of birth", "born", "birth date", "birthday", "nationality", "gender", "sex", "marital status",
      "place of birth", "driving licence", "driving license", "geburtsdatum", "geboren", "geboren am", "nationalität",
      "staatsangehörigkeit", "familienstand", "geburtsort",
      "né le", "née le", "date de naissance", "nationalité", "situation", "permis", "fecha de nacimiento",
      "nacionalidad", "estado civil", "lugar de nacimiento", "data de nascimento", "nacionalidade", "nascido",
      "data di nascita", "nazionalità", "nato", "nata", "luogo di nascita", "stato civile",
      "geboortedatum", "nationaliteit", "geboorteplaats", "burgerlijke staat", "rijbewijs", "data urodzenia",
      "narodowość", "obywatelstwo", "född", "födelsedatum", "nationalitet", "født", "fødselsdato", "fødselsdag",
      "civilstatus", "statsborgerskap", "linkedin", "github", "skype", "website", "web", "homepage", "portfolio",
      "last updated", "page", "availability", "visa", "age", "alter",
    ])
    reach = Self.lexicon([
      "phone", "tel", "telephone", "mobile", "cell", "fax", "email", "e-mail", "mail", "contact", "telefon", "handy",
      "mobil",
      "téléphone", "portable", "courriel", "teléfono", "móvil", "correo", "correo electrónico", "telefone", "celular",
      "telemóvel", "telefono", "cellulare", "posta elettronica", "telefoon", "mobiel", "komórka", "tlf", "e-post",
      "web",
      "website", "internet", "homepage", "linkedin", "github", "xing", "skype", "twitter", "whatsapp", "site web",
      "sitio web",
      "sito web", "url",
    ])
  }

  private static func lexicon(_ words: [String]) -> Lexicon { Lexicon(words.map { ($0, 1) }) }

  /// Whether the whole range is a label of any kind.
  func isLabel(_ line: TextLine, _ range: Range<Int>) -> Bool {
    places.value(of: line, in: range) != nil || personal.value(of: line, in: range) != nil
      || reach.value(of: line, in: range) != nil
      || NameWords.standard.labels.value(of: line, in: range) != nil
  }
}
