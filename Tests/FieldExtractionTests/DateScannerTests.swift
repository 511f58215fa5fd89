import ResumeModel
import Testing

@testable import FieldExtraction

@Suite struct DateScannerTests {
  private func spans(_ text: String) -> [DateSpan] {
    let folded = Folding.fold(text)
    return DateScanner(folded, Tokenizer.tokens(of: folded)).spans()
  }

  @Test(arguments: [
    ("Jan 2020 – Present", "2020-01", nil), ("03.2019 bis heute", "2019-03", nil), ("2018/19", "2018", "2019"),
    ("2020-01 - 2021-05", "2020-01", "2021-05"), ("01/2020–05/2021", "2020-01", "2021-05"),
    ("(05/2019 – 01/2021)", "2019-05", "2021-01"), ("March 2022 to present", "2022-03", nil),
    ("2019 — 2021", "2019", "2021"), ("janvier 2020 à mars 2021", "2020-01", "2021-03"),
    ("depuis septembre 2018", "2018-09", nil), ("seit 2016", "2016", nil), ("Since Feb/2024 (2 years)", "2024-02", nil),
    ("junho de 2019 a maio de 2020", "2019-06", "2020-05"), ("enero 2018 - actualidad", "2018-01", nil),
    ("marzo 2017 – oggi", "2017-03", nil), ("sierpień 2015 – obecnie", "2015-08", nil),
    ("maart 2014 tot heden", "2014-03", nil), ("Sept. '19 - Oct '21", "2019-09", "2021-10"),
    ("Summer 2012 – 2013", "2012", "2013"), ("May – Aug 2019", "2019-05", "2019-08"),
    ("2023 Mar. – 2024 Jan.", "2023-03", "2024-01"), ("2016 / 09 – 2018 / 01", "2016-09", "2018-01"),
    ("12.03.2019 – 01.04.2020", "2019-03-12", "2020-04-01"), ("mars 2015 – augusti 2017", "2015-03", "2017-08"),
    ("2012–14", "2012", "2014"), ("von 01.2010 bis 12.2011", "2010-01", "2011-12"),
    ("01/2015 to date", "2015-01", nil), ("2021 -- Now", "2021", nil), ("03/19 – 05/21", "2019-03", "2021-05"),
    ("2024 –", "2024", nil), ("1 March 2019 - 3 April 2020", "2019-03-01", "2020-04-03"),
    ("March 12, 2020 – May 1, 2021", "2020-03-12", "2021-05-01"), ("2021\u{AD}Present", "2021", nil),
    ("alla data attuale: no; 2019 - alla data attuale", "2019", nil), ("maj 2018 – dags dato", "2018-05", nil),
    ("oktober 2016 – nå", "2016-10", nil),
    // Two-digit years, and the bare forms that only a range makes dates.
    ("Jan 19 – Mar 21", "2019-01", "2021-03"), ("'19 – '21", "2019", "2021"), ("10.19 - 12.20", "2019-10", "2020-12"),
    ("Since 07/25", "2025-07", nil), ("Mar-19 - now", "2019-03", nil), ("II 2019 – XI 2020", "2019-02", "2020-11"),
    ("3.IX.2018 – 1.II.2019", "2018-09-03", "2019-02-01"),
    // Years of study.
    ("2015/2018", "2015", "2018"), ("WS 2012/13", "2012", "2013"), ("2012-13", "2012", "2013"),
    ("2017 – May 2021 (expected)", "2017", "2021-05"),
    ("2021 - 2025 (Expected)", "2021", "2025"), ("Q3 2019 – Q1 2021", "2019", "2021"),
    ("01.02.2015–31.08.2017", "2015-02-01", "2017-08-31"), ("2015-09-01 to 2017-08-31", "2015-09-01", "2017-08-31"),
    ("March–June 2020", "2020-03", "2020-06"), ("de mars 2017 à juin 2019", "2017-03", "2019-06"),
    ("depuis 2019", "2019", nil), ("från 2015", "2015", nil), ("09.2019 – dato", "2019-09", nil),
    ("10/2025 - d.d.", "2025-10", nil), ("2015 – (current)", "2015", nil), ("2019, to present", "2019", nil),
    ("Jan 2018 – Mar 2020 (2 yrs 3 mos)", "2018-01", "2020-03"),
    ("March 1st, 2019 – May 2nd, 2020", "2019-03-01", "2020-05-02"),
    // Other languages.
    ("с марта 2019 г. по июнь 2020 г.", "2019-03", "2020-06"), ("август 2025–н.в.", "2025-08", nil),
    ("2018 – до настоящего времени", "2018", nil), ("вересень 2017 – дотепер", "2017-09", nil),
    ("2019. április – 2021. május", "2019-04", "2021-05"), ("2022.07.-folyamatban", "2022-07", nil),
    ("2013.10.-2015.05.", "2013-10", "2015-05"), ("říjen 2009-květen 2012", "2009-10", "2012-05"),
    ("tammikuu 2018 – nykyinen", "2018-01", nil), ("Ιανουάριος 2019 – σήμερα", "2019-01", nil),
    ("ΜΑΡΤΙΟΣ 2019 – ΜΑΪΟΣ 2020", "2019-03", "2020-05"), ("Ocak 2018 – günümüz", "2018-01", nil),
    ("ianuarie 2019 – prezent", "2019-01", nil), ("2019年4月至今", "2019-04", nil),
    ("2019年4月～2021年3月", "2019-04", "2021-03"), ("2023年4月より", "2023-04", nil), ("2022年7月 - 現在に至る", "2022-07", nil),
    ("令和2年4月〜令和4年3月", "2020-04", "2022-03"), ("2019년 4월 ~ 2021년 3월", "2019-04", "2021-03"),
    ("2019.04 ~ 현재", "2019-04", nil), ("tháng 4/2019 – nay", "2019-04", nil), ("Mei 2019 – sekarang", "2019-05", nil),
  ])
  func readsRanges(_ text: String, start: String, end: String?) throws {
    let span = try #require(spans(text).first, "no date in \(text)")
    #expect(span.start?.description == start)
    #expect(span.end?.description == end)
    #expect(span.isRange)
    #expect(span.isCurrent == (end == nil))
  }

