import ResumeModel
import Testing

/// What lies among resumes and is none, as it is written in eleven languages. All firms and people are invented.
enum OtherDocuments {
  struct Sample: CustomTestStringConvertible, Sendable {
    var kind: DocumentKind
    var language: String
    var text: String

    var testDescription: String { "\(kind.rawValue) \(language)" }
  }

  static let all = english + german + romance + northern

  static let english = [
    Sample(
      kind: .jobAdvert, language: "en",
      text: """
        # Payroll Specialist (full time)
        Harrow & Pike Ltd, Sheffield

        Harrow & Pike is a family firm with 300 people. We are looking for someone who enjoys numbers and people alike.

        ## The role
        - You will run the monthly payroll for three sites
        - You will answer questions from staff and managers

        ## Your profile
        - Two years in a similar position
        - Experience with Sage or a comparable system

        ## What we offer
        - £29,000 to £33,000 a year, pension, 28 days of leave

        Interested? Send your CV to jobs@harrowpike.example.com by 15 March.
        """),
    Sample(
      kind: .jobAdvert, language: "en",
      text: """
        Senior Backend Engineer
        Remote (EU)

        About us
        Tidewater builds software for harbours. Our team of twelve ships every week.

        Requirements
        Five years of experience with Go or Rust
        You know PostgreSQL and are not afraid of Linux

        Benefits
        Stock options
        Flexible hours

        Apply now at tidewater.example.com/careers
        Tidewater is an equal opportunity employer.
        """),
    Sample(
      kind: .letter, language: "en",
      text: """
        Rosalind Achebe
        14 Mill Lane, Norwich NR1 4AB
        rosalind.achebe@example.com
        +44 1603 555 010

        3 May 2024

        Dear Ms Pritchard,

        I am writing to apply for the post of museum educator that was advertised on your website. For the past six years I have taught
        history at a comprehensive school, and I have led more than forty school trips to museums like yours.

        What draws me to your museum is the way in which you let children touch the past. In my own lessons I have done the same with
        replicas, letters and maps, and I would love to bring that to your visitors.

        I look forward to hearing from you.

        Yours sincerely,
        Rosalind Achebe
        """),
    Sample(
      kind: .invoice, language: "en",
      text: """
        Copperfield Printing Ltd
        22 Dock Road, Hull
        accounts@copperfield.example.com

        INVOICE 2024-0117
        Invoice date: 12 April 2024
        Due date: 12 May 2024

        Bill to: Marlowe Bookshop, 3 High Street, York

        Posters A2, 200 copies\t£180.00
        Business cards, 500 copies\t£42.50
        Delivery\t£12.00
        Subtotal\t£234.50
        VAT 20 %\t£46.90
        Total due\t£281.40

        IBAN GB29 NWBK 6016 1331 9268 19
        """),
    Sample(
      kind: .certificate, language: "en",
      text: """
        # Certificate of Completion

        This is to certify that

        Tobias Wren

        has successfully completed the course

        Forklift Operation and Safety

        14 hours, 3 – 4 June 2023

        Northgate Training Centre
        """),
    Sample(
      kind: .reference, language: "en",
      text: """
        Fairweather Hotels Group
        Human Resources

        18 September 2022

        To whom it may concern

        This is to confirm that Ms Imelda Castro was employed by Fairweather Hotels as a front desk agent from 1 March 2019 to 31 August
        2022. She was punctual, friendly and reliable, and our guests often mentioned her by name.

        We recommend her without reservation and wish her every success.

        Gordon Leith
        Head of Human Resources
        """),
    Sample(
      kind: .contract, language: "en",
      text: """
        # Employment Agreement

        This Agreement is made on 1 July 2023 between Larkspur Foods Inc., hereinafter referred to as the Employer, and Daniel Obi,
        hereinafter referred to as the Employee.

        1. Position
        The Employee is engaged as Warehouse Operative and shall report to the Site Manager.

        2. Remuneration
        The Employer shall pay a gross salary of 2,100 per month.

        3. Termination
        Either party may end this Agreement with four weeks' notice in writing. It shall be governed by the laws of Ireland.
        """),
    Sample(
      kind: .paper, language: "en",
      text: """
        # On the Drift of Sensor Baselines in Cold Storage
        P. Holloway, R. Singh

        ## Abstract
        In this paper we propose a method to correct the drift of temperature sensors without recalibration. Our results on three
        warehouses show that the error falls by half.

        ## 1 Introduction
        Sensors drift [1, 2]. Holloway et al. have shown that the drift depends on humidity. Figure 1 shows a typical baseline.

        ## 2 Related Work
        Many have studied drift [3–7].

        ## 3 Conclusion
        We show that drift can be corrected.

        ## References
        [1] Singh, R.: Drift. Journal of Sensors 12 (2019)
        """),
    Sample(
      kind: .ticket, language: "en",
      text: """
        Boarding Pass
        Passenger: OKAFOR/CHIDI MR
        Flight AX 482\tLisbon – Dublin
        Departure 14:35\tGate 22\tSeat 17C
        Booking reference: QW7RT2
        Boarding time 13:55. The gate closes 20 minutes before departure.
        """),
    Sample(
      kind: .newsletter, language: "en",
      text: """
        # The Allotment Post
        Our newsletter for May

        ## Sow now
        Beans and courgettes can go outside as soon as the nights are mild. Read more about sowing on our pages.

        ## Plant swap
        Bring your spare seedlings to the shed on Saturday and take home something new. Read more.

        You are receiving this because you are a member. Unsubscribe or manage your preferences at any time.
        """),
    Sample(
      kind: .manual, language: "en",
      text: """
        # Kettle KX-20 User Manual

        ## Table of contents
        Safety instructions
        Getting started
        Troubleshooting

        ## Safety instructions
        Do not use the kettle without water. Make sure that the lid is closed before you press the switch.

        ## Getting started
        Fill the kettle, put it on its base and press the button. Your kettle switches itself off.
        """),
    Sample(
      kind: .minutes, language: "en",
      text: """
        # Minutes of the meeting
        Parish hall committee, 12 February 2024

        Attendees
        J. Moss, P. Adeyemi, L. Thorne

        Agenda
        1. Roof: three quotes are in, the second is the cheapest
        2. Summer fair: date moved to 22 June

        Action items
        Moss orders the tent
        """),
    Sample(
      kind: .sourceCode, language: "c",
      text: """
        #include <stdio.h>

        int main(int argc, char **argv) {
          for (int i = 1; i < argc; i++) {
            if (argv[i] == NULL) {
              break;
            }
            printf("%s\\n", argv[i]);
          }
          return 0;
        }
        """),
    Sample(
      kind: .form, language: "en",
      text: """
        # Registration Form
        Please complete in block letters and return to the office.

        Surname: ______________________
        First name: ____________________
        Date of birth: __________________

        Tick the box that applies
        ☐ Member
        ☐ Guest

        For office use only
        """),
    Sample(
      kind: .other, language: "en",
      text: """
        The rain had not stopped since Tuesday, and the river stood a hand's breadth below the bridge. Nobody in the village slept much.
        The old miller walked along the bank with his lamp every hour and put a stick into the mud where the water was, and every hour
        the stick was gone. Towards morning the wind turned, and the geese began to call from the far meadow.
        """),
    Sample(kind: .other, language: "en", text: "Please call me back about the order, bob@harbour.example.com\nThanks!"),
  ]

