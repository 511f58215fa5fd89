import FoundationEssentials

/// One row. Columns are read by name or position (from 0), each as the type one expects.
///
/// Every reader throws ``PostgreSQLError`` of kind `unexpectedResult` for a column that is not there or holds
/// something else; the plain ones also for NULL, which those with `ifPresent` return as nil.
public struct Row: Sendable {
  let storage: ResultStorage
  let index: Int32

  /// The text of a value of any type.
  public func string(_ column: some ColumnReference) throws(PostgreSQLError) -> String {
    try required(string(ifPresent: column), column)
  }

  /// The text of a value of any type. Nil for NULL.
  public func string(ifPresent column: some ColumnReference) throws(PostgreSQLError) -> String? {
    try read(column, Decoding.string)
  }

  /// An integer of any width.
  public func int(_ column: some ColumnReference) throws(PostgreSQLError) -> Int {
    try required(int(ifPresent: column), column)
  }

  /// An integer of any width. Nil for NULL.
  public func int(ifPresent column: some ColumnReference) throws(PostgreSQLError) -> Int? {
    try read(column, Decoding.int)
  }

  /// A number.
  public func double(_ column: some ColumnReference) throws(PostgreSQLError) -> Double {
    try required(double(ifPresent: column), column)
  }

  /// A number. Nil for NULL.
  public func double(ifPresent column: some ColumnReference) throws(PostgreSQLError) -> Double? {
    try read(column, Decoding.double)
  }

  /// A boolean.
  public func bool(_ column: some ColumnReference) throws(PostgreSQLError) -> Bool {
    try required(bool(ifPresent: column), column)
  }

  /// A boolean. Nil for NULL.
  public func bool(ifPresent column: some ColumnReference) throws(PostgreSQLError) -> Bool? {
    try read(column, Decoding.bool)
  }

  /// A `bytea`.
  public func bytes(_ column: some ColumnReference) throws(PostgreSQLError) -> [UInt8] {
    try required(bytes(ifPresent: column), column)
  }

  /// A `bytea`. Nil for NULL.
  public func bytes(ifPresent column: some ColumnReference) throws(PostgreSQLError) -> [UInt8]? {
    try read(column, Decoding.bytes)
  }

  /// A one-dimensional array of any type, its elements as text.
  public func textArray(_ column: some ColumnReference) throws(PostgreSQLError) -> [String?] {
    try required(textArray(ifPresent: column), column)
  }

  /// A one-dimensional array of any type, its elements as text. Nil for NULL.
  public func textArray(ifPresent column: some ColumnReference) throws(PostgreSQLError) -> [String?]? {
    try read(column, Decoding.textArray)
  }

  /// A one-dimensional array of integers.
  public func intArray(_ column: some ColumnReference) throws(PostgreSQLError) -> [Int64?] {
    try required(intArray(ifPresent: column), column)
  }

  /// A one-dimensional array of integers. Nil for NULL.
  public func intArray(ifPresent column: some ColumnReference) throws(PostgreSQLError) -> [Int64?]? {
    try read(column, Decoding.intArray)
  }

  /// A `timestamptz`, `timestamp` or `date`; without a zone it is taken as UTC.
  public func timestamp(_ column: some ColumnReference) throws(PostgreSQLError) -> Date {
    try required(timestamp(ifPresent: column), column)
  }

  /// A `timestamptz`, `timestamp` or `date`; without a zone it is taken as UTC. Nil for NULL.
  public func timestamp(ifPresent column: some ColumnReference) throws(PostgreSQLError) -> Date? {
    try read(column, Decoding.timestamp)
  }

  public func isNull(_ column: some ColumnReference) throws(PostgreSQLError) -> Bool {
    try storage.withBytes(row: index, column: column.position(in: storage.columns)) { _ in false } ?? true
  }

  private func read<Value>(
    _ reference: some ColumnReference, _ decoding: Decoding<Value>
  ) throws(PostgreSQLError) -> Value? {
    let column = try reference.position(in: storage.columns)
    guard let value = storage.withBytes(row: index, column: column, decoding.decode) else { return nil }
    guard let value else {
      let name = storage.columns.all[column].name
      throw PostgreSQLError(.unexpectedResult, "column \"\(name)\" does not hold \(decoding.name)")
    }
    return value
  }

  private func required<Value>(
    _ value: Value?, _ column: some ColumnReference
  ) throws(PostgreSQLError) -> Value {
    guard let value else { throw PostgreSQLError(.unexpectedResult, "column \"\(column)\" is NULL") }
    return value
  }
}

/// The name of a column, or its position from 0.
public protocol ColumnReference: CustomStringConvertible, Sendable {
  /// The column's position in a result.
  ///
  /// - Throws: ``PostgreSQLError`` of kind `unexpectedResult` where the result has no such column.
  func position(in result: ResultColumns) throws(PostgreSQLError) -> Int
}

extension String: ColumnReference {
  public func position(in result: ResultColumns) throws(PostgreSQLError) -> Int { try result.position(named: self) }
}

extension Int: ColumnReference {
  public func position(in result: ResultColumns) throws(PostgreSQLError) -> Int { try result.position(self) }
}

/// How a value is read from PostgreSQL's text format; nil where the text is something else.
private struct Decoding<Value>: Sendable {
  let name: String
  let decode: @Sendable (UnsafeBufferPointer<UInt8>) -> Value?
}

extension Decoding<String> {
  static let string = Decoding(name: "text") { String(decoding: $0, as: UTF8.self) }
}

extension Decoding<Int> {
  static let int = Decoding(name: "an integer") { Int(String(decoding: $0, as: UTF8.self)) }
}

extension Decoding<Double> {
  static let double = Decoding(name: "a number") { Double(String(decoding: $0, as: UTF8.self)) }
}

extension Decoding<Bool> {
  static let bool = Decoding(name: "a boolean") { text in
    switch text.count == 1 ? text[0] : 0 {
    case UInt8(ascii: "t"): true
    case UInt8(ascii: "f"): false
    default: nil
    }
  }
}

extension Decoding<[UInt8]> {
  static let bytes = Decoding(name: "bytes") { Hexadecimal.decode($0) }
}

extension Decoding<[String?]> {
  static let textArray = Decoding(name: "an array of one dimension") { ArrayLiteral.decode($0) }
}

extension Decoding<[Int64?]> {
  static let intArray = Decoding(name: "an array of integers") { text in
    guard let elements = ArrayLiteral.decode(text) else { return nil }
    var numbers: [Int64?] = []
    for element in elements {
      guard let element else {
        numbers.append(nil)
        continue
      }
      guard let number = Int64(element) else { return nil }
      numbers.append(number)
    }
    return numbers
  }
}

extension Decoding<Date> {
  static let timestamp = Decoding(name: "a point in time") {
    TimestampText.decode(String(decoding: $0, as: UTF8.self))
  }
}
