/// Words of dates in the languages read: months with their abbreviations, seasons, "present", "since", "to".
enum DateWords {
  /// 1…12.
  static let months: Lexicon = {
    let names: [(Int, String)] = [
      (1, "january jan januar jaenner janner janvier janv enero ene janeiro gennaio gen januari styczen stycznia sty"),
      (2, "february feb februar fevrier fevr fev feber febrero fevereiro febbraio februari luty lutego lut febr"),
      (3, "march mar marz maerz mrz mars marzo março maart mrt maa marts marzec marca"),
      (4, "april apr avril avr abril abr aprile kwiecien kwietnia kwi"),
      (5, "may mai mayo maio maggio mag mei maj maja"),
      (6, "june jun juni juin junio junho giugno giu czerwiec czerwca cze"),
      (7, "july jul juli juillet juil jui julio julho luglio lug lipiec lipca lip"),
      (8, "august aug aout aou agosto ago augustus augusti sierpien sierpnia sie agustus"),
      (9, "september sept sep septembre septiembre setiembre set setembro settembre sett wrzesien wrzesnia wrz"),
      (10, "october oct oktober okt octobre octubre outubro out ottobre ott pazdziernik pazdziernika paz"),
      (11, "november nov novembre noviembre novembro listopad listopada lis"),
      (12, "december dec dezember dez decembre diciembre dic dezembro dicembre grudzien grudnia gru desember des"),
    ]
    return Lexicon(names.flatMap { month, words in words.split(separator: " ").map { (String($0), UInt16(month)) } })
  }()

  static let seasons = lexicon([
    "spring", "summer", "autumn", "fall", "winter", "frühling", "frühjahr", "sommer", "herbst", "printemps", "été",
    "automne", "hiver", "primavera", "verano", "otoño", "invierno", "verão", "outono", "inverno", "estate", "autunno",
    "lente", "zomer", "herfst", "wiosna", "lato", "jesień", "zima", "vår", "sommar", "höst", "vinter", "forår",
    "efterår",
    "wintersemester", "sommersemester", "ws", "ss",
  ])

  static let present = lexicon([
    "present", "current", "currently", "now", "today", "ongoing", "to date", "till date", "until now", "till now",
    "to present", "date", "the present", "present day", "to now", "continuing", "heute", "jetzt", "aktuell", "laufend",
    "dato", "gegenwärtig", "andauernd", "aujourd'hui", "présent", "actuel", "actuelle", "actuellement", "ce jour",
    "à ce jour", "en cours", "maintenant", "en poste", "actualidad", "la actualidad", "actual", "actualmente",
    "presente",
    "el presente", "hoy", "la fecha", "en curso", "fecha", "atual", "atualmente", "o momento", "momento", "hoje",
    "o presente", "até o momento", "em andamento", "data atual", "em curso", "oggi", "ad oggi", "in corso", "attuale",
    "attualmente", "alla data attuale", "data attuale", "tutt'oggi", "tuttora", "heden", "nu", "huidig", "vandaag",
    "lopend", "obecnie", "teraz", "dziś", "dzisiaj", "nadal", "aktualnie", "chwili obecnej", "dnia dzisiejszego",
    "chwila obecna", "idag", "i dag", "nuvarande", "pågående", "tills vidare", "nå", "nåværende", "dags dato",
    "nuværende", "pågår", "nutid", "igangværende",
  ])

  static let since = lexicon([
    "since", "seit", "depuis", "depuis le", "desde", "dal", "dall", "da", "sinds", "vanaf", "od", "sedan", "siden",
    "ab",
    "à partir de", "fra", "från", "as of", "starting",
  ])

  /// What opens a range and is no "since": "from 2016 to 2018".
  static let from = lexicon([
    "from", "von", "vom", "de", "del", "du", "van", "between", "dal", "od", "fra", "från", "da", "desde",
  ])

  static let to = lexicon([
    "to", "until", "till", "til", "through", "thru", "bis", "bis zum", "à", "au", "jusqu'à", "jusqu'au", "jusque", "a",
    "al",
    "hasta", "até", "ao", "fino a", "fino al", "ad", "tot", "tot en met", "t/m", "do", "till och med", "and",
    "hasta la",
    "à la", "a la", "bis einschließlich", "ate a", "y", "et", "e", "und", "up to",
  ])

  /// Between a day or month and its year: "de junho de 2020".
  static let of = lexicon(["de", "of", "del", "di", "d", "van"])

  /// Before a date that has not come: "Expected May 2018".
  static let expected = lexicon([
    "expected", "exp", "anticipated", "graduation", "expected graduation", "voraussichtlich", "prévu", "previsto",
    "prevista",
    "graduated", "issued", "date", "valid", "expires",
  ])

  static let durationUnits = lexicon([
    "year", "years", "yr", "yrs", "y", "month", "months", "mo", "mos", "m", "jahr", "jahre", "jahren", "monat",
    "monate",
    "monaten", "an", "ans", "année", "années", "mois", "año", "años", "mes", "meses", "ano", "anos", "mês", "anno",
    "anni", "mese", "mesi", "jaar", "maand", "maanden", "rok", "lata", "lat", "miesiąc", "miesiące", "miesięcy", "år",
    "månad", "månader", "måned", "måneder", "week", "weeks", "day", "days",
  ])

  private static func lexicon(_ words: [String]) -> Lexicon { Lexicon(words.map { ($0, 1) }) }
}
