/// Tells the encodings of East Asia, in which most characters take two bytes.
///
/// Each is known by which pairs of bytes it allows, and by those that texts hold most: kana in Japanese, syllables in Korean,
/// in Chinese the characters that the two standards put first.
struct MultiByteStatistics {
  /// Of pairs that begin with a byte beyond ASCII.
  private struct Tally {
    var pairs = 0
    var broken = 0
    var kana = 0
    var frequent = 0
    var hangul = 0
    /// Pairs whose second byte is ASCII.
    var low = 0

    /// Pairs within a word of Latin letters, which in truth are accented letters.
    var embedded = 0

    var isSound: Bool { pairs >= 4 && broken * 25 <= pairs && embedded * 3 <= pairs }
  }

  private let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  /// nil where none explains the text.
  var best: LegacyEncoding? {
    if holdsEscapes { return .multiByte("ISO-2022-JP") }
    let extended = extendedUnix()
    let shifted = shiftJIS()
    if extended.isSound {
      if extended.kana * 10 >= extended.pairs { return .multiByte("EUC-JP") }
      if extended.hangul * 10 >= extended.pairs * 9 { return .multiByte("CP949") }
      if !(shifted.isSound && shifted.kana * 4 >= shifted.pairs), extended.frequent * 2 >= extended.pairs {
        return .multiByte("GB18030")
      }
    }
    if shifted.isSound, shifted.kana * 8 >= shifted.pairs { return .multiByte("CP932") }
    let big = bigFive()
    if big.isSound, big.low * 10 >= big.pairs, big.frequent * 10 >= big.pairs * 7 { return .multiByte("BIG5-HKSCS") }
    if shifted.isSound, shifted.frequent * 10 >= shifted.pairs * 7 { return .multiByte("CP932") }
    let chinese = national()
    if chinese.isSound, chinese.frequent * 10 >= chinese.pairs * 7 { return .multiByte("GB18030") }
    return nil
  }

  /// Mail's Japanese switches by escape sequences between ASCII and pairs of ASCII bytes.
  var holdsEscapes: Bool {
    bytes.indices.contains { index in
      bytes[index] == 0x1B && bytes[index...].dropFirst().starts(with: [0x24]) && bytes[index...].count > 2
        && [0x40, 0x42].contains(bytes[index + 2])
    }
  }

  private func tally(
    isSingle: (UInt8) -> Bool = { _ in false }, isPair: (UInt8, UInt8) -> Bool,
    count: (inout Tally, UInt8, UInt8) -> Void
  ) -> Tally {
    var tally = Tally()
    var index = bytes.startIndex
    var endOfPair = index
    while index < bytes.endIndex {
      let first = bytes[index]
      index += 1
      guard first >= 0x80, !isSingle(first) else { continue }
      // A sample may end within a pair.
      guard index < bytes.endIndex else { break }
      let second = bytes[index]
      if isPair(first, second) {
        tally.pairs += 1
        if second < 0x80 { tally.low += 1 }
        if index - 1 > endOfPair, (0x61...0x7A).contains(bytes[index - 2]) { tally.embedded += 1 }
        count(&tally, first, second)
        index += 1
        endOfPair = index
      } else {
        tally.broken += 1
      }
    }
    return tally
  }

  /// EUC-JP, EUC-KR and GB 2312: both bytes from A1.
  private func extendedUnix() -> Tally {
    tally(
      isPair: { $0 >= 0xA1 && $0 < 0xFF && $1 >= 0xA1 && $1 < 0xFF },
      count: { tally, first, _ in
        if first == 0xA4 || first == 0xA5 { tally.kana += 1 }
        if (0xB0...0xC8).contains(first) || first <= 0xA3 { tally.hangul += 1 }
        if (0xB0...0xD7).contains(first) || first <= 0xA3 { tally.frequent += 1 }
      })
  }

  private func shiftJIS() -> Tally {
    tally(
      isSingle: { (0xA1...0xDF).contains($0) },
      isPair: { ((0x81...0x9F).contains($0) || (0xE0...0xFC).contains($0)) && $1 >= 0x40 && $1 != 0x7F && $1 <= 0xFC },
      count: { tally, first, second in
        if first == 0x82 && second >= 0x9F || first == 0x83 && second <= 0x96 { tally.kana += 1 }
        if (0x81...0x83).contains(first) || (0x88...0x97).contains(first) { tally.frequent += 1 }
      })
  }

  private func bigFive() -> Tally {
    tally(
      isPair: { (0xA1...0xF9).contains($0) && ((0x40...0x7E).contains($1) || $1 >= 0xA1 && $1 < 0xFF) },
      count: { tally, first, _ in
        if (0xA4...0xC6).contains(first) || first == 0xA1 { tally.frequent += 1 }
      })
  }

  /// GBK, which widens GB 2312.
  private func national() -> Tally {
    tally(
      isPair: { (0x81...0xFE).contains($0) && $1 >= 0x40 && $1 != 0x7F && $1 < 0xFF },
      count: { tally, first, second in
        if second >= 0xA1, (0xB0...0xD7).contains(first) || (0xA1...0xA3).contains(first) { tally.frequent += 1 }
      })
  }
}
