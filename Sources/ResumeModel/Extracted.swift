/// A value read from a document, with how sure the parser is of it and where it stands.
public struct Extracted<Value: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
  public var value: Value
  /// Like a probability, 0…1.
  public var confidence: Double
  /// The places the value was read from, most important first; empty for a value that stands in no one place.
  public var evidence: [Evidence]

  public init(_ value: Value, confidence: Double, evidence: [Evidence] = []) {
    self.value = value
    self.confidence = confidence
    self.evidence = evidence
  }

  /// Leaves the evidence unread where ``CodingUserInfoKey/withoutEvidence`` asks for that.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    value = try container.decode(Value.self, forKey: .value)
    confidence = try container.decode(Double.self, forKey: .confidence)
    let isWithoutEvidence = decoder.userInfo[.withoutEvidence] as? Bool ?? false
    evidence = isWithoutEvidence ? [] : try container.decode([Evidence].self, forKey: .evidence)
  }

  /// As an object of its three members. ``CanonicalJSON`` writes it without containers: there are hundreds in a resume.
  public func encode(to encoder: any Encoder) throws {
    if let place = encoder as? JSONPlace { return try place.stream.write(self) }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(confidence, forKey: .confidence)
    try container.encode(evidence, forKey: .evidence)
    try container.encode(value, forKey: .value)
  }

  /// In the order in which they are written.
  enum CodingKeys: String, CodingKey {
    case confidence, evidence, value
  }

  /// The same evidence for another reading of it.
  public func map<Other: Hashable & Sendable & Codable>(_ transform: (Value) -> Other) -> Extracted<Other> {
    Extracted<Other>(transform(value), confidence: confidence, evidence: evidence)
  }
}

extension CodingUserInfoKey {
  /// Set to true for a decoder whose user needs values and confidence only: evidence is half of a reading's JSON.
  public static let withoutEvidence = CodingUserInfoKey(rawValue: "hotgigs.withoutEvidence")!  // any text is a key
}

/// Where on a page a value stands.
public struct Evidence: Hashable, Sendable, Codable {
  /// From 1.
  public var page: Int
  /// Where it stands on the page; nil in a format without pages (DOCX, text).
  public var box: Box?
  /// Index of the line in the document's reading order, from 0.
  public var line: Int

  /// In the order in which they are written.
  enum CodingKeys: String, CodingKey {
    case box, line, page
  }

  public init(page: Int, box: Box?, line: Int) {
    self.page = page
    self.box = box
    self.line = line
  }
}
