import TestSupport

/// Changes to an input, the same for the same seed: what a coverage-guided fuzzer does, without its guidance.
struct Mutation {
  private var random: SeededGenerator
  /// Bytes of an input.
  private let longest: Int

  init(seed: UInt64, longest: Int = 16_384) {
    random = SeededGenerator(seed: seed)
    self.longest = longest
  }

  /// One of the seeds, changed in up to six places.
  mutating func input(from seeds: [[UInt8]]) -> [UInt8] {
    var bytes = seeds.randomElement(using: &random) ?? []
    for _ in 0..<Int.random(in: 1...6, using: &random) { change(&bytes, with: seeds) }
    return Array(bytes.prefix(longest))
  }

  private mutating func change(_ bytes: inout [UInt8], with seeds: [[UInt8]]) {
    guard !bytes.isEmpty else {
      bytes.append(.random(in: 0...255, using: &random))
      return
    }
    let at = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, at + Int.random(in: 1...16, using: &random))
    switch Int.random(in: 0...8, using: &random) {
    case 0: bytes[at] ^= 1 << UInt8.random(in: 0...7, using: &random)
    case 1: bytes[at] = .random(in: 0...255, using: &random)
    case 2: bytes.removeSubrange(at..<end)
    case 3: bytes.insert(contentsOf: bytes[at..<end], at: at)
    case 4: bytes.replaceSubrange(at..<end, with: Self.words.randomElement(using: &random) ?? [])
    case 5: bytes.insert(contentsOf: Self.words.randomElement(using: &random) ?? [], at: at)
    case 6: changeNumber(&bytes, from: at)
    case 7:
      // A stretch of another one.
      let other = seeds.randomElement(using: &random) ?? []
      guard !other.isEmpty else { return }
      let from = Int.random(in: 0..<other.count, using: &random)
      bytes.insert(contentsOf: other[from..<min(other.count, from + Int.random(in: 1...200, using: &random))], at: at)
    default: bytes.removeSubrange(at...)
    }
  }

  /// Puts an extreme in the place of the next number that is written in digits.
  private mutating func changeNumber(_ bytes: inout [UInt8], from at: Int) {
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    guard let start = bytes[at...].firstIndex(where: isDigit) else { return }
    let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
    bytes.replaceSubrange(start..<end, with: Self.numbers.randomElement(using: &random) ?? [])
  }

  private static let numbers = [
    "0", "-1", "1", "255", "65536", "2147483647", "-2147483648", "4294967295", "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616", "1e308", "-1e308", "1e-320", "0.0000001", "99999999999999999999999999999999999999999",
    "nan",
  ].map { Array($0.utf8) }

  private static let words: [[UInt8]] = [
    [0], [0xFF], [0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0x80], [0x80],
    [0xED, 0xA0, 0x80],
    [0xE2, 0x80, 0xAE], [0xEF, 0xBB, 0xBF], [0xF0, 0x9F, 0x98, 0x80], [0xCC, 0x81], [0x0A], [0x0D, 0x0A], [0x09],
    [0x1B, 0x5B],
    Array("<".utf8), Array(">".utf8), Array("\"".utf8), Array("&#0;".utf8), Array("&#x202e;".utf8), Array("{".utf8),
    Array("}".utf8), Array("\\".utf8), Array("@".utf8), Array("/".utf8), Array("•".utf8), Array("2020".utf8),
    Array("]]>".utf8),
  ]
}
