/// Parameters in the form libpq takes: one buffer, and per parameter an offset, a length, a format and a type.
struct EncodedParameters {
  private var bytes: [UInt8] = []
  /// Nil is NULL.
  private var offsets: [Int?] = []
  private var lengths: [CInt] = []
  private var formats: [CInt] = []
  private var types: [UInt32] = []

  private static let byteaOID: UInt32 = 17

  /// - Throws: `invalidParameter` with SQLSTATE 22021 for a text or SQL that holds a NUL, which PostgreSQL can't store.
  init(_ values: [SQLValue], of sql: String) throws(PostgreSQLError) {
    if sql.utf8.contains(0) {
      throw PostgreSQLError(
        .invalidParameter, "the statement holds a NUL character", sqlState: SQLState(rawValue: "22021"))
    }
    guard values.count <= 65_535 else {
      throw PostgreSQLError(.misuse, "a statement takes at most 65535 parameters, not \(values.count)")
    }
    for (index, value) in values.enumerated() {
      let start = bytes.count
      if case .bytes(let content) = value {
        bytes += content
        append(offset: start, format: 1, type: Self.byteaOID)
      } else if let text = value.textFormat {
        bytes += text.utf8
        append(offset: start, format: 0, type: 0)
        if bytes[start...].contains(0) {
          throw PostgreSQLError(
            .invalidParameter, "parameter \(index + 1) holds a NUL character", sqlState: SQLState(rawValue: "22021"))
        }
      } else {
        append(offset: nil, format: 0, type: 0)
      }
      bytes.append(0)
    }
  }

  private mutating func append(offset: Int?, format: CInt, type: UInt32) {
    offsets.append(offset)
    lengths.append(CInt(bytes.count - (offset ?? bytes.count)))
    formats.append(format)
    types.append(type)
  }

  /// Calls `body` with the arrays of `PQsendQueryParams`: count, types, values, lengths, formats.
  func withArrays<Value>(
    _ body: (
      CInt, UnsafePointer<UInt32>?, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<CInt>?,
      UnsafePointer<CInt>?
    ) -> Value
  ) -> Value {
    bytes.withUnsafeBytes { buffer in
      let base = buffer.bindMemory(to: CChar.self).baseAddress
      let values = offsets.map { offset in offset.flatMap { base?.advanced(by: $0) } }
      return values.withUnsafeBufferPointer { values in
        body(CInt(values.count), types, values.baseAddress, lengths, formats)
      }
    }
  }
}
