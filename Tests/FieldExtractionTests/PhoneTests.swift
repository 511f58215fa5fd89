import DocumentText
import ResumeModel
import Testing

@testable import FieldExtraction

@Suite struct PhoneTests {
  @Test(arguments: [
    ("+49 151 23452266", "+49 151 23452266"), ("(206) 555-0121 | Seattle", "(206) 555-0121"),
    ("Tel: 06 39 98 91 93", "06 39 98 91 93"),
    ("jane@example.com | 09845070553 | Pune", "09845070553"), ("+91-98450-72962", "+91-98450-72962"),
    ("415.555.0137", "415.555.0137"),
    ("+44 (0)20 7946 0958", "+44 (0)20 7946 0958"), ("(11) 94878-4229", "(11) 94878-4229"),
    ("07400 736479", "07400 736479"),
    ("0171/1234567", "0171/1234567"), ("0171 - 1234567", "0171 - 1234567"), ("030/1234567-12", "030/1234567-12"),
    ("＋８１ ３－１２３４－５６７８", "＋８１ ３－１２３４－５６７８"), ("هاتف: ٠٥٠١٢٣٤٥٦٧", "٠٥٠١٢٣٤٥٦٧"),
    ("電話：090-1234-5678", "090-1234-5678"), ("電話090-1234-5678", "090-1234-5678"),
    ("0\u{A0}39\u{2012}98\u{2012}91\u{2012}93", "0\u{A0}39\u{2012}98\u{2012}91\u{2012}93"),
    ("Komórka: 601 550 138", "601 550 138"), ("Móvil 655 550 132", "655 550 132"),
    ("Mobile No.: 98450 72962", "98450 72962"), ("Tel./Fax: 030 12345678", "030 12345678"),
    ("0 1 7 1  1 2 3 4 5 6 7", "0 1 7 1  1 2 3 4 5 6 7"), ("тел. +7 912 345-67-89", "+7 912 345-67-89"),
  ])
  func finds(_ text: String, phone: String) throws {
    let line = textLine(text)
    let number = try #require(Phones.numbers(in: line).first { !$0.isFax }, "none in \(text)")
    #expect(line.text(number.range) == phone)
  }

  @Test(arguments: [
    "2015 - 2019", "2015-2019 2020-2021", "01/2020 – 05/2021", "1,234,567 users", "+49 176 *** *** **",
    "+1 (xxx) xxx-xxxx", "(000) 000-0000", "+1 555 123 XXXX", "+49 176 1234 ****", "*** 1234567",
    "16651-967", "12345", "2019.03 - 2020.04", "12.05.1990", "1990-05-12",
    "IBAN DE89 3704 0044 0532 0130 00", "NL91 ABNA 0417 1643 00", "VAT: 123 456 789", "USt-IdNr. DE123456789",
    "CPF: 123.456.789-09", "SIRET 732 829 320 00074", "NIP: 526-10-40-828", "Matrikelnummer: 03612345",
    "ISBN 978-3-16-148410-0", "978-3-16-148410-0", "ORCID 0000-0002-1825-0097", "Passport No: 123456789",
    "€ 1 500 000", "12 345 678 users", "71683838 Pacheco", "Fax: +49 30 1234567", "030 1234567 (Fax)",
    "Telefaks: 22 555 01 32", "+999 123 456 789",
  ])
  func findsNone(_ text: String) {
    let line = textLine(text)
    #expect(Phones.numbers(in: line).filter { !$0.isFax }.map { line.text($0.range) } == [], "\(text)")
  }

  @Test func aNumberThatEndsWithinAWordHasNoExtension() {
    for text in ["Lorem ipsum\t1 2 3 4 5 6 78sed diam", "Tel 1 2 3 4 5 6 78x9", "1 2 3 4 5 6 78#9"] {
      #expect(Phones.numbers(in: textLine(text)).allSatisfy { $0.ext == nil || text.hasSuffix("#9") }, "\(text)")
    }
  }

