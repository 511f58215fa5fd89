@_spi(_Unicode) import Swift  // for `_nfc`: normalisation without ICU

/// An e-mail address, and the key by which two of them are the same person's.
///
/// Plus-tags and dots are kept: whether `jane.doe@` and `janedoe@` are one person is for their provider to know.
public struct EmailAddress: Hashable, Sendable {
  /// As written, without the white space around it.
  public let address: String
  /// Case folded, the domain in ASCII.
  public let key: String

  /// Nil for what is no address that mail could reach: a local part of up to 64 bytes, a domain of two or more labels.
  ///
  /// Source: RFC 5321, §4.1.2 and §4.5.3.1 (the dot-string form, not quoted strings or address literals), RFC 6531 for
  /// letters beyond ASCII.
  public init?(_ text: some StringProtocol) {
    let address = Self.trimmed(text)
    guard let at = address.lastIndex(of: "@") else { return nil }
    let local = address[..<at]
    guard Self.isLocalPart(local), let domain = Self.asciiDomain(address[address.index(after: at)...]) else {
      return nil
    }
    var key = ""
    key.unicodeScalars.append(contentsOf: local.lowercased()._nfc)
    key += "@" + domain
    guard key.utf8.count <= 254 else { return nil }
    self.address = address
    self.key = key
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
        || scalar.properties.generalCategory == .control
    }
    var scalars = Substring(text).unicodeScalars
    while let first = scalars.first, isIgnored(first) { scalars.removeFirst() }
    while let last = scalars.last, isIgnored(last) { scalars.removeLast() }
    return String(scalars)
  }

  private static func isLocalPart(_ text: Substring) -> Bool {
    guard (1...64).contains(text.utf8.count), text.first != ".", text.last != "." else { return false }
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if scalar == "." && previous == "." { return false }
      guard scalar.isASCII ? Self.isAtom(scalar) : Self.isLetterOrMark(scalar) else { return false }
      previous = scalar
    }
    return true
  }

  /// Source: RFC 5322, §3.2.3 (`atext`), and the dot between atoms.
  private static func isAtom(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", ".", "!", "#", "$", "%", "&", "'", "*", "+", "-", "/", "=", "?", "^", "_",
      "`",
      "{", "|", "}", "~":
      true
    default: false
    }
  }

  private static func isLetterOrMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter, .nonspacingMark,
      .spacingMark, .decimalNumber:
      true
    default: false
    }
  }

  /// Nil for what is no domain name.
  private static func asciiDomain(_ domain: Substring) -> String? {
    // RFC 3490, §3.1: these stand for the dot too.
    let folded = domain.lowercased()._nfc.map { ["。", "．", "｡"].contains($0) ? "." : $0 }
    var labels: [String] = []
    for label in folded.split(separator: ".", omittingEmptySubsequences: false) {
      guard let ascii = asciiLabel(label) else { return nil }
      labels.append(ascii)
    }
    // The last label of a host name is never a number: "jane@10.2" is a price or a version.
    guard labels.count >= 2, labels.last?.utf8.contains(where: { $0 > 0x39 }) == true else { return nil }
    return labels.joined(separator: ".")
  }

  private static func asciiLabel(_ label: ArraySlice<Unicode.Scalar>) -> String? {
    guard let first = label.first, let last = label.last, first != "-", last != "-" else { return nil }
    var isASCII = true
    for scalar in label {
      if scalar.isASCII {
        guard scalar == "-" || ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) else { return nil }
      } else {
        guard isLetterOrMark(scalar) else { return nil }
        isASCII = false
      }
    }
    var ascii: String
    if isASCII {
      ascii = ""
      ascii.unicodeScalars.append(contentsOf: label)
    } else {
      guard let encoded = Punycode.encode(label) else { return nil }
      ascii = "xn--" + encoded
    }
    return ascii.utf8.count <= 63 ? ascii : nil
  }
}

extension EmailAddress: CustomStringConvertible {
  public var description: String { address }
}

extension EmailAddress: Codable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(address)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let address = EmailAddress(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no e-mail address: \(text)")
    }
    self = address
  }
}