  @Test(arguments: [
    ("June 2019", "2019-06"), ("2019", "2019"), ("11/2018", "2018-11"), ("2018-11-05", "2018-11-05"),
    ("Expected May 2027", "2027-05"),
    ("Juli 2017", "2017-07"), ("Sept2019", "2019-09"), ("Exp. Jun. 2017", "2017-06"),
    ("Expected Graduation: May 2018", "2018-05"), ("Graduation date: 06/2020", "2020-06"), ("Q3 2019", "2019"),
    ("2019 Q3", "2019"), ("2017年", "2017"), ("2018年6月", "2018-06"), ("15 de marzo de 2019", "2019-03-15"),
    ("1er janvier 2019", "2019-01-01"),
  ])
  func readsLoneDatesAsEnds(_ text: String, end: String) throws {
    let span = try #require(spans(text).first)
    #expect(span.start == nil)
    #expect(span.end?.description == end)
    #expect(!span.isRange)
  }

  @Test(arguments: [
    "Room 101", "2,000 users", "192.168.2019.1", "a 20,000 m² hall", "version 12.4", "+49 151 23452266", "50%",
    "April Smith", "10.19", "open 09.30 - 17.45", "Jan 19", "Part II 2 1", "1.4 – 2.0",
  ])
  func findsNone(_ text: String) {
    #expect(spans(text).isEmpty)
  }

  @Test func readsMonthsFirstWhereTheDocumentShowsIt() {
    let lines = LineBuilder(document("Clerk, 03/04/2019 – 05/06/2020\nCashier, 03/24/2017 – 02/01/2019")).lines
    #expect(lines[0].dates.first?.start?.description == "2019-03-04")
    #expect(lines[1].dates.first?.end?.description == "2019-02-01")
  }

  @Test func readsDaysFirstElsewhere() {
    let lines = LineBuilder(document("Clerk, 03/04/2019 – 05/06/2020")).lines
    #expect(lines[0].dates.first?.start?.description == "2019-04-03")
  }
}
