/// The 512 bytes before each member of a tar archive.
///
/// Source: POSIX.1-2001, pax, "ustar Interchange Format"; sizes over 8 GiB as GNU tar has them (base 256).
struct TarHeader: Hashable {
  var name: String
  var size: Int

  static let blockSize = 512
  /// Two empty blocks end an archive.
  static let end = [UInt8](repeating: 0, count: 2 * blockSize)

  /// What fills a member up to a whole block.
  static func padding(after size: Int) -> Int { (blockSize - size % blockSize) % blockSize }

  /// - Parameter modified: seconds since 1970.
  func encoded(modified: Int) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: Self.blockSize)
    func put(_ text: String, at offset: Int) {
      for (index, byte) in text.utf8.enumerated() { block[offset + index] = byte }
    }
    put(name, at: 0)
    put("0000600", at: 100)
    put("0000000", at: 108)
    put("0000000", at: 116)
    if size < 1 << 33 {
      put(Self.octal(size, digits: 11), at: 124)
    } else {
      block[124] = 0x80
      for index in 0..<8 { block[135 - index] = UInt8(truncatingIfNeeded: size >> (8 * index)) }
    }
    put(Self.octal(modified, digits: 11), at: 136)
    block[156] = UInt8(ascii: "0")
    put("ustar", at: 257)
    put("00", at: 263)
    put(Self.octal(Self.checksum(block), digits: 6), at: 148)
    block[154] = 0
    block[155] = UInt8(ascii: " ")
    return block
  }

  /// Of a plain file's member; nil for anything else, and where the checksum is wrong.
  init?(_ block: ArraySlice<UInt8>) {
    let block = Array(block)
    guard block.count == Self.blockSize, block[156] == UInt8(ascii: "0") || block[156] == 0,
      Self.number(block[148..<156]) == Self.checksum(block), let size = Self.number(block[124..<136])
    else { return nil }
    name = String(decoding: block[..<100].prefix { $0 != 0 }, as: UTF8.self)
    self.size = size
  }

  init(name: String, size: Int) {
    self.name = name
    self.size = size
  }

  /// The sum of all bytes, those of the checksum taken as spaces.
  private static func checksum(_ block: [UInt8]) -> Int {
    block.enumerated().reduce(0) { $0 + Int((148..<156).contains($1.offset) ? UInt8(ascii: " ") : $1.element) }
  }

  private static func octal(_ value: Int, digits: Int) -> String {
    let text = String(value, radix: 8)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    if field.first == 0x80 { return field.suffix(7).reduce(0) { $0 << 8 | Int($1) } }
    let digits = field.prefix { $0 != 0 && $0 != UInt8(ascii: " ") }
    return Int(String(decoding: digits, as: UTF8.self), radix: 8)
  }
}
