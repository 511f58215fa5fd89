extension OtherDocuments {
  static let northern = [
    Sample(
      kind: .jobAdvert, language: "nl",
      text: """
        # Magazijnmedewerker
        Venlo, 36 uur

        Wij zoeken een collega die van aanpakken weet.

        ## Wat ga je doen?
        - Je verzamelt bestellingen en laadt vrachtwagens

        ## Jouw profiel
        - Je hebt een heftruckcertificaat

        ## Wat wij bieden
        - Een vast contract en reiskostenvergoeding

        Solliciteer nu via werk@maaslogistiek.example.nl
        """),
    Sample(
      kind: .letter, language: "nl",
      text: """
        Femke Oosterveld
        femke.oosterveld@example.nl

        Geachte mevrouw Brands,

        Hierbij solliciteer ik naar de functie van bibliothecaris. De afgelopen zes jaar werkte ik in een schoolbibliotheek, waar ik leesclubs
        heb opgezet en de catalogus heb vernieuwd.

        Graag licht ik mijn sollicitatie toe in een gesprek.

        Met vriendelijke groet,
        Femke Oosterveld
        """),
    Sample(
      kind: .invoice, language: "nl",
      text: """
        Fietsenmakerij De Spaak
        FACTUUR
        Factuurnummer: 2024-12
        Nieuwe ketting\t€ 24,95
        Arbeidsloon\t€ 35,00
        Btw 21 %\t€ 12,59
        Totaal incl. btw\t€ 72,54
        IBAN NL91 ABNA 0417 1643 00
        """),
    Sample(
      kind: .jobAdvert, language: "pl",
      text: """
        # Kierownik zmiany
        Łódź

        Do naszego zakładu poszukujemy osoby na stanowisko kierownika zmiany.

        ## Wymagania
        - Trzy lata doświadczenia w produkcji

        ## Oferujemy
        - Umowę o pracę i prywatną opiekę medyczną

        Prosimy o przesłanie CV na adres praca@tkalnia.example.pl
        """),
    Sample(
      kind: .letter, language: "pl",
      text: """
        Kalina Wrońska
        kalina.wronska@example.pl

        Szanowni Państwo,

        zwracam się z prośbą o rozpatrzenie mojej kandydatury na stanowisko farmaceutki. Od pięciu lat pracuję w aptece szpitalnej i dobrze
        znam gospodarkę lekami.

        W załączeniu przesyłam życiorys.

        Z poważaniem
        Kalina Wrońska
        """),
    Sample(
      kind: .invoice, language: "pl",
      text: """
        Elektro-Dom Sp. z o.o.
        Faktura VAT nr 7/02/2024
        Data wystawienia: 05.02.2024
        Montaż gniazdek\t350,00 zł
        Przewody\t84,20 zł
        Razem do zapłaty\t434,20 zł
        Sposób płatności: przelew
        Termin płatności: 19.02.2024
        """),
    Sample(
      kind: .jobAdvert, language: "sv",
      text: """
        # Undersköterska till hemtjänsten
        Luleå

        Vi söker dig som vill göra skillnad.

        ## Dina arbetsuppgifter
        - Du hjälper äldre i deras hem

        ## Vi erbjuder
        - Friskvårdsbidrag och en trygg anställning

        Välkommen med din ansökan till jobb@norrvard.example.se
        """),
    Sample(
      kind: .letter, language: "sv",
      text: """
        Svea Lindholm
        svea.lindholm@example.se

        Hej Karin!

        Härmed ansöker jag om tjänsten som trädgårdsmästare. Jag har skött en slottspark i åtta år och kan både rosor och fruktträd.

        Jag ser fram emot att höra av dig.

        Med vänliga hälsningar
        Svea Lindholm
        """),
    Sample(
      kind: .reference, language: "sv",
      text: """
        # Tjänstgöringsintyg

        Härmed intygas att Joar Ek har varit anställd hos Fjällbyggen AB som snickare från 2017-02-01 till 2022-12-31. Vi rekommenderar honom
        varmt.
        """),
    Sample(
      kind: .jobAdvert, language: "da",
      text: """
        # Bogholder til mindre virksomhed
        Vejle

        Vi søger en erfaren kollega til vores kontor.

        ## Dine opgaver
        - Du afstemmer konti og laver moms

        ## Vi tilbyder
        - Fleksibel arbejdstid og en god kantine

        Send din ansøgning til job@vejlevinduer.example.dk
        """),
    Sample(
      kind: .letter, language: "da",
      text: """
        Asger Toftegaard
        asger.toftegaard@example.dk

        Kære Mette Skov

        Hermed ansøger jeg om stillingen som elektriker. Jeg har ti års erfaring med industri og kan lide at lære fra mig.

        Jeg ser frem til at høre fra dig.

        Med venlig hilsen
        Asger Toftegaard
        """),
    Sample(
      kind: .jobAdvert, language: "no",
      text: """
        # Kokk søkes
        Bodø

        Vi søker en kokk til vårt kjøkken ved havna.

        ## Dine arbeidsoppgaver
        - Du lager lunsj for hundre gjester

        ## Vi tilbyr
        - Fast stilling og gode kolleger

        Send søknad til jobb@havnekroa.example.no innen 1. juni.
        """),
    Sample(
      kind: .letter, language: "no",
      text: """
        Ragnhild Moe
        ragnhild.moe@example.no

        Hei Solveig,

        Jeg søker på stillingen som barnehagelærer. Jeg har jobbet med barn i sju år og er glad i å være ute i all slags vær.

        Jeg ser frem til å høre fra deg.

        Med vennlig hilsen
        Ragnhild Moe
        """),
    Sample(
      kind: .invoice, language: "no",
      text: """
        Rørlegger Haugland
        Faktura
        Fakturanummer: 1044
        Fakturadato: 03.04.2024
        Ny varmtvannsbereder\t8 900,00 kr
        Arbeid\t3 200,00 kr
        Mva 25 %\t3 025,00 kr
        Å betale\t15 125,00 kr
        Kontonummer: 1234 56 78903
        """),
  ]
}
