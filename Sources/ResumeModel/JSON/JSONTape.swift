/// JSON cut into its values: where each stands in the bytes, none of them made yet.
///
/// Strict, as RFC 8259 has it.
struct JSONTape {
  enum Kind: UInt8 {
    case null, no, yes, number, array, object
    /// As it stands in the bytes, or with escapes.
    case text, escapedText
  }

  struct Node {
    var kind: Kind
    /// Of its bytes, a text's quotes apart.
    var start, end: UInt32
    /// The first node behind it and all that is in it.
    var next: UInt32
    /// Of an array's elements, or an object's members: of each a node for the key, then the value's.
    var count: UInt32
  }

  let bytes: [UInt8]
  /// In the order of the bytes; the first is the whole.
  private(set) var nodes: [Node] = []
  private var index = 0

  /// Objects and arrays within each other.
  private static let deepest = 512

  /// - Throws: `DecodingError.dataCorrupted` for what is no JSON, nests too deep or is longer than 4 GB.
  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    guard bytes.count < UInt32.max else { throw Self.corrupted("longer than 4 GB", at: 0) }
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Self.corrupted("not UTF-8", at: 0) }
    nodes.reserveCapacity(bytes.count / 8)
    try readValue(depth: 0)
    skipSpace()
    guard index == bytes.count else { throw Self.corrupted("something follows the value", at: index) }
  }

  static func corrupted(_ what: String, at index: Int) -> DecodingError {
    .dataCorrupted(.init(codingPath: [], debugDescription: "no JSON: \(what), byte \(index)"))
  }

  // MARK: Reading

  private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: sign) else { return false }
    index += 1
    return true
  }

  private mutating func begin(_ kind: Kind) -> Int {
    nodes.append(Node(kind: kind, start: UInt32(index), end: 0, next: 0, count: 0))
    return nodes.count - 1
  }

  private mutating func end(_ node: Int, count: Int = 0) {
    nodes[node].end = UInt32(index)
    nodes[node].next = UInt32(nodes.count)
    nodes[node].count = UInt32(count)
  }

  private mutating func readValue(depth: Int) throws {
    skipSpace()
    switch byte {
    case UInt8(ascii: "\""): try readText()
    case UInt8(ascii: "{"): try readObject(depth: depth)
    case UInt8(ascii: "["): try readArray(depth: depth)
    case UInt8(ascii: "t"): try readWord("true", .yes)
    case UInt8(ascii: "f"): try readWord("false", .no)
    case UInt8(ascii: "n"): try readWord("null", .null)
    default: try readNumber()
    }
  }

  private mutating func readWord(_ word: StaticString, _ kind: Kind) throws {
    let node = begin(kind)
    for offset in 0..<word.utf8CodeUnitCount {
      guard byte == word.utf8Start[offset] else { throw Self.corrupted("not \(word)", at: index) }
      index += 1
    }
    end(node)
  }

  private mutating func readNumber() throws {
    let node = begin(.number)
    _ = take("-")
    if !take("0") { try readDigits() }
    if take(".") { try readDigits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try readDigits()
    }
    end(node)
  }

  private mutating func readDigits() throws {
    let start = index
    while let byte, byte >= 0x30, byte <= 0x39 { index += 1 }
    guard index > start else { throw Self.corrupted("no value", at: index) }
  }

  private mutating func readText() throws {
    index += 1
    let node = begin(.text)
    while true {
      guard let byte else { throw Self.corrupted("a text does not end", at: index) }
      if byte == UInt8(ascii: "\"") { break }
      guard byte >= 0x20 else { throw Self.corrupted("a control character in a text", at: index) }
      index += 1
      if byte == UInt8(ascii: "\\") {
        nodes[node].kind = .escapedText
        var rest = bytes[index...]
        guard Self.escaped(&rest) != nil else { throw Self.corrupted("no such escape", at: index) }
        index = rest.startIndex
      }
    }
    end(node)
    index += 1
  }

  private mutating func readArray(depth: Int) throws {
    try readList(.array, endingWith: "]", depth: depth) { tape in try tape.readValue(depth: depth + 1) }
  }

  private mutating func readObject(depth: Int) throws {
    try readList(.object, endingWith: "}", depth: depth) { tape in
      tape.skipSpace()
      guard tape.byte == UInt8(ascii: "\"") else { throw Self.corrupted("a member without a name", at: tape.index) }
      try tape.readText()
      tape.skipSpace()
      guard tape.take(":") else { throw Self.corrupted("a member without a value", at: tape.index) }
      try tape.readValue(depth: depth + 1)
    }
  }

  private mutating func readList(
    _ kind: Kind, endingWith sign: Unicode.Scalar, depth: Int, _ readElement: (inout Self) throws -> Void
  ) throws {
    guard depth < Self.deepest else { throw Self.corrupted("nests too deep", at: index) }
    let node = begin(kind)
    index += 1
    var count = 0
    skipSpace()
    if !take(sign) {
      repeat {
        try readElement(&self)
        count += 1
        skipSpace()
      } while take(",")
      guard take(sign) else { throw Self.corrupted("the \(kind) does not end", at: index) }
    }
    end(node, count: count)
  }
}

