/// Labels in front of an entry's fields, as forms have them: "Employer: …", "Funktion: …".
struct EntryLabels {
  enum Role: UInt16 {
    case company = 1
    case position, location, date, institution, study, area, ignored
  }

  private let lexicon: Lexicon

  static let standard = EntryLabels()

  private init() {
    let groups: [(Role, [String])] = [
      (
        .company,
        [
          "employer", "company", "organisation", "organization", "name of employer", "name and address of employer",
          "arbeitgeber", "firma", "unternehmen", "employeur", "entreprise", "société", "empresa", "empleador",
          "empregador", "datore di lavoro", "azienda", "nome del datore di lavoro", "werkgever", "bedrijf",
          "pracodawca", "firma", "arbetsgivare", "företag", "arbejdsgiver", "virksomhed", "arbeidsgiver", "bedrift",
          "client", "kunde",
        ]
      ),
      (
        .position,
        [
          "position", "title", "job title", "role", "occupation or position held", "position held", "function",
          "designation", "tätigkeit", "funktion", "stelle", "poste", "fonction", "intitulé du poste", "puesto", "cargo",
          "función", "função", "ruolo", "mansione", "qualifica", "posizione", "functie", "rol", "stanowisko", "funkcja",
          "befattning", "roll", "tjänst", "stilling", "titel", "tittel", "rolle",
        ]
      ),
      (
        .location,
        [
          "location", "place", "city", "ort", "standort", "lieu", "ville", "lugar", "ciudad", "ubicación", "local",
          "cidade", "luogo", "sede", "plaats", "locatie", "miejsce", "lokalizacja", "plats", "sted", "map marker alt",
          "address",
        ]
      ),
      (
        .date,
        [
          "date", "dates", "period", "from to", "duration", "zeitraum", "dauer", "période", "dates", "fecha", "periodo",
          "período", "data", "datum", "okres", "periode", "von bis",
        ]
      ),
      (
        .institution,
        [
          "institution", "school", "university", "schule", "hochschule", "établissement", "école", "centro",
          "institución", "instituição", "istituto", "instelling", "school", "uczelnia", "szkoła", "skola", "skole",
          "lärosäte",
        ]
      ),
      (
        .study,
        [
          "degree", "qualification", "title of qualification awarded", "abschluss", "diplôme", "título", "titulación",
          "grau", "titolo", "diploma", "tytuł", "examen", "grad", "study type",
        ]
      ),
      (
        .area,
        [
          "major", "field", "field of study", "subject", "principal subjects", "studiengang", "fach", "fachrichtung",
          "spécialité", "especialidad", "curso", "indirizzo", "richting", "kierunek", "inriktning", "retning",
          "program", "course",
        ]
      ),
      (
        .ignored,
        [
          "type", "employment type", "industry", "sector", "branche", "secteur", "sector", "settore", "branża",
          "bransch",
        ]
      ),
    ]
    lexicon = Lexicon(groups.flatMap { role, words in words.map { ($0, role.rawValue) } })
  }

  func role(of line: TextLine, _ range: Range<Int>) -> Role? {
    lexicon.value(of: line, in: range).flatMap(Role.init)
  }
}
