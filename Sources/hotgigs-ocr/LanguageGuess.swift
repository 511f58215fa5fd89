/// Tells which language a page is in by its commonest words, as far as they come through in a reading that took it for
/// English: marks over letters are often lost in it, so words are compared without them.
///
/// Sources: the commonest words of each language as stop-word lists have them; the headings and month names of resumes.
struct LanguageGuess {
  /// Tesseract's name of the language.
  let language: String
  let words: Set<String>

  private init(_ language: String, _ words: String) {
    self.language = language
    self.words = Set(words.split(separator: " ").map(String.init))
  }

  /// Words of a page that must speak for another language than English.
  private static let leastWords = 4

  /// The languages of a page by how many of its words speak for them, most first; English alone where nothing else does.
  static func languages(of words: [String]) -> [String] {
    var counts = Array(repeating: 0, count: all.count)
    for word in words {
      let folded = fold(word)
      guard folded.utf8.count >= 2 || folded == "y" || folded == "w" else { continue }
      for (index, guess) in all.enumerated() where guess.words.contains(folded) { counts[index] += 1 }
    }
    let english = counts[0]
    var found = all.indices.filter { $0 > 0 && counts[$0] >= leastWords }
    found.sort { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : $0 < $1 }
    guard let first = found.first, counts[first] > english / 3 else { return ["eng"] }
    // A page in two languages has much of both.
    return english > counts[first] / 2 ? [all[first].language, "eng"] : [all[first].language]
  }

  /// Small letters without marks; anything but letters goes.
  static func fold(_ word: String) -> String {
    var folded = ""
    for scalar in word.lowercased().unicodeScalars {
      switch scalar {
      case "a"..."z": folded.unicodeScalars.append(scalar)
      case "à", "á", "â", "ã", "ä", "å", "ą": folded += "a"
      case "ç", "ć", "č": folded += "c"
      case "è", "é", "ê", "ë", "ę": folded += "e"
      case "ì", "í", "î", "ï": folded += "i"
      case "ł": folded += "l"
      case "ñ", "ń": folded += "n"
      case "ò", "ó", "ô", "õ", "ö", "ø": folded += "o"
      case "ś", "š": folded += "s"
      case "ß": folded += "ss"
      case "ù", "ú", "û", "ü": folded += "u"
      case "ź", "ż", "ž": folded += "z"
      default: break
      }
    }
    return folded
  }

  private static let all = [
    LanguageGuess(
      "eng",
      "the and of to with for from at by on an as is was were are experience education skills languages summary work"
        + " employment certificates certifications present january february march may june july august october december"
        + " university managed developed responsible team customers"),
    LanguageGuess(
      "deu",
      "und der die das mit von bei im zur zum den des dem ein eine einer auf aus nach sowie durch uber berufserfahrung"
        + " ausbildung kenntnisse sprachen sprachkenntnisse fahigkeiten lebenslauf kontakt heute januar februar marz mai juni"
        + " juli oktober dezember deutsch englisch muttersprache fliessend zertifikate studium universitat hochschule gmbh"
        + " beruflicher werdegang personliche daten seit bis kunden"),
    LanguageGuess(
      "fra",
      "et des du les la le une un pour sur dans avec aux par au en de experience formation competences langues professionnelle"
        + " professionnel parcours coordonnees diplomes profil aujourdhui janvier fevrier mars avril juin juillet aout septembre"
        + " octobre novembre decembre francais anglais maternelle courant universite ecole clients equipe gestion"),
    LanguageGuess(
      "spa",
      "y el los las del con para por una un en de la que al experiencia laboral profesional educacion formacion academica"
        + " habilidades competencias idiomas certificaciones perfil sobre actualidad actual enero febrero marzo abril mayo junio"
        + " julio agosto septiembre octubre noviembre diciembre espanol ingles nativo universidad gestion clientes equipo"
    ),
    LanguageGuess(
      "por",
      "e os as do da dos das em no na com para por uma um de ao que experiencia profissional formacao academica educacao"
        + " competencias habilidades idiomas certificacoes resumo perfil sobre atual presente janeiro fevereiro marco abril maio"
        + " junho julho agosto setembro outubro novembro dezembro portugues ingles nativo universidade gestao clientes equipe"
    ),
    LanguageGuess(
      "ita",
      "e il lo gli di del della dei delle con per una un in da al alla nel nella che esperienza esperienze lavorativa"
        + " professionali istruzione formazione competenze lingue certificazioni profilo contatti oggi corso gennaio febbraio"
        + " marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre italiano inglese madrelingua universita"
        + " gestione clienti gruppo"),
    LanguageGuess(
      "nld",
      "en van het de een voor met bij op tot aan uit door naar te werkervaring opleiding opleidingen vaardigheden talen"
        + " certificaten profiel contact persoonlijke gegevens heden januari februari maart april mei juni juli augustus oktober"
        + " december nederlands engels moedertaal vloeiend universiteit hogeschool klanten"),
    LanguageGuess(
      "pol",
      "w z i na do oraz dla od po przy ze za sie doswiadczenie zawodowe wyksztalcenie umiejetnosci jezyki certyfikaty"
        + " podsumowanie profil kontakt obecnie stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika"
        + " listopada grudnia polski angielski ojczysty uniwersytet politechnika klientow zespolu"),
    LanguageGuess(
      "swe",
      "och att av med till som for i pa en ett den det fran vid arbetslivserfarenhet erfarenhet utbildning kompetenser"
        + " fardigheter sprak profil kontakt nuvarande nu januari februari mars april maj juni juli augusti oktober december"
        + " svenska engelska modersmal flytande universitet hogskola kunder"),
  ]
}
