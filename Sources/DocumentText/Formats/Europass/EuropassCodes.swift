/// Codes of languages and countries as Europass writes them.
///
/// Source: ISO 639-1 and 639-2 (both of its variants); ISO 3166-1, with the two codes that the European Union writes
/// otherwise.
enum EuropassCodes {
  /// - Returns: ISO 3166-1, two capitals; nil for what is no code of two letters.
  static func country(_ code: String) -> String? {
    let code = code.uppercased()
    guard code.utf8.count == 2, code.utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }) else { return nil }
    return code == "UK" ? "GB" : code == "EL" ? "GR" : code
  }

  /// A language's English name, from a code of two or three letters.
  static func language(_ code: String) -> String? {
    let code = code.lowercased().prefix { $0 != "-" && $0 != "_" }
    return names[String(code)]
  }

  private static let names: [String: String] = {
    let table = """
      ar ara Arabic|az aze Azerbaijani|be bel Belarusian|bg bul Bulgarian|bn ben Bengali|bs bos Bosnian|ca cat Catalan|\
      cs ces cze Czech|cy cym wel Welsh|da dan Danish|de deu ger German|el ell gre Greek|en eng English|es spa Spanish|\
      et est Estonian|eu eus baq Basque|fa fas per Persian|fi fin Finnish|fr fra fre French|ga gle Irish|gl glg Galician|\
      he heb Hebrew|hi hin Hindi|hr hrv Croatian|hu hun Hungarian|hy hye arm Armenian|id ind Indonesian|\
      is isl ice Icelandic|it ita Italian|ja jpn Japanese|ka kat geo Georgian|kk kaz Kazakh|ko kor Korean|\
      ku kur Kurdish|lb ltz Luxembourgish|lt lit Lithuanian|lv lav Latvian|mk mkd mac Macedonian|ms msa may Malay|\
      mt mlt Maltese|nb nob Norwegian|nl nld dut Dutch|nn nno Norwegian|no nor Norwegian|pa pan Punjabi|pl pol Polish|\
      pt por Portuguese|ro ron rum Romanian|ru rus Russian|sk slk slo Slovak|sl slv Slovenian|sq sqi alb Albanian|\
      sr srp Serbian|sv swe Swedish|sw swa Swahili|ta tam Tamil|te tel Telugu|th tha Thai|tr tur Turkish|\
      uk ukr Ukrainian|ur urd Urdu|uz uzb Uzbek|vi vie Vietnamese|zh zho chi Chinese
      """
    var names: [String: String] = [:]
    for row in table.split(separator: "|") {
      let words = row.split(separator: " ").map(String.init)
      for code in words.dropLast() { names[code] = words.last }
    }
    return names
  }()
}
