/// Resumes with little in them: no work, no headings, no dates, one page of a student, a language that no list knows.
enum SparseResumes {
  static let all = withHeadings + withoutHeadings

  static let withHeadings = [
    // A student without work.
    """
    # Milo Tarrant
    milo.tarrant@example.edu

    ## Education
    Brackwater College, 2021 – 2024
    Bachelor of Arts in History

    ## Skills
    Latin, Archive research
    """,
    // No address at all.
    """
    # Ines Aldave

    ## Experiencia
    Camarera, Bar La Ría, Vigo (2022 – actualidad)
    Dependienta, Panadería Souto, Vigo (2020 – 2022)

    ## Idiomas
    Español (nativo), Inglés (B1)
    """,
    // A trainee.
    """
    # Lebenslauf
    Jonas Pfeffer
    Am Anger 3, 99084 Erfurt
    jonas.pfeffer@example.de

    ## Schulbildung
    2014 – 2020 Regelschule am Ring, Erfurt
    Realschulabschluss

    ## Praktikum
    03/2019 Schülerpraktikum, Tischlerei Voigt
    """,
  ]

  private static let withoutHeadings = [
    // Skills alone.
    """
    Person Number7
    person7@example.com

    Skills
    SQL, Swift
    """,
    // A history without headings.
    """
    Bertil Sandgren
    bertil.sandgren@example.se
    070-555 01 01

    2019 – 2024 Truckförare, Hamnlogistik AB
    2014 – 2019 Lagerarbetare, Norrskär Lager AB
    2011 – 2014 Fordonsprogrammet, Norrskärs gymnasium
    """,
    // Functional: what one can do, no history.
    """
    # Dorothea Quill
    dorothea.quill@example.com | +44 20 7946 0011 | Leeds

    ## Skills
    - Kept books for four small shops
    - Typed 80 words a minute
    - Answered telephones in two languages

    ## References
    Available on request
    """,
    // Czech, which no list here knows.
    """
    # Ludmila Vaňková
    ludmila.vankova@example.cz, +420 601 555 010

    ## Pracovní zkušenosti
    2018 – 2024 Účetní, Stavby Morava s.r.o.
    2012 – 2018 Pokladní, Potraviny Haná

    ## Vzdělání
    2008 – 2012 Obchodní akademie Přerov
    """,
    // Japanese: neither letters nor headings of the lists.
    """
    職務経歴書
    山本 さくら
    sakura.yamamoto@example.jp
    090-5550-1234

    2016年4月 株式会社あおば物流 入社
    倉庫管理を担当し、在庫管理システムの導入を行いました。
    2020年7月 みどり商事株式会社 入社
    購買業務を担当し、取引先との交渉を行っています。
    """,
  ]
}
