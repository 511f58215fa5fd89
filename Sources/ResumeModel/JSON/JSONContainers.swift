/// What a value is encoded by: it writes where the stream stands, in an object or array of its own if it asks for one.
struct JSONPlace: Encoder {
  let stream: JSONStream
  /// How many objects and arrays are open around it.
  let depth: Int
  /// Not kept: only errors would tell it.
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    // A value may ask for its object again, to write more members.
    if stream.text.openCount == depth { stream.text.begin(.object) }
    return KeyedEncodingContainer(JSONObject(stream: stream, depth: depth))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if stream.text.openCount == depth { stream.text.begin(.array) }
    return JSONValues(stream: stream, depth: depth)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { JSONValues(stream: stream, depth: nil) }
}

/// Writes the members of an object.
struct JSONObject<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let stream: JSONStream
  /// How many objects and arrays are open around it.
  let depth: Int
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) { announced(key).text.write(raw: "null") }
  func encode(_ value: Bool, forKey key: Key) { announced(key).text.write(value) }
  func encode(_ value: String, forKey key: Key) { announced(key).text.write(value) }
  func encode(_ value: Double, forKey key: Key) throws { try announced(key).text.write(number: value) }
  func encode(_ value: Float, forKey key: Key) throws { try announced(key).text.write(number: value) }
  func encode(_ value: Int, forKey key: Key) { announced(key).text.write(number: value) }
  func encode(_ value: Int8, forKey key: Key) { announced(key).text.write(number: value) }
  func encode(_ value: Int16, forKey key: Key) { announced(key).text.write(number: value) }
  func encode(_ value: Int32, forKey key: Key) { announced(key).text.write(number: value) }
  func encode(_ value: Int64, forKey key: Key) { announced(key).text.write(number: value) }
  func encode(_ value: UInt, forKey key: Key) { announced(key).text.write(number: value) }
  func encode(_ value: UInt8, forKey key: Key) { announced(key).text.write(number: value) }
  func encode(_ value: UInt16, forKey key: Key) { announced(key).text.write(number: value) }
  func encode(_ value: UInt32, forKey key: Key) { announced(key).text.write(number: value) }
  func encode(_ value: UInt64, forKey key: Key) { announced(key).text.write(number: value) }
  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws { try announced(key).write(value) }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested>
  {
    announced(key).place.container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    announced(key).place.unkeyedContainer()
  }

  func superEncoder(forKey key: Key) -> any Encoder { announced(key).place }

  func superEncoder() -> any Encoder {
    stream.text.announce("super", at: depth)
    return stream.place
  }

  private func announced(_ key: Key) -> JSONStream {
    stream.text.announce(key.stringValue, at: depth)
    return stream
  }
}

/// Writes the elements of an array, or a value that is neither object nor array.
struct JSONValues: UnkeyedEncodingContainer, SingleValueEncodingContainer {
  let stream: JSONStream
  /// How many objects and arrays are open around the array; nil for a single value.
  let depth: Int?
  private(set) var count = 0
  var codingPath: [any CodingKey] { [] }

  init(stream: JSONStream, depth: Int?) {
    self.stream = stream
    self.depth = depth
  }

  mutating func encodeNil() { announced().text.write(raw: "null") }
  mutating func encode(_ value: Bool) { announced().text.write(value) }
  mutating func encode(_ value: String) { announced().text.write(value) }
  mutating func encode(_ value: Double) throws { try announced().text.write(number: value) }
  mutating func encode(_ value: Float) throws { try announced().text.write(number: value) }
  mutating func encode(_ value: Int) { announced().text.write(number: value) }
  mutating func encode(_ value: Int8) { announced().text.write(number: value) }
  mutating func encode(_ value: Int16) { announced().text.write(number: value) }
  mutating func encode(_ value: Int32) { announced().text.write(number: value) }
  mutating func encode(_ value: Int64) { announced().text.write(number: value) }
  mutating func encode(_ value: UInt) { announced().text.write(number: value) }
  mutating func encode(_ value: UInt8) { announced().text.write(number: value) }
  mutating func encode(_ value: UInt16) { announced().text.write(number: value) }
  mutating func encode(_ value: UInt32) { announced().text.write(number: value) }
  mutating func encode(_ value: UInt64) { announced().text.write(number: value) }
  mutating func encode<Value: Encodable>(_ value: Value) throws { try announced().write(value) }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    announced().place.container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { announced().place.unkeyedContainer() }

  mutating func superEncoder() -> any Encoder { announced().place }

  private mutating func announced() -> JSONStream {
    if let depth { stream.text.announce(at: depth) }
    count += 1
    return stream
  }
}
