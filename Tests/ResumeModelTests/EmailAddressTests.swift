import Testing

@testable import ResumeModel

@Suite struct EmailAddressTests {
  @Test(arguments: [
    ("jane.doe@example.com", "jane.doe@example.com"),
    ("  Jane.Doe@Example.COM\u{200B}", "jane.doe@example.com"),
    ("jane+jobs@example.com", "jane+jobs@example.com"),
    ("o'neil@example.org", "o'neil@example.org"),
    ("info@MÜLLER.example", "info@xn--mller-kva.example"),
    ("info@mu\u{308}ller.example", "info@xn--mller-kva.example"),
    ("a@bücher。example", "a@xn--bcher-kva.example"),
    ("用户@例子.example", "用户@xn--fsqu00a.example"),
    ("x_y-z@sub.example-host.co.uk", "x_y-z@sub.example-host.co.uk"),
  ])
  func normalises(_ text: String, key: String) {
    #expect(EmailAddress(text)?.key == key)
  }

  @Test(arguments: [
    "", "jane", "@example.com", "jane@", "jane@localhost", ".jane@example.com", "jane.@example.com",
    "ja..ne@example.com",
    "jane doe@example.com", "jane@example..com", "jane@-example.com", "jane@example-.com", "jane@exa mple.com",
    "jane@example.1", "jane@10.2", "\"jane\"@example.com", "jane@[127.0.0.1]", "jane\u{0}@example.com",
    String(repeating: "a", count: 65) + "@example.com", "jane@" + String(repeating: "a", count: 64) + ".com",
    "j@" + String(repeating: "abcdefghi.", count: 26) + "com",
  ])
  func refuses(_ text: String) {
    #expect(EmailAddress(text) == nil)
  }

  @Test func keepsTheAddressAsWritten() {
    #expect(EmailAddress(" Jane.Doe@Example.com ")?.address == "Jane.Doe@Example.com")
  }

  /// Source: RFC 3492, §7.1, samples (A), (B), (I), (L), (P), lower-cased as domain names are.
  @Test(arguments: [
    ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
    ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
    ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
    ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
    ("bücher", "bcher-kva"), ("ü", "tda"), ("maßstab", "mastab-cta"),
  ])
  func encodesPunycode(_ label: String, ascii: String) {
    #expect(Punycode.encode(label.unicodeScalars) == ascii)
  }
}
