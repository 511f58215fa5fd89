import FoundationEssentials
import Testing

@testable import ResumeModel

/// The reference is FoundationEssentials' encoder: who reads either's output can't tell them apart.
@Suite struct CanonicalJSONTests {
  private func reference(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private func check(_ value: some Encodable) throws {
    #expect(String(decoding: try CanonicalJSON.encode(value), as: UTF8.self) == (try reference(value)))
  }

  @Test(arguments: [
    "", "plain", #"a "quoted" \ path/with slashes"#, "tab\tline\nreturn\rbell\u{7}form\u{C}back\u{8}nul\u{0}",
    "\u{1F}\u{7F}\u{80}\u{2028}", "Zoë 簡歴 👩‍🚀 e\u{301}",
  ])
  func writesText(_ text: String) throws { try check([text]) }

  @Test(arguments: [0, -0.0, 1, 45, 0.989, 841.91998, 1e16, 1e22, 1.5e-7, -3.25, .pi, .greatestFiniteMagnitude, 100000])
  func writesNumbers(_ number: Double) throws { try check([number]) }

  @Test func writesEveryKindOfNumber() throws {
    try check([Int8.min])
    try check([UInt8.max])
    try check([Int16.min])
    try check([UInt16.max])
    try check([Int32.min])
    try check([UInt32.max])
    try check([Int64.min])
    try check([UInt64.max])
    try check([Int.max])
    try check([UInt.max])
    try check([Float(0.1), 2])
    try check([true, false])
    try check([Int?.none, 3])
  }

  @Test func refusesWhatIsNoNumber() {
    #expect(throws: EncodingError.self) { try CanonicalJSON.encode([Double.infinity]) }
    #expect(throws: EncodingError.self) { try CanonicalJSON.encode([Float.nan]) }
  }

  @Test func sortsKeysWhoseBeginningsAreEqual() throws {
    try check(["b": 1, "end": 2, "endDate": 3, "a": 4, "": 5, "ab": 6, "aB": 7])
  }

  @Test func writesContainersWithinContainers() throws {
    try check([[[1], []], [], [[2, 3]]])
    try check(["z": ["y": ["x": [String: Int]()]], "a": [:]])
    try check([String]())
    try check(Nested())
    try check([Nested(), Nested()])
    try check([Nothing()])
    try check(InTwoParts())
  }

  @Test func writesResumes() throws {
    var resume = ParsedResume.sample
    try check(resume)
    resume.documentDate = PartialDate(year: 2024)
    try check([resume, ParsedResume()])
  }

  @Test(arguments: [
    Box(x0: -0.04, y0: -12.35, x1: 0.04, y1: 0.05), Box(x0: 0, y0: 99.95, x1: 612, y1: 1e13 + 0.5),
    Box(x0: -1e17, y0: -0.1, x1: 1e15, y1: 1e300),
  ])
  func writesEvidence(_ box: Box) throws {
    try check([Extracted("a", confidence: 0.5, evidence: [Evidence(page: 1, box: box, line: 0)])])
    try check(Extracted(1.5, confidence: 1, evidence: [Evidence(page: 12, box: nil, line: 7)]))
  }

  @Test func refusesABoxWithoutNumbers() {
    let evidence = Evidence(page: 1, box: Box(x0: 0, y0: 0, x1: .infinity, y1: 0), line: 0)
    #expect(throws: EncodingError.self) {
      try CanonicalJSON.encode(Extracted("a", confidence: 1, evidence: [evidence]))
    }
  }

  /// Asks for containers of its own inside its object.
  private struct Nested: Encodable {
    enum Key: String, CodingKey {
      case z, list, object, a, base
    }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(1, forKey: .z)
      var list = object.nestedUnkeyedContainer(forKey: .list)
      try list.encode("one")
      var inner = list.nestedContainer(keyedBy: Key.self)
      try inner.encode(true, forKey: .z)
      try inner.encodeNil(forKey: .a)
      var more = list.nestedUnkeyedContainer()
      try more.encodeNil()
      try more.encode(2.5)
      var other = object.nestedContainer(keyedBy: Key.self, forKey: .object)
      try other.encode([1], forKey: .z)
      try other.encode("two", forKey: .a)
      try [3].encode(to: object.superEncoder(forKey: .base))
      try ["k": 4].encode(to: object.superEncoder())
      try object.encode("last", forKey: .a)
    }
  }

  private struct Nothing: Encodable {
    func encode(to encoder: any Encoder) throws {}
  }

  /// Asks for its object twice, as what adds members to another value's does.
  private struct InTwoParts: Encodable {
    enum First: CodingKey {
      case m
    }
    enum Second: CodingKey {
      case b
    }

    func encode(to encoder: any Encoder) throws {
      var first = encoder.container(keyedBy: First.self)
      try first.encode([1, 2], forKey: .m)
      var second = encoder.container(keyedBy: Second.self)
      try second.encode("x", forKey: .b)
    }
  }
}
