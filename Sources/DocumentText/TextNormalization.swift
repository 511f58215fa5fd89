import CPoppler

/// Brings text of any origin into the one form that spans hold: NFC, no ligatures, no invisible characters, one kind
/// of space and of hyphen. Dashes, quotation marks and bullets stay as they are.
enum TextNormalizer {
  /// - Returns: `text` with spaces for line ends and without other controls but the tab.
  static func normalized(_ text: String) -> String {
    if text.utf8.allSatisfy({ ($0 >= 0x20 && $0 < 0x7F) || $0 == 0x09 }) { return text }
    var scalars = String.UnicodeScalarView()
    var needsComposition = false
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch fold(scalar, after: previous) {
      case .keep:
        scalars.append(scalar)
        if mayCompose(scalar.value) { needsComposition = true }
      case .drop:
        continue
      case .replace(let replacement):
        scalars.append(contentsOf: replacement.unicodeScalars)
      }
      previous = scalar
    }
    return needsComposition ? composed(String(scalars)) : String(scalars)
  }

  private enum Folding {
    case keep
    case drop
    case replace(StaticReplacement)
  }

  /// A replacement of a few characters.
  private struct StaticReplacement: ExpressibleByStringLiteral {
    let unicodeScalars: String.UnicodeScalarView
    init(stringLiteral value: String) { unicodeScalars = value.unicodeScalars }
  }

  private static func fold(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar) -> Folding {
    switch scalar.value {
    case 0x09: .keep
    case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: .replace(" ")
    case 0..<0x20, 0x7F..<0xA0: .drop
    case 0x20...0x7E: .keep
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: .replace(" ")
    // A soft hyphen is invisible, unless it stands between spaces, where producers mean a dash by it.
    case 0xAD: previous == " " ? .replace("-") : .drop
    case 0x2010, 0x2011: .replace("-")
    // Joiners shape Persian, Indic scripts and emoji; elsewhere they are only in the way.
    case 0x200C, 0x200D: previous.value >= 0x600 ? .keep : .drop
    case 0x61C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF0...0xFFFF: .drop
    // Tags: letters that nobody sees.
    case 0xE0000...0xE0FFF: .drop
    case 0xA789: .replace(":")
    case 0xFB00: .replace("ff")
    case 0xFB01: .replace("fi")
    case 0xFB02: .replace("fl")
    case 0xFB03: .replace("ffi")
    case 0xFB04: .replace("ffl")
    case 0xFB05, 0xFB06: .replace("st")
    case 0xE000...0xF8FF: privateUse(scalar.value)
    case 0xF0000...0x10FFFF: .drop
    default: .keep
    }
  }

  /// Symbol and Wingdings stand at U+F000 and up in Word's files: their bullets are bullets, the rest are pictures.
  private static func privateUse(_ value: UInt32) -> Folding {
    switch value {
    case 0xF0B7, 0xF09F, 0xF06C: .replace("•")
    case 0xF0A7, 0xF06E: .replace("▪")
    case 0xF0A8, 0xF06F, 0xF071: .replace("▫")
    case 0xF0D8: .replace("➢")
    case 0xF0E0, 0xF0E8: .replace("→")
    case 0xF076: .replace("❖")
    case 0xF0FC: .replace("✓")
    case 0xF02D: .replace("-")
    default: .drop
    }
  }

  /// Whether NFC can differ from what is there once this scalar takes part.
  private static func mayCompose(_ value: UInt32) -> Bool {
    switch value {
    case ..<0x300, 0x370...0x58F, 0x3041...0x3096, 0x30A0...0x30FF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xFF00...0xFFEF:
      false
    case 0x2000...0x2BFF: value == 0x2126 || value == 0x212A || value == 0x212B || (0x20D0...0x20FF).contains(value)
    default: true
    }
  }

  private static func composed(_ text: String) -> String {
    var text = text
    let composed = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        g_utf8_normalize($0.baseAddress, $0.count, G_NORMALIZE_NFC)
      }
    }
    guard let composed else { return text }
    defer { g_free(composed) }
    return String(cString: composed)
  }
}