  static let german = [
    Sample(
      kind: .jobAdvert, language: "de",
      text: """
        # Buchhalter (m/w/d) in Teilzeit
        Wir sind ein Handwerksbetrieb mit 40 Beschäftigten in Kassel und suchen zum nächstmöglichen Zeitpunkt Verstärkung.

        ## Ihre Aufgaben
        - Sie buchen die laufenden Geschäftsvorfälle
        - Sie bereiten die Monatsabschlüsse vor

        ## Ihr Profil
        - Kaufmännische Ausbildung und einige Jahre Berufserfahrung
        - Sicherer Umgang mit DATEV

        ## Wir bieten
        - Einen sicheren Arbeitsplatz und 30 Tage Urlaub

        Bitte senden Sie Ihre Unterlagen an bewerbung@dachdecker-lohr.example.de.
        """),
    Sample(
      kind: .letter, language: "de",
      text: """
        Wiebke Harms
        Deichstraße 8, 26721 Emden
        wiebke.harms@example.de

        Emden, 4. März 2024

        Bewerbung als Hafenlogistikerin

        Sehr geehrte Frau Onken,

        mit großem Interesse habe ich Ihre Anzeige gelesen. Seit acht Jahren plane ich die Verladung von Stückgut und führe ein Team von
        sechs Leuten. Besonders reizt mich an Ihrem Haus, dass Sie auf die Schiene setzen.

        Über eine Einladung zu einem Gespräch freue ich mich sehr.

        Mit freundlichen Grüßen
        Wiebke Harms
        """),
    Sample(
      kind: .invoice, language: "de",
      text: """
        Malerbetrieb Sütterlin
        Hauptstraße 12, 79098 Freiburg

        Rechnung
        Rechnungsnummer: 2024-88
        Rechnungsdatum: 07.02.2024

        Wohnzimmer streichen\t640,00 €
        Material\t112,30 €
        Zwischensumme\t752,30 €
        MwSt. 19 %\t142,94 €
        Gesamtbetrag\t895,24 €

        Zahlbar innerhalb von 14 Tagen auf DE02 1203 0000 0000 2020 51
        """),
    Sample(
      kind: .reference, language: "de",
      text: """
        # Arbeitszeugnis

        Herr Anton Zierath, geboren am 3. Mai 1988, war in der Zeit vom 1. April 2016 bis zum 30. September 2022 in unserem Unternehmen als
        Anlagenmechaniker beschäftigt.

        Er erledigte alle Aufgaben stets zu unserer vollsten Zufriedenheit. Sein Verhalten gegenüber Vorgesetzten und Kollegen war jederzeit
        einwandfrei. Herr Zierath verlässt uns auf eigenen Wunsch. Wir danken ihm und wünschen ihm für die Zukunft alles Gute.

        Rohrbau Thiele GmbH
        """),
    Sample(
      kind: .certificate, language: "de",
      text: """
        # Teilnahmebescheinigung

        Frau Selma Yıldız

        hat am Seminar „Erste Hilfe im Betrieb“ am 12. und 13. Januar 2024 mit Erfolg teilgenommen.

        Inhalte: Wiederbelebung, Wundversorgung, Rettungskette

        Hiermit wird bescheinigt, dass die Schulung 16 Stunden umfasste.
        """),
    Sample(
      kind: .contract, language: "de",
      text: """
        # Arbeitsvertrag

        Zwischen der Firma Lindner Metallbau GmbH, nachfolgend Arbeitgeber, und Herrn Pavel Novotny, nachfolgend Arbeitnehmer, wird folgender
        Vertrag geschlossen:

        § 1 Beginn und Tätigkeit
        Der Arbeitnehmer wird ab dem 1. Juni 2023 als Schweißer eingestellt.

        § 2 Vergütung
        Das monatliche Bruttogehalt beträgt 3.100 Euro.

        § 3 Kündigung
        Die Kündigungsfrist beträgt vier Wochen. Gerichtsstand ist Ulm.
        """),
    Sample(
      kind: .manual, language: "de",
      text: """
        # Bedienungsanleitung Standmixer M3

        ## Inhaltsverzeichnis
        Sicherheitshinweise
        Erste Schritte

        ## Sicherheitshinweise
        Achten Sie darauf, dass der Deckel fest sitzt. Drücken Sie niemals auf die Messer.
        """),
  ]
}
