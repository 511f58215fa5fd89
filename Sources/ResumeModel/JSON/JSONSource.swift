/// What all containers of one decoding read from.
final class JSONReading {
  let tape: JSONTape
  let userInfo: [CodingUserInfoKey: Any]

  init(_ tape: JSONTape, userInfo: [CodingUserInfoKey: Any]) {
    self.tape = tape
    self.userInfo = userInfo
  }

  func kind(at node: Int) -> JSONTape.Kind { tape.nodes[node].kind }

  func isNull(at node: Int) -> Bool { kind(at: node) == .null }

  func value<Value: Decodable>(_ type: Value.Type, at node: Int) throws -> Value {
    try type.init(from: JSONSource(reading: self, node: node))
  }

  func bool(at node: Int) throws -> Bool {
    switch kind(at: node) {
    case .yes: true
    case .no: false
    default: throw mismatch(Bool.self, at: node)
    }
  }

  func string(at node: Int) throws -> String {
    guard let text = tape.text(at: node) else { throw mismatch(String.self, at: node) }
    return text
  }

  func double(at node: Int) throws -> Double {
    guard kind(at: node) == .number else { throw mismatch(Double.self, at: node) }
    guard let number = tape.double(at: node) else { throw outOfRange(Double.self, at: node) }
    return number
  }

  func float(at node: Int) throws -> Float {
    guard kind(at: node) == .number else { throw mismatch(Float.self, at: node) }
    guard let number = Float(tape.numberText(at: node)), number.isFinite else { throw outOfRange(Float.self, at: node) }
    return number
  }

  /// Also of a number that is written with decimals or an exponent, and whole.
  func integer<Value: FixedWidthInteger>(_ type: Value.Type, at node: Int) throws -> Value {
    guard kind(at: node) == .number else { throw mismatch(type, at: node) }
    if let value = Value(tape.numberText(at: node)) { return value }
    guard let number = tape.double(at: node), let value = Value(exactly: number) else {
      throw outOfRange(type, at: node)
    }
    return value
  }

  func mismatch(_ type: Any.Type, at node: Int) -> DecodingError {
    let context = DecodingError.Context(codingPath: [], debugDescription: "no \(type) but \(kind(at: node))")
    return isNull(at: node) ? .valueNotFound(type, context) : .typeMismatch(type, context)
  }

  private func outOfRange(_ type: Any.Type, at node: Int) -> DecodingError {
    JSONTape.corrupted("no number that a \(type) holds", at: Int(tape.nodes[node].start))
  }
}

/// What a value is decoded by: where it stands.
struct JSONSource: Decoder {
  let reading: JSONReading
  let node: Int
  /// Not kept: the place in the bytes says more of what a machine wrote.
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { reading.userInfo }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(try JSONMembers(reading: reading, node: node))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try JSONElements(reading: reading, node: node) }

  func singleValueContainer() -> any SingleValueDecodingContainer { JSONSingle(reading: reading, node: node) }
}

/// Reads the members of an object; of two with one name the first.
struct JSONMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let reading: JSONReading
  let node: Int
  /// Where the next member is looked for first: those of a dictionary are asked for in their order, each once.
  private let cursor: Cursor
  var codingPath: [any CodingKey] { [] }

  private final class Cursor {
    var node: Int

    init(_ node: Int) {
      self.node = node
    }
  }

  init(reading: JSONReading, node: Int) throws {
    guard reading.kind(at: node) == .object else { throw reading.mismatch([String: Any].self, at: node) }
    self.reading = reading
    self.node = node
    cursor = Cursor(node + 1)
  }

  var allKeys: [Key] {
    var keys: [Key] = []
    var member = node + 1
    while member < end {
      if let name = reading.tape.text(at: member), let key = Key(stringValue: name) { keys.append(key) }
      member = next(after: member)
    }
    return keys
  }

  private var end: Int { Int(reading.tape.nodes[node].next) }

  private func next(after member: Int) -> Int { Int(reading.tape.nodes[member + 1].next) }

  /// The node of a member's value.
  private func find(_ key: Key) -> Int? {
    let name = key.stringValue
    return name.utf8.withContiguousStorageIfAvailable { find(name, $0) }
      ?? Array(name.utf8).withUnsafeBufferPointer { find(name, $0) }
  }

  private func find(_ name: String, _ utf8: UnsafeBufferPointer<UInt8>) -> Int? {
    let start = cursor.node
    for range in [start..<end, node + 1..<start] {
      var member = range.lowerBound
      while member < range.upperBound {
        if isNamed(member, name, utf8) {
          cursor.node = next(after: member)
          return member + 1
        }
        member = next(after: member)
      }
    }
    return nil
  }

  private func isNamed(_ member: Int, _ name: String, _ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    let place = reading.tape.nodes[member]
    guard place.kind == .text else { return reading.tape.text(at: member) == name }
    return Int(place.end - place.start) == utf8.count
      && reading.tape.bytes[Int(place.start)..<Int(place.end)].elementsEqual(utf8)
  }

  private func place(of key: Key) throws -> Int {
    guard let place = find(key) else {
      throw DecodingError.keyNotFound(key, .init(codingPath: [], debugDescription: "no member \(key.stringValue)"))
    }
    return place
  }

  /// Nil for a member that is null too.
  private func placeIfPresent(of key: Key) -> Int? {
    find(key).flatMap { reading.isNull(at: $0) ? nil : $0 }
  }

  func contains(_ key: Key) -> Bool { find(key) != nil }
  func decodeNil(forKey key: Key) throws -> Bool { reading.isNull(at: try place(of: key)) }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try reading.bool(at: place(of: key)) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try reading.string(at: place(of: key)) }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try reading.double(at: place(of: key)) }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try reading.float(at: place(of: key)) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try reading.integer(type, at: place(of: key)) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try reading.integer(type, at: place(of: key)) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try reading.integer(type, at: place(of: key)) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try reading.integer(type, at: place(of: key)) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try reading.integer(type, at: place(of: key)) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try reading.integer(type, at: place(of: key)) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try reading.integer(type, at: place(of: key)) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try reading.integer(type, at: place(of: key)) }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try reading.integer(type, at: place(of: key)) }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try reading.integer(type, at: place(of: key)) }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try reading.value(type, at: place(of: key))
  }

  // The most frequent ones are looked up once, not three times.
  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
    try placeIfPresent(of: key).map { try reading.string(at: $0) }
  }

  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
    try placeIfPresent(of: key).map { try reading.integer(type, at: $0) }
  }

  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    try placeIfPresent(of: key).map { try reading.value(type, at: $0) }
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try JSONSource(reading: reading, node: place(of: key)).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try JSONElements(reading: reading, node: place(of: key))
  }

  func superDecoder(forKey key: Key) throws -> any Decoder { JSONSource(reading: reading, node: try place(of: key)) }

  func superDecoder() throws -> any Decoder {
    guard let key = Key(stringValue: "super") else { return JSONSource(reading: reading, node: node) }
    return try superDecoder(forKey: key)
  }
}

