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
    ("Juli 2017", "2017-07"), ("Sept2019", "2019-09"),
  ])
  func readsLoneDatesAsEnds(_ text: String, end: String) throws {
    let span = try #require(spans(text).first)
    #expect(span.start == nil)
    #expect(span.end?.description == end)
    #expect(!span.isRange)
  }

  @Test(arguments: [
    "Room 101", "2,000 users", "192.168.2019.1", "a 20,000 m² hall", "version 12.4", "+49 151 23452266", "50%",
    "April Smith",
  ])
  func findsNone(_ text: String) {
    #expect(spans(text).isEmpty)
  }
}
