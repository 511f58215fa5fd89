import FoundationEssentials
import TestSupport
import Testing

@testable import ResumeModel

/// The reference is FoundationEssentials' decoder.
@Suite struct JSONReadingTests {
  /// Any JSON, by whatever decoder.
  private enum Tree: Decodable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case array([Tree])
    case object([String: Tree])

    init(from decoder: any Decoder) throws {
      let single = try decoder.singleValueContainer()
      if single.decodeNil() {
        self = .null
      } else if let value = try? single.decode(Bool.self) {
        self = .bool(value)
      } else if let value = try? single.decode(String.self) {
        self = .text(value)
      } else if var list = try? decoder.unkeyedContainer() {
        var elements: [Tree] = []
        while !list.isAtEnd { elements.append(try list.decode(Tree.self)) }
        self = .array(elements)
      } else if let members = try? single.decode([String: Tree].self) {
        self = .object(members)
      } else {
        self = .number(try single.decode(Double.self))
      }
    }
  }

  private func mine<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try CanonicalJSON.decode(type, from: Array(text.utf8))
  }

  private func reference<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
    try JSONDecoder().decode(type, from: Data(bytes))
  }

  @Test(arguments: [
    "null", "true", " false ", "0", "-0", "12", "-3.25", "1e3", "1E-2", "0.989", "841.9", "123456789012345678",
    "1.7976931348623157e308",
    "4.9e-324", "0.1234567890123456", "999999999999999", "9999999999999999", #""""#, #""plain""#,
    #""\"\\\/\b\f\n\r\t""#,
    #""\u00e9\ud83d\udc69\u0000""#, "\"Zoë 簡歴 👩‍🚀\"", "[]", "[ ]", "[1,[2, [3]],{}]", "{}", "{ }",
    #"{"a":1,"b":{"a":[null]}}"#,
    "\r\n\t { \"a\" : [ 1 , 2 ] } \n", #"{"\u0061":1}"#,
  ])
  func readsAny(_ text: String) throws {
    #expect(try mine(Tree.self, text) == reference(Tree.self, Array(text.utf8)))
  }

  @Test(arguments: [
    "", " ", "nul", "tru", "TRUE", "-", "+1", "01", "1.", ".5", "1e", "1e+", "0x1", "1 2", "NaN", "Infinity", "\"",
    "\"open", #""\"#, #""\x""#,
    #""\u12""#, #""\u12G4""#, #""\ud800""#, #""\ud800\u0041""#, #""\udc00""#, "\"\u{1}\"", "\"a\nb\"", "[", "[1", "[1,",
    "[1 2]", "]", "{",
    "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1 \"b\":2}", "{a:1}", "{1:2}", "{\"a\" 1}", "}", "[}", "1]", "1e999",
    "\u{FEFF}1", "/* */ 1",
  ])
  func refusesWhatIsNone(_ text: String) {
    #expect(throws: DecodingError.self) { try mine(Tree.self, text) }
  }

  @Test func refusesBytesThatAreNoText() {
    let bytes: [UInt8] = [0x22, 0xC3, 0x28, 0x22]
    #expect(throws: DecodingError.self) { try CanonicalJSON.decode(String.self, from: bytes) }
  }

  @Test func refusesWhatNestsTooDeep() throws {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(try mine([[[Int]]].self, nested(3)) == [[[]]])
    _ = try JSONTape(Array(nested(512).utf8))
    #expect(throws: DecodingError.self) { try JSONTape(Array(nested(513).utf8)) }
  }

  private struct Numbers: Decodable, Equatable {
    var small: Int8?
    var byte: UInt8?
    var whole: Int
    var float: Float?
    var large: UInt64?
  }

  @Test(arguments: [
    #"{"small":-128,"byte":255,"whole":1.0,"float":0.1,"large":18446744073709551615}"#, #"{"whole":1e2}"#,
    #"{"whole":-0,"small":null}"#,
  ])
  func readsNumbers(_ text: String) throws {
    #expect(try mine(Numbers.self, text) == reference(Numbers.self, Array(text.utf8)))
  }

  @Test(arguments: [
    #"{"whole":1.5}"#, #"{"whole":1e30}"#, #"{"whole":"1"}"#, #"{"whole":null}"#, #"{"whole":true}"#, #"{}"#,
    #"{"whole":1,"small":128}"#,
    #"{"whole":1,"byte":-1}"#, "[1]", "1",
  ])
  func refusesNumbersThatDoNotFit(_ text: String) {
    #expect(throws: DecodingError.self) { try mine(Numbers.self, text) }
    #expect(throws: DecodingError.self) { try reference(Numbers.self, Array(text.utf8)) }
  }

  /// Members are found in whatever order they stand, and a dictionary's thousands in their own.
  @Test func findsMembers() throws {
    #expect(
      try mine(Numbers.self, #"{"large":5,"other":{"whole":9},"whole":7,"byte":1,"small":2}"#)
        == Numbers(small: 2, byte: 1, whole: 7, large: 5))
    let members = Dictionary(uniqueKeysWithValues: (0..<20000).map { ("key \($0)", $0) })
    #expect(try CanonicalJSON.decode([String: Int].self, from: CanonicalJSON.encode(members)) == members)
  }

  @Test func readsResumes() throws {
    let bytes = try CanonicalJSON.encode(ParsedResume.sample)
    #expect(try CanonicalJSON.decode(ParsedResume.self, from: bytes) == ParsedResume.sample)
    let bare = try CanonicalJSON.decode(ParsedResume.self, from: bytes, userInfo: [.withoutEvidence: true])
    #expect(bare.name == Extracted("Zoë \"Z\" Roe", confidence: 0.989))
    #expect(bare.work[0].start?.value == ParsedResume.sample.work[0].start?.value)
  }

  /// Whatever becomes of the bytes: what is taken, the reference takes for the same.
  @Test(arguments: 1...8)
  func takesNothingThatTheReferenceRefuses(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let whole = try CanonicalJSON.encode(ParsedResume.sample)
    let signs = Array(#"{}[]",:\/ue0-.1tfn"#.utf8) + [0x00, 0x1F, 0x20, 0x7F, 0x80, 0xC3, 0xFF]
    var taken = 0
    for _ in 0..<400 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: bytes.indices, using: &generator)
        let sign = signs[Int.random(in: signs.indices, using: &generator)]
        switch Int.random(in: 0...2, using: &generator) {
        case 0: bytes[place] = sign
        case 1: bytes.insert(sign, at: place)
        default: bytes.remove(at: place)
        }
      }
      guard let mine = try? CanonicalJSON.decode(Tree.self, from: bytes) else { continue }
      taken += 1
      #expect(try mine == reference(Tree.self, bytes), "\(String(decoding: bytes, as: UTF8.self))")
    }
    #expect(taken > 20)
  }
}
