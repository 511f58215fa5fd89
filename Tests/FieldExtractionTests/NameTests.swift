import DocumentText
import Testing

@testable import FieldExtraction

@Suite struct NameTests {
  private func name(_ text: String) -> String? { FieldExtractor().extract(document(text)).name?.value }

  @Test(arguments: [
    ("# Jane Roe\njane@example.com", "Jane Roe"), ("# JANE VAN DER BERG\njane@example.com", "Jane van der Berg"),
    ("# Dr. Jane Roe, PhD\njane@example.com", "Jane Roe"),
    ("# Sofia Lindqvist, MSc\nsofia@example.se", "Sofia Lindqvist"),
    ("Curriculum Vitae\n\nName: Doe, Jane\njane.doe@example.com", "Jane Doe"),
    ("# Doe, Jane\njane@example.com", "Jane Doe"),
    ("# Curriculum Vitae\nJane Roe\njane.roe@example.com", "Jane Roe"),
    ("# Niccolò Dell'Acqua — Cuoco\nnico@example.it", "Niccolò Dell'Acqua"),
    ("# Łucja Wójcik-Święch\nlucja@example.pl", "Łucja Wójcik-Święch"),
    ("Jane Roe jane.roe@example.com\nHamburg", "Jane Roe"),
    ("# ROBERT “BOB” KOWALSKI\nbob@example.com", "Robert “Bob” Kowalski"), ("# Priya\npriya@example.org", "Priya"),
    ("# Resume of Jane Roe\njane@example.com", "Jane Roe"), ("# Jane Roe's Resume\njane@example.com", "Jane Roe"),
    ("# Jane Roe – Curriculum Vitae\njane@example.com", "Jane Roe"),
    ("# Jane Roe Resume\njane@example.com", "Jane Roe"), ("# Lebenslauf von Hans Roe\nhans@example.com", "Hans Roe"),
    ("# Curriculum Vitae de Marie Dupont\nmarie@example.com", "Marie Dupont"),
    ("# MÜLLER, Hans\nhans@example.com", "Hans MÜLLER"), ("# Nagy Péter\npeter@example.hu", "Nagy Péter"),
    ("# Jane Q. Roe, CPA, MBA\njane@example.com", "Jane Q. Roe"), ("# Jane Roe PhD\njane@example.com", "Jane Roe"),
    ("# Wei Ing\nwei@example.com", "Wei Ing"),
    ("# Ludwig von und zu Stein\nludwig@example.de", "Ludwig von und zu Stein"),
    ("# Ana Beatriz dos Santos e Silva\nana@example.br", "Ana Beatriz dos Santos e Silva"),
    ("# Robert (Bob) Kowalski\nbob@example.com", "Robert (Bob) Kowalski"),
    ("# JR Jane Roe\njane@example.com", "Jane Roe"),
    ("# Мария Иванова\nmaria@example.ru", "Мария Иванова"), ("# Σαλώμη Φαββάτα\nsalomi@example.gr", "Σαλώμη Φαββάτα"),
    ("# 王桂香\nwang@example.cn", "王桂香"), ("# 王 王桂香\nwang@example.cn", "王桂香"), ("# 山田 翔太\nyamada@example.jp", "山田 翔太"),
    ("# 김민준\nkim@example.kr", "김민준"), ("# محمد علي\nali@example.eg", "محمد علي"),
    ("# דוד כהן\ndavid@example.il", "דוד כהן"),
    ("# राम शर्मा\nram@example.in", "राम शर्मा"),
    ("Lebenslauf\n\nName: Hans Roe\nhans@example.com", "Hans Roe"),
    ("Nom et prénom : Dupont Marie\nmarie@example.com", "Dupont Marie"),
    ("ФИО: Мария Иванова\nmaria@example.ru", "Мария Иванова"), ("姓名：王桂香\nwang@example.cn", "王桂香"),
  ])
  func finds(_ text: String, expected: String) {
    #expect(name(text) == expected)
  }

  @Test func takesNoLabelOfAFormForAName() {
    // The person's one word stands behind a label, and the label of a later row is set in the same way.
    func row(_ label: String?, _ value: String, size: Double = 10, indent: Double = 200) -> Line {
      let value = Span(text: (label == nil ? "" : "\t") + value, style: Style(size: size))
      return Line(spans: (label.map { [Span(text: $0, style: Style(size: 9))] } ?? []) + [value], indent: indent)
    }
    let lines = [
      row(nil, "Curriculum vitae"), row("PERSONAL INFORMATION", "Priya", size: 14.3, indent: 64),
      row(nil, "64/095, Lal Street, Mumbai 595780"), row(nil, "+91-98450-49694"), row(nil, "priya@example.net"),
      row(nil, "github.com/priya"), row("POSITION", "Engineering Manager", size: 12, indent: 134),
      row(
        "Personal statement", "Engineering Manager with 3 years of experience in fast-moving teams", size: 9,
        indent: 100),
      row(nil, "and clear communication, known for calm delivery in all that the team has taken on", size: 9),
    ]
    let resume = FieldExtractor().extract(Document(format: .pdf, pages: [Page(number: 1, lines: lines)]))
    #expect(resume.name?.value == "Priya")
    #expect(resume.label?.value == "Engineering Manager")
  }

  @Test func joinsANameSetOverTwoLines() {
    let large = Style(size: 26)
    let lines = [
      Line(spans: [Span(text: "José Ignacio de", style: large)]),
      Line(spans: [Span(text: "la Fuente — Contable", style: large)]),
      Line(spans: [Span(text: "jose@example.com")]), Line(spans: [Span(text: "Experiencia", style: Style(size: 14))]),
      Line(spans: [Span(text: "Something long enough to be the body of the whole document, and its size")]),
    ]
    let resume = FieldExtractor().extract(Document(format: .pdf, pages: [Page(number: 1, lines: lines)]))
    #expect(resume.name?.value == "José Ignacio de la Fuente")
    #expect(resume.label?.value == "Contable")
  }

  @Test(arguments: [
    "## Work Experience\nSenior Accountant\nAcme Ltd", "Software Engineer\nBerlin", "https://example.com\n2019",
    "Curriculum Vitae\njane.roe@example.com", "简历\nwang@example.cn",
  ])
  func takesNoHeadingTitleOrAddressForAName(_ text: String) {
    #expect(name(text) == nil)
  }
}
