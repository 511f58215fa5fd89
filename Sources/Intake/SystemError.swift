import Glibc

/// What a system call said: `errno`, and its words.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  public let code: CInt

  public init(_ code: CInt) {
    self.code = code
  }

  public var description: String { String(cString: strerror(code)) }
}

extension ArraySlice<UInt8> {
  /// Writes all of the bytes to an open file, past short writes.
  public func write(to file: CInt) throws(SystemError) {
    var rest = self
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw SystemError(errno) }
      rest = rest.dropFirst(count)
    }
  }
}
