/// Lines of resumes; in ``resumes``, each behind the letter that says how it is set (see ``FieldEntry``).
enum LineSeeds {
  static let resumes = [
    """
    CAda Example
    @Senior Engineer
    @ada@example.com | +47 911 23 456 | Oslo, Norway | github.com/ada
    KEXPERIENCE
    AEngineer, Example Works AS\tMarch 2019 – present
    DBuilt pumps in C++ and SQL
    AJunior Engineer\tOslo\t2015/08 - 2018
    KEducation
    @BSc Physics, University of Oslo, 2012 - 2015, grade 1.7
    KSkills
    @Languages: Swift, C++, SQL; Welding (expert)
    KLanguages
    @Norwegian (native), English C1
    KCertificates
    @AWS Solutions Architect – Amazon, 2021
    """,
    """
    CLebenslauf
    @Persönliche Daten
    @Name:\tBjörn Größe
    @Adresse:\tHauptstr. 5, 10115 Berlin
    @Telefon:\t0171 / 123 45 67
    @E-Mail:\tbjoern (at) example (dot) de
    KBerufserfahrung
    @01.2020 – heute\tEntwickler, Beispiel GmbH & Co. KG
    @10/2015 -
    @12/2019\tPraktikum
    PKenntnisse
    @EDV: ●●●○○ Excel
    @20. Mai 2024
    """,
    "C山田太郎\n@2019年4月〜現在 株式会社\nKמיומנויות\n@Ада Пример, с января 2016 г.\n@x@@y.z http://a..b/ +0000000000 1/1/1/1\n",
  ]

  static let dates = [
    "Jan 2020 – Present", "03.2019 bis heute", "2018/19", "Summer 2012 and 2013", "Sep. 2013, Mar. 2011 - Oct. 2011",
    "2019年4月〜現在",
    "since Feb/2024 (2 years)", "12/31/1999 - 1/2/03", "May – Aug 2019", "'22 - '23", "Exp. Jun. 2017",
    "2020-03-01T10:00:00Z",
    "1. März 2020 – 31.12.2099", "99999999999999999999/2020", "с января 2016 г.", "2020-02-30",
  ]

  static let phones = [
    "Tel. +49 (0)171 / 123 45 67-89 ext. 12", "(206) 555-0121 x5", "00 44 20 7946 0958", "+1 (xxx) xxx-xxxx",
    "٠١٢٣٤٥٦٧٨٩",
    "0171 - 1234567 / 0171 7654321", "+4 7 9 1 1 2 3 4 5 6", "91 98450 72962", "1 2 3 4 5 6 7",
    "+00000000000000000000000",
  ]

  static let addresses = [
    "Ada Example\nada.example+cv@example.co.uk\nHauptstr. 5, 10115 Berlin",
    "bjoern (at) example (dot) de\nD-80331 München",
    "linkedin.com/in/ada-example-1b\nhttps://github.com/ada?tab=x#y\n www.example.com:8080/~ada", "ada@exämple.de",
    "mailto:ada@example.com?subject=x",
    "javascript:alert(1)\nhttp://localhost/\nfile:///a/b@c.de", "a@b\n@\nx@@y.z\n.@..",
    "ADA EXAMPLE, PhD\n1600 Amphitheatre Pkwy, Mountain View, CA 94043",
  ]
}
