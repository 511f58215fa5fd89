import Testing

@testable import DocumentText

@Suite struct DOCXRelationshipTests {
  /// As no program writes them: what is read of such a file is the same in every run all the same.
  @Test func ofSeveralPartsOfAKindTheFirstCounts() {
    var relationships = DOCXRelationships()
    for number in 1...9 {
      relationships.append(
        .init(type: "http://example.com/styles", target: "styles\(number).xml", isExternal: number == 1),
        id: "r\(number % 5)")
    }
    #expect(relationships.part("styles") == "styles2.xml")
    #expect(relationships.part("numbering") == nil)
    #expect(relationships["r1"]?.target == "styles6.xml")
    #expect(relationships["r7"] == nil)
  }
}