  @Test(arguments: [
    ("030 1234567 / 0171 7654321", ["030 1234567", "0171 7654321"]),
    ("+49 30 1234567 | +49 171 7654321", ["+49 30 1234567", "+49 171 7654321"]),
    ("Tel: 030 1234567  Fax: 030 7654321", ["030 1234567"]),
    ("030 1234567/68", ["030 1234567"]),
  ])
  func tellsNumbersApart(_ text: String, numbers: [String]) {
    let line = textLine(text)
    #expect(Phones.numbers(in: line).filter { !$0.isFax }.map { line.text($0.range) } == numbers)
  }

  @Test(arguments: [
    ("(206) 555-0121 ext. 12", "12"), ("(206) 555-0121 x12", "12"), ("030 1234567, Durchwahl 34", "34"),
    ("01 23 45 67 89 poste 5", "5"), ("(206) 555-0121", nil), ("(206) 555-0121, 12 Main Street", nil),
  ])
  func readsExtensions(_ text: String, ext: String?) throws {
    #expect(try #require(Phones.numbers(in: textLine(text)).first).ext == ext)
  }

  /// Ours agrees with the package in at least 99 of 100 numbers, right and wrong ones.
  @Test func agreesWithThePackage() {
    var others: [String] = []
    let rows = phoneSamples.split(separator: "\n").map { $0.split(separator: "|", omittingEmptySubsequences: false) }
    for row in rows {
      let digits = row[0].utf8.filter { (0x30...0x39).contains($0) }.map { $0 - 0x30 }
      let ours = PhoneNumbering().e164(digits, hasPlus: row[0].hasPrefix("+"), regions: [String(row[1])])
      if ours ?? "" != row[2] { others.append("\(row[0]) in \(row[1]): \(ours ?? "none"), not \(row[2])") }
    }
    #expect(rows.count == 250)
    #expect(others.count * 100 <= rows.count, "\(others)")
  }
}

@Suite struct PhoneCountryTests {
  /// The first number of a document of these lines under a name.
  private func phone(_ lines: String) -> PhoneNumber? {
    FieldExtractor().extract(document("# Jane Roe\n" + lines)).phone
  }

  @Test(arguments: [
    ("+44 (0)20 7946 0958", "+442079460958"),
    ("0049 171 1234567", "+491711234567"),
    ("Berlin, Germany | 0171/1234567", "+491711234567"),
    ("10115 Berlin | 0171/1234567", "+491711234567"),
    ("Austin, TX | (512) 555-0121", "+15125550121"),
    ("Toronto, ON | 416-555-0121", "+14165550121"),
    ("London, UK | 020 7946 0155", "+442079460155"),
    ("jane@example.fr | 06 12 34 56 78", "+33612345678"),
    ("Москва, Россия | 8 (912) 345-67-89", "+79123456789"),
    ("Milano (MI) | 02 1234 5678", "+390212345678"),
    ("(512) 555-0121", nil),
    ("Austin, TX | 123-456-7890", nil),
  ])
  func tellsTheCountry(_ lines: String, e164: String?) throws {
    #expect(try #require(phone(lines)).e164 == e164)
  }

  @Test func moreThanFifteenDigitsAreNoNumberOfTheWorlds() {
    let digits: [UInt8] = [9, 1, 0, 9, 5, 8, 1, 2, 3, 4, 5, 1, 1]
    #expect(PhoneNumbering().e164(digits, hasPlus: false, regions: ["DE"]) == "+499109581234511")
    #expect(PhoneNumbering().e164(digits + [5], hasPlus: false, regions: ["DE"]) == nil)
  }

  @Test func takesTheLanguageAsTheLastHint() {
    let profile =
      "\n## Profil\nIch leite seit zehn Jahren die Buchhaltung und bin für den Abschluss mit der Bank bei der AG.\n"
    #expect(phone("0171 1234567\n" + profile)?.e164 == nil, "Germany and Austria have such numbers")
    #expect(
      phone("01 42 68 53 00\n\n## Profil\nJe suis comptable dans une banque, avec les clients et pour les achats.\n")?
        .e164 == "+33142685300")
  }

  @Test func takesTheCountryOfALink() throws {
    let line = Line(spans: [Span(text: "0171 1234567", link: "tel:+491711234567")])
    let resume = FieldExtractor().extract(
      Document(format: .pdf, pages: [Page(number: 1, lines: [Line(spans: [Span(text: "Jane Roe")]), line])]))
    #expect(resume.phone == PhoneNumber("0171 1234567", e164: "+491711234567"))
  }
}
