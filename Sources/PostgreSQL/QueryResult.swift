import CPQ

/// The rows of one statement, or how many it affected.
public struct QueryResult: Sendable, RandomAccessCollection {
  /// A column of a result.
  public struct Column: Sendable, Hashable {
    public let name: String
    /// The type's object identifier in the server's catalogue.
    public let typeOID: UInt32
  }

  public let rows: [Row]
  /// Rows inserted, updated, deleted or returned; 0 for other commands.
  public let affectedRows: Int
  /// The server's name for what it did, such as `INSERT 0 1`.
  let commandTag: String
  /// Nil where a statement was empty.
  private let storage: ResultStorage?

  public var columns: [Column] { storage?.columns.all ?? [] }
  public var startIndex: Int { 0 }
  public var endIndex: Int { rows.count }
  public subscript(position: Int) -> Row { rows[position] }

  /// Takes over the result, which is freed with the last row.
  init(owning result: OpaquePointer) {
    let storage = ResultStorage(owning: result)
    self.storage = storage
    rows = (0..<Int(PQntuples(result))).map { Row(storage: storage, index: Int32($0)) }
    affectedRows = Int(String(cString: PQcmdTuples(result))) ?? 0
    commandTag = String(cString: PQcmdStatus(result))
  }

  /// The result of no statement at all.
  static let empty = QueryResult()

  private init() {
    rows = []
    affectedRows = 0
    commandTag = ""
    storage = nil
  }

  /// The only row.
  ///
  /// - Throws: `unexpectedResult` where there is none or more than one.
  public func only() throws(PostgreSQLError) -> Row {
    guard rows.count == 1 else {
      throw PostgreSQLError(.unexpectedResult, "expected one row, the statement returned \(rows.count)")
    }
    return rows[0]
  }
}

/// The columns of a result and where they are.
public struct ResultColumns: Sendable {
  let all: [QueryResult.Column]
  private let positions: [String: Int]

  init(_ columns: [QueryResult.Column]) {
    all = columns
    positions = Dictionary(
      zip(columns.lazy.map(\.name), columns.indices), uniquingKeysWith: { first, _ in first })
  }

  func position(named name: String) throws(PostgreSQLError) -> Int {
    guard let position = positions[name] else {
      let names = all.map(\.name).joined(separator: ", ")
      throw PostgreSQLError(.unexpectedResult, "the result has no column \"\(name)\", but \(names)")
    }
    return position
  }

  func position(_ position: Int) throws(PostgreSQLError) -> Int {
    guard all.indices.contains(position) else {
      throw PostgreSQLError(.unexpectedResult, "the result has no column \(position), but \(all.count)")
    }
    return position
  }
}

/// A libpq result: values are read from it when asked for.
final class ResultStorage: @unchecked Sendable {  // libpq: a PGresult is read-only once made and safe to share
  private let result: OpaquePointer
  let columns: ResultColumns

  init(owning result: OpaquePointer) {
    self.result = result
    columns = ResultColumns(
      (0..<PQnfields(result)).map {
        QueryResult.Column(name: String(cString: PQfname(result, $0)), typeOID: PQftype(result, $0))
      })
  }

  deinit { PQclear(result) }

  /// Nil for NULL. The bytes are valid during the call.
  func withBytes<Value>(row: Int32, column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value? {
    let column = Int32(column)
    guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return nil }
    let count = Int(PQgetlength(result, row, column))
    return start.withMemoryRebound(to: UInt8.self, capacity: count) {
      body(UnsafeBufferPointer(start: $0, count: count))
    }
  }
}
