/// Joins the lines of a wrapped paragraph, and the halves of words that were hyphenated at a line's end.
public enum LineJoiner {
  /// One paragraph's text; a hyphen at a line's end goes where the next line goes on with a small letter, and stays, without
  /// white space, where the word is a compound ("ex-/Google", "2020-/2021").
  public static func paragraph(_ lines: some Sequence<String>) -> String {
    var joined: [UInt8] = []
    for line in lines {
      var bytes = Array(line.utf8)[...]
      while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
      while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
      guard !bytes.isEmpty else { continue }
      if isHyphenated(joined[...], before: bytes) {
        joined.removeLast()
      } else if !joined.isEmpty, !endsInCompound(joined[...], before: bytes) {
        joined.append(0x20)
      }
      joined.append(contentsOf: bytes)
    }
    return String(decoding: joined, as: UTF8.self)
  }

  /// Whether a word is broken here: a letter and a hyphen, then a small letter.
  static func isHyphenated(_ before: ArraySlice<UInt8>, before after: ArraySlice<UInt8>) -> Bool {
    guard before.last == 0x2D, let letter = before.dropLast().last, isLetter(letter), let next = after.first else {
      return false
    }
    // The hyphen of "linkedin.com/in/jane-" is the address's own.
    if before.reversed().prefix(while: { $0 != 0x20 }).contains(where: { $0 == 0x2F || $0 == 0x40 }) { return false }
    return (0x61...0x7A).contains(next) || next >= 0xC3 && isSmallAccented(after)
  }

  private static func endsInCompound(_ before: ArraySlice<UInt8>, before after: ArraySlice<UInt8>) -> Bool {
    guard before.last == 0x2D, let sign = before.dropLast().last, let next = after.first else { return false }
    return isLetter(sign) && (isLetter(next)) || (0x30...0x39).contains(sign) && (0x30...0x39).contains(next)
  }

  /// Of ASCII, or a byte of a longer sequence.
  private static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20) }

  /// Small letters of Latin-1 and of Latin Extended-A, where small and capital ones alternate.
  private static func isSmallAccented(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= 2 else { return false }
    let (first, second) = (bytes[bytes.startIndex], bytes[bytes.startIndex + 1])
    switch first {
    case 0xC3: return second >= 0x9F
    case 0xC4, 0xC5:
      let scalar = Unicode.Scalar(UInt32(first & 0x1F) << 6 | UInt32(second & 0x3F))
      return scalar?.properties.isLowercase ?? false
    case 0xD0: return second >= 0xB0
    case 0xD1: return true
    default: return false
    }
  }
}
