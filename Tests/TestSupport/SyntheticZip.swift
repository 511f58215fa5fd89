/// A ZIP archive written byte by byte, so that it can be what no program writes.
public struct SyntheticZip {
  public struct Member {
    public var name: [UInt8]
    public var content: [UInt8]
    /// Where the directory says that it is; nil is where it is.
    public var offset: Int?
    /// What the directory says of its size; nil is its size.
    public var claimedSize: Int?
    public var claimedCompressedSize: Int?
    public var checksum: UInt32?
    public var flags = 0
    /// How it says that it is packed.
    public var method = 0
    public var isLink = false
    /// Sizes and place in the directory's ZIP64 field.
    public var isZip64 = false

    public init(_ name: String, _ content: String) {
      self.init(Array(name.utf8), Array(content.utf8))
    }

    public init(_ name: [UInt8], _ content: [UInt8]) {
      self.name = name
      self.content = content
    }
  }

  public var members: [Member] = []
  public var comment: [UInt8] = []
  /// The file of a split archive that it says it is.
  public var disk = 0

  public init() {}

  public init(_ files: [(name: String, content: String)]) {
    members = files.map { Member($0.name, $0.content) }
  }

  public mutating func add(_ name: String, _ content: String, _ change: (inout Member) -> Void = { _ in }) {
    var member = Member(name, content)
    change(&member)
    members.append(member)
  }

  /// All of it; members are stored as they are.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
      let offset = bytes.count
      let checksum = member.checksum ?? Self.checksum(of: member.content)
      let common =
        Self.little(20, 2) + Self.little(member.flags, 2) + Self.little(member.method, 2) + Self.little(0, 2)
        + Self.little(Self.date, 2) + Self.little(Int(checksum), 4)
      bytes += Self.little(0x0403_4B50, 4) + common
      bytes += Self.little(member.content.count, 4) + Self.little(member.content.count, 4)
      bytes += Self.little(member.name.count, 2) + Self.little(0, 2) + member.name + member.content
      let values = [
        member.claimedSize ?? member.content.count, member.claimedCompressedSize ?? member.content.count,
        member.offset ?? offset,
      ]
      let extra =
        member.isZip64 ? Self.little(1, 2) + Self.little(24, 2) + values.flatMap { Self.little($0, 8) } : []
      let written = member.isZip64 ? [0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF] : values
      directory += Self.little(0x0201_4B50, 4) + Self.little(3 << 8 | 20, 2) + common
      directory += Self.little(written[1], 4) + Self.little(written[0], 4)
      directory += Self.little(member.name.count, 2) + Self.little(extra.count, 2) + Self.little(0, 2)
      directory += Self.little(0, 2) + Self.little(0, 2)
      directory += Self.little(member.isLink ? 0xA1FF << 16 : 0x81A4 << 16, 4) + Self.little(written[2], 4)
      directory += member.name + extra
    }
    let start = bytes.count
    bytes += directory + Self.little(0x0605_4B50, 4) + Self.little(disk, 2) + Self.little(disk, 2)
    bytes += Self.little(members.count, 2) + Self.little(members.count, 2)
    bytes += Self.little(directory.count, 4) + Self.little(start, 4) + Self.little(comment.count, 2) + comment
    return bytes
  }

  /// 15 June 2024.
  private static let date = (2024 - 1980) << 9 | 6 << 5 | 15

  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// CRC-32.
  public static func checksum(of bytes: [UInt8]) -> UInt32 {
    var checksum: UInt32 = ~0
    for byte in bytes {
      checksum ^= UInt32(byte)
      for _ in 0..<8 { checksum = checksum & 1 == 1 ? checksum >> 1 ^ 0xEDB8_8320 : checksum >> 1 }
    }
    return ~checksum
  }
}
