import Testing

@testable import FieldExtraction

@Suite struct CertificateTests {
  private func certificates(_ text: String) -> [String] {
    let resume = FieldExtractor().extract(document("# Jane Roe\njane@example.com\n\n## Certifications\n\(text)\n"))
    return resume.certificates.map { entry in
      [entry.name.value, entry.issuer?.value ?? "-", entry.date?.value.description ?? "-"].joined(separator: " | ")
    }
  }

  @Test(arguments: [
    ("- ACCA, 2017", "ACCA | - | 2017"),
    (
      "- AWS Certified Solutions Architect – Associate, Amazon Web Services, 2021",
      "AWS Certified Solutions Architect – Associate | Amazon Web Services | 2021"
    ),
    (
      "- Project Management Professional (PMP), PMI, March 2019, License No. 123456",
      "Project Management Professional (PMP) | PMI | 2019-03"
    ), ("- Certified ScrumMaster (Credential ID ABC-1234)", "Certified ScrumMaster | - | -"),
    ("- First Aid at Work - British Red Cross (2018)", "First Aid at Work | British Red Cross | 2018"),
    ("- CCNA (Cisco, 2019)", "CCNA | Cisco | 2019"), ("2021\tCCNA, Cisco", "CCNA | Cisco | 2021"),
  ])
  func reads(_ text: String, expected: String) {
    #expect(certificates(text) == [expected])
  }

  @Test func readsNamesOverIssuersOverDates() {
    #expect(
      certificates(
        """
        AWS Certified Developer
        Amazon Web Services
        Issued Jan 2021 · Expires Jan 2024
        Credential ID XYZ123

        CCNA
        Cisco
        Issued Mar 2019
        """) == ["AWS Certified Developer | Amazon Web Services | 2021-01", "CCNA | Cisco | 2019-03"])
  }

  @Test func takesNumberedItemsWithoutTheirNumbers() {
    #expect(
      certificates("1. ITIL Foundation, 2018\n2. First Aid, 2019") == [
        "ITIL Foundation | - | 2018", "First Aid | - | 2019",
      ])
  }

  @Test(arguments: [
    // One decision for the list: what follows the comma, or stands in brackets, is the issuer of all.
    (
      "- Forklift Licence, Kranich\n- Hot Works, Brandwacht",
      ["Forklift Licence | Kranich | -", "Hot Works | Brandwacht | -"]
    ),
    (
      "2020 Forklift Licence (Kranich)\n2021 Hot Works (Brandwacht)",
      ["Forklift Licence | Kranich | 2020", "Hot Works | Brandwacht | 2021"]
    ),
    (
      "- Basic Life Support (BLS)\n- Pediatric Support (PS)",
      ["Basic Life Support (BLS) | - | -", "Pediatric Support (PS) | - | -"]
    ),
    // Running text, and one whose fields the same sign parts.
    (
      "Forklift Licence (Kranich, 2020); Hot Works (Brandwacht, 2021).",
      ["Forklift Licence | Kranich | 2020", "Hot Works | Brandwacht | 2021"]
    ),
    ("- Hot Works; Brandwacht; 2021", ["Hot Works | Brandwacht | 2021"]),
    // Dates lead.
    ("2020\nForklift Licence\n2021\nHot Works", ["Forklift Licence | - | 2020", "Hot Works | - | 2021"]),
    // Names, and beneath them the issuer with the date.
    (
      "Forklift Licence\nKranich · 2020\n\nHot Works\nIssued by: Brandwacht, 2021",
      ["Forklift Licence | Kranich | 2020", "Hot Works | Brandwacht | 2021"]
    ),
    // A name with a date and one without are two, as long as nothing else says otherwise.
    ("Forklift Licence 2020\nHot Works", ["Forklift Licence | - | 2020", "Hot Works | - | -"]),
  ])
  func tellsNamesFromIssuersByTheWholeList(_ text: String, expected: [String]) {
    #expect(certificates(text) == expected)
  }
}