/// Reads the elements of an array.
struct JSONElements: UnkeyedDecodingContainer {
  let reading: JSONReading
  /// Of the next element.
  private var place: Int
  private(set) var currentIndex = 0
  private let length: Int
  var count: Int? { length }
  var isAtEnd: Bool { currentIndex >= length }
  var codingPath: [any CodingKey] { [] }

  init(reading: JSONReading, node: Int) throws {
    guard reading.kind(at: node) == .array else { throw reading.mismatch([Any].self, at: node) }
    self.reading = reading
    place = node + 1
    length = Int(reading.tape.nodes[node].count)
  }

  /// Goes on to the next element, unless the reading of this one throws.
  private mutating func advance<Value>(_ type: Value.Type, _ read: (JSONReading, Int) throws -> Value) throws -> Value {
    let value = try read(reading, next(for: type))
    place = Int(reading.tape.nodes[place].next)
    currentIndex += 1
    return value
  }

  private func next(for type: Any.Type) throws -> Int {
    guard isAtEnd else { return place }
    throw DecodingError.valueNotFound(type, .init(codingPath: [], debugDescription: "no element left"))
  }

  mutating func decodeNil() throws -> Bool {
    guard reading.isNull(at: try next(for: Never?.self)) else { return false }
    return try advance(Bool.self) { _, _ in true }
  }

  mutating func decode(_ type: Bool.Type) throws -> Bool { try advance(type) { try $0.bool(at: $1) } }
  mutating func decode(_ type: String.Type) throws -> String { try advance(type) { try $0.string(at: $1) } }
  mutating func decode(_ type: Double.Type) throws -> Double { try advance(type) { try $0.double(at: $1) } }
  mutating func decode(_ type: Float.Type) throws -> Float { try advance(type) { try $0.float(at: $1) } }
  mutating func decode(_ type: Int.Type) throws -> Int { try advance(type) { try $0.integer(type, at: $1) } }
  mutating func decode(_ type: Int8.Type) throws -> Int8 { try advance(type) { try $0.integer(type, at: $1) } }
  mutating func decode(_ type: Int16.Type) throws -> Int16 { try advance(type) { try $0.integer(type, at: $1) } }
  mutating func decode(_ type: Int32.Type) throws -> Int32 { try advance(type) { try $0.integer(type, at: $1) } }
  mutating func decode(_ type: Int64.Type) throws -> Int64 { try advance(type) { try $0.integer(type, at: $1) } }
  mutating func decode(_ type: UInt.Type) throws -> UInt { try advance(type) { try $0.integer(type, at: $1) } }
  mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try advance(type) { try $0.integer(type, at: $1) } }
  mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try advance(type) { try $0.integer(type, at: $1) } }
  mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try advance(type) { try $0.integer(type, at: $1) } }
  mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try advance(type) { try $0.integer(type, at: $1) } }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try advance(type) { try $0.value(type, at: $1) }
  }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
    try superDecoder().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try superDecoder().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder {
    try advance(JSONSource.self) { JSONSource(reading: $0, node: $1) }
  }
}

/// Reads a value that is neither object nor array, or one that reads itself.
struct JSONSingle: SingleValueDecodingContainer {
  let reading: JSONReading
  let node: Int
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { reading.isNull(at: node) }
  func decode(_ type: Bool.Type) throws -> Bool { try reading.bool(at: node) }
  func decode(_ type: String.Type) throws -> String { try reading.string(at: node) }
  func decode(_ type: Double.Type) throws -> Double { try reading.double(at: node) }
  func decode(_ type: Float.Type) throws -> Float { try reading.float(at: node) }
  func decode(_ type: Int.Type) throws -> Int { try reading.integer(type, at: node) }
  func decode(_ type: Int8.Type) throws -> Int8 { try reading.integer(type, at: node) }
  func decode(_ type: Int16.Type) throws -> Int16 { try reading.integer(type, at: node) }
  func decode(_ type: Int32.Type) throws -> Int32 { try reading.integer(type, at: node) }
  func decode(_ type: Int64.Type) throws -> Int64 { try reading.integer(type, at: node) }
  func decode(_ type: UInt.Type) throws -> UInt { try reading.integer(type, at: node) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try reading.integer(type, at: node) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try reading.integer(type, at: node) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try reading.integer(type, at: node) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try reading.integer(type, at: node) }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try reading.value(type, at: node) }
}