extension JSONTape {
  /// The text at a node; nil where it holds none.
  func text(at node: Int) -> String? {
    let place = nodes[node]
    let raw = bytes[Int(place.start)..<Int(place.end)]
    return switch place.kind {
    case .text: String(decoding: raw, as: UTF8.self)
    case .escapedText: unescaped(raw)
    default: nil
    }
  }

  private func unescaped(_ raw: ArraySlice<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(raw.count)
    var rest = raw
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), let scalar = Self.escaped(&rest), let bytes = UTF8.encode(scalar) {
        text.append(contentsOf: bytes)
      } else {
        text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// What stands behind a backslash; nil where it is no escape, or half of a pair of surrogates.
  private static func escaped(_ rest: inout ArraySlice<UInt8>) -> Unicode.Scalar? {
    switch rest.popFirst() {
    case UInt8(ascii: "\""): "\""
    case UInt8(ascii: "\\"): "\\"
    case UInt8(ascii: "/"): "/"
    case UInt8(ascii: "b"): "\u{8}"
    case UInt8(ascii: "f"): "\u{C}"
    case UInt8(ascii: "n"): "\n"
    case UInt8(ascii: "r"): "\r"
    case UInt8(ascii: "t"): "\t"
    case UInt8(ascii: "u"): scalar(&rest)
    default: nil
    }
  }

  /// One unit of UTF-16, or two that are a pair.
  private static func scalar(_ rest: inout ArraySlice<UInt8>) -> Unicode.Scalar? {
    guard let first = unit(&rest) else { return nil }
    guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) }
    guard rest.popFirst() == UInt8(ascii: "\\"), rest.popFirst() == UInt8(ascii: "u"), let second = unit(&rest),
      UTF16.isTrailSurrogate(second)
    else { return nil }
    return Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + UInt32(second) - 0xDC00)
  }

  private static func unit(_ rest: inout ArraySlice<UInt8>) -> UInt16? {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = rest.popFirst(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  /// The number at a node; nil where there is none, or it is beyond a double's range.
  func double(at node: Int) -> Double? {
    guard nodes[node].kind == .number else { return nil }
    if let exact = shortDecimal(at: node) { return exact }
    let number = Double(numberText(at: node))
    return number?.isFinite == true ? number : nil
  }

  func numberText(at node: Int) -> String {
    String(decoding: bytes[Int(nodes[node].start)..<Int(nodes[node].end)], as: UTF8.self)
  }

  /// Of up to 15 digits and no exponent: both the digits and the power of ten are doubles, so that one division rounds as it must.
  ///
  /// Source: Clinger, "How to Read Floating Point Numbers Accurately", 1990, §3.
  private func shortDecimal(at node: Int) -> Double? {
    let place = nodes[node]
    guard place.end - place.start <= 16 else { return nil }
    var digits = 0
    var power = 1.0
    var isNegative = false
    var isFraction = false
    for byte in bytes[Int(place.start)..<Int(place.end)] {
      switch byte {
      case UInt8(ascii: "-") where byte == bytes[Int(place.start)]: isNegative = true
      case UInt8(ascii: "."): isFraction = true
      case 0x30...0x39:
        digits = digits * 10 + Int(byte - 0x30)
        if isFraction { power *= 10 }
      default: return nil
      }
    }
    guard digits < 1_000_000_000_000_000 else { return nil }
    let value = Double(digits) / power
    return isNegative ? -value : value
  }
}
