import Foundation
import Logging
import Testing

@testable import CommandKit

@Suite struct LogLineTests {
  private func line(_ message: String, _ metadata: Logger.Metadata, level: Logger.Level = .info) -> LogLine {
    LogLine(time: 1_795_666_200_123, level: level, message: message, metadata: metadata)
  }

  @Test func namesWhatIsKnownFirst() {
    let line = line(
      "outcome",
      [
        "trace": "7f", "ms": .number(35), "resume": .number(12), "outcome": "created", "run": .number(3),
        "candidate": .number(7), "needs_review": .stringConvertible(true),
      ])
    #expect(
      line.text(.text)
        == "2026-11-26T04:10:00.123Z info outcome resume=12 outcome=created candidate=7 needs_review=true run=3 trace=7f ms=35"
    )
    #expect(
      line.text(.json) == """
        {"time":"2026-11-26T04:10:00.123Z","level":"info","message":"outcome","resume":12,"outcome":"created",\
        "candidate":7,"needs_review":true,"run":3,"trace":"7f","ms":35}
        """)
  }

  @Test func quotesWhatCouldBeMistaken() {
    let metadata: Logger.Metadata = ["a": "two words", "b": "", "c": "x=1", "d": "say \"no\"", "e": "C:\\x"]
    #expect(line("m", metadata).text(.text).hasSuffix(#" m a="two words" b="" c="x=1" d="say \"no\"" e=C:\x"#))
  }

  /// A file's name drives no terminal and makes no line of its own.
  @Test(arguments: [
    ("a\nb", "a\\nb"), ("a\rb", "a\\rb"), ("\u{1b}[2J", "\\u001b[2J"), ("a\u{9b}b", "a\\u009bb"),
    ("a\u{0}b", "a\\u0000b"),
    ("a\u{2028}b", "a\\u2028b"), ("a\u{202e}b", "a\\u202eb"), ("a\u{7f}b", "a\\u007fb"),
  ])
  func neutralisesControlCharacters(_ text: String, escaped: String) throws {
    let line = line("x" + text, ["file": .string(text), "ke y": "v"])
    #expect(line.text(.text).contains(" info x\(escaped) file=\"\(escaped)\" ke_y=v"))
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(line.text(.json).utf8)) as? [String: String])
    #expect(object["file"] == text && object["message"] == "x" + text)
    #expect(!line.text(.json).unicodeScalars.contains { $0.value < 0x20 || (0x7f...0x9f).contains($0.value) })
  }

  @Test func aLibrarysFieldsNeverReplaceTheLines() throws {
    let line = line(
      "m", ["level": "9", "list": ["a", .number(1)], "map": ["k": .stringConvertible(1.5)]], level: .error)
    #expect(line.text(.json).hasSuffix(#""level":"error","message":"m","level_":"9","list":["a",1],"map":{"k":1.5}}"#))
    #expect(line.text(.text).hasSuffix(#" error m level=9 list="[\"a\",1]" map="{\"k\":1.5}""#))
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (951_782_399_999, "2000-02-28T23:59:59.999Z"),
    (4_102_444_800_007, "2100-01-01T00:00:00.007Z"),
  ])
  func writesTimeInUTC(_ milliseconds: Int, text: String) {
    #expect(LogText.time(milliseconds: milliseconds) == text)
  }
}
