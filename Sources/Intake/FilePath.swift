/// Where a file is, in the very bytes that the system knows it by.
///
/// A name on Linux is any bytes but `/` and NUL. A `String` made of them repairs what is no UTF-8 and then names no file, so
/// paths stay bytes from the folder's listing to `open`, and become text only where a person or the database reads them:
/// see ``description``.
public struct FilePath: Hashable, Sendable {
  /// Without the terminating NUL.
  public let bytes: [UInt8]

  public init(bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  public init(_ text: String) {
    self.init(bytes: text.utf8)
  }

  /// What a C string holds.
  public init(cString: UnsafePointer<CChar>) {
    var bytes: [UInt8] = []
    var next = cString
    while next.pointee != 0 {
      bytes.append(UInt8(bitPattern: next.pointee))
      next += 1
    }
    self.bytes = bytes
  }

  /// For a system call, terminated by a NUL; valid only within `body`.
  public func withCString<Result, Failure: Error>(
    _ body: (UnsafePointer<CChar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let terminated = bytes.map { CChar(bitPattern: $0) } + [0]
    let result: Swift.Result<Result, Failure> = terminated.withUnsafeBufferPointer { buffer in
      Swift.Result { () throws(Failure) in
        try body(buffer.baseAddress!)  // never empty: a NUL is its last
      }
    }
    return try result.get()
  }
}

// MARK: Parts

extension FilePath {
  private static let slash = UInt8(ascii: "/")

  public var isAbsolute: Bool { bytes.first == Self.slash }

  /// The part behind the last slash; empty for a path that ends in one.
  public var lastComponent: FilePath {
    FilePath(bytes: bytes[(bytes.lastIndex(of: Self.slash).map { $0 + 1 } ?? 0)...])
  }

  /// The folder that it is in; nil for a path without a slash, and for the root.
  public var parent: FilePath? {
    guard let slash = bytes.lastIndex(of: Self.slash), bytes.count > 1 else { return nil }
    return FilePath(bytes: slash == 0 ? bytes[...0] : bytes[..<slash])
  }

  /// A path below this one.
  public func appending(_ relative: FilePath) -> FilePath {
    if bytes.isEmpty { return relative }
    return FilePath(bytes: (bytes.last == Self.slash ? bytes : bytes + [Self.slash]) + relative.bytes)
  }

  public func appending(_ relative: String) -> FilePath {
    appending(FilePath(relative))
  }

  /// Itself, or something in the folder it names, however deep.
  public func isWithin(_ folder: FilePath) -> Bool {
    guard bytes.starts(with: folder.bytes) else { return false }
    return bytes.count == folder.bytes.count || folder.bytes.last == Self.slash
      || bytes[folder.bytes.count] == Self.slash
  }

  /// Its part below a folder; nil where it is not within it, or is the folder itself.
  public func relative(to folder: FilePath) -> FilePath? {
    guard isWithin(folder), bytes.count > folder.bytes.count else { return nil }
    let rest = bytes[folder.bytes.count...]
    return FilePath(bytes: rest.first == Self.slash ? rest.dropFirst() : rest)
  }

  public func hasPrefix(_ text: String) -> Bool { bytes.starts(with: text.utf8) }

  public func hasSuffix(_ text: String) -> Bool { bytes.suffix(text.utf8.count).elementsEqual(text.utf8) }
}

extension FilePath: CustomStringConvertible {
  /// For people and the database: as it is where it is UTF-8, else with each byte that is none as `\xE9`, so that two files
  /// are never called the same.
  public var description: String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = ""
    var rest = bytes[...]
    while let byte = rest.first {
      let length = Self.characterLength(rest)
      if length > 0, let character = String(validating: rest.prefix(length), as: UTF8.self) {
        text += character
        rest = rest.dropFirst(length)
      } else {
        text += "\\x" + String(byte, radix: 16, uppercase: true)
        rest = rest.dropFirst()
      }
    }
    return text
  }

  /// Bytes of the character that its first byte announces; 0 where it announces none.
  private static func characterLength(_ bytes: ArraySlice<UInt8>) -> Int {
    switch bytes.first {
    case .some(0..<0x80): 1
    case .some(0xc2..<0xe0): 2
    case .some(0xe0..<0xf0): 3
    case .some(0xf0..<0xf5): 4
    default: 0
    }
  }
}

extension FilePath: Comparable {
  /// In the order of the bytes.
  public static func < (a: FilePath, b: FilePath) -> Bool {
    a.bytes.lexicographicallyPrecedes(b.bytes)
  }
}

extension FilePath: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) {
    self.init(text)
  }
}
