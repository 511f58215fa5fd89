/// A telephone number: as the document writes it, and in the one form that can be dialled from anywhere.
public struct PhoneNumber: Hashable, Sendable {
  /// As written, without an extension: "0171/1234567", "(206) 555-0121".
  public var text: String
  /// "+491711234567" (ITU-T E.164); nil where the country is unknown or no such number exists.
  public var e164: String?
  /// What is dialled after the number: "12".
  public var `extension`: String?

  public init(_ text: String, e164: String? = nil, extension: String? = nil) {
    self.text = text
    self.e164 = e164
    self.extension = `extension`
  }

  /// The form to store and to compare: E.164 where it is known.
  public var canonical: String { e164 ?? text }
}

extension PhoneNumber: Codable {
  enum CodingKeys: String, CodingKey {
    case text, e164, `extension`
  }

  /// Readings of parsers before 0.2 hold the plain text.
  public init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      self.init(text)
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      try container.decode(String.self, forKey: .text), e164: try container.decodeIfPresent(String.self, forKey: .e164),
      extension: try container.decodeIfPresent(String.self, forKey: .extension))
  }
}
