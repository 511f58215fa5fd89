typealias OOXMLTree = XMLTree<OOXML>

extension XMLTree<OOXML> {
  /// A length in points.
  ///
  /// - Parameter unit: points of a bare number's unit: a twentieth for most lengths, a half for font sizes. The strict
  ///   standard allows "1.5cm" as well.
  func points(_ element: Int, _ name: OOXMLAttribute, unit: Double = 0.05) -> Double? {
    guard let text = attribute(element, name) else { return nil }
    let digits = text.utf8.prefix { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D || $0 == 0x2E }
    guard let number = Double(String(decoding: digits, as: UTF8.self)), abs(number) < 1e6 else { return nil }
    switch text.utf8.dropFirst(digits.count).first {
    case nil: return number * unit
    case UInt8(ascii: "i"): return number * 72
    case UInt8(ascii: "c"): return number * 72 / 2.54
    case UInt8(ascii: "m"): return number * 72 / 25.4
    case UInt8(ascii: "p"): return text.hasSuffix("pt") ? number : number * 12
    default: return nil
    }
  }

  /// An on/off property's value: present without a value means on.
  func isOn(_ element: Int) -> Bool {
    switch attribute(element, .val) {
    case "0", "false", "off", "none": false
    default: true
    }
  }
}
