import CPoppler

/// What a drawn character stands for as text.
enum GlyphNormalisation {
  enum Meaning {
    case scalar(UInt32)
    /// A ligature's letters, or another sign of several characters.
    case letters(StaticString)
    /// Nothing a person reads: a zero-width sign, a private code point.
    case nothing
    case picture
  }

  /// - Parameter width: Of its box, in ems: what was given room is seen.
  static func meaning(of scalar: UInt32, width: Double) -> Meaning {
    if scalar < 0xA0 { return scalar < 0x20 || scalar >= 0x7F ? .nothing : .scalar(scalar) }
    switch scalar {
    case 0xAD: return width > 0.1 ? .scalar(0x2D) : .nothing
    case 0x2010, 0x2011, 0xFE63, 0xFF0D: return .scalar(0x2D)
    case 0xA789, 0xFF1A, 0xFE55: return .scalar(0x3A)
    case 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF, 0xFFF9...0xFFFD:
      return .nothing
    // Half of a pair of UTF-16, by a font's faulty map, or beyond Unicode: a word of nothing else would be empty.
    case 0xD800...0xDFFF, 0x11_0000...: return .nothing
    case 0xFB00: return .letters("ff")
    case 0xFB01: return .letters("fi")
    case 0xFB02: return .letters("fl")
    case 0xFB03: return .letters("ffi")
    case 0xFB04: return .letters("ffl")
    case 0xFB05, 0xFB06: return .letters("st")
    case 0xE000...0xF8FF, 0xF0000...0x10FFFD: return .picture
    // Telephones, envelopes, houses: pictures with a code point of their own. Stars, boxes and ticks stay.
    case 0x2300...0x23FF, 0x2600...0x2604, 0x2607...0x260F, 0x2614...0x26FF, 0x2700...0x2712, 0x2719, 0x271B...0x2725,
      0x2728...0x2730, 0x2732, 0x2737...0x2755, 0x2757...0x275A, 0x275F...0x2775, 0x1F000...0x1FAFF:
      return .picture
    default: return .scalar(scalar)
    }
  }

  enum Form: UInt8, Comparable {
    case asIs
    /// Normal form C.
    case composed
    /// Normal form KC: letters whose code points tell how they join are the letters themselves.
    case compatible

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// The normal form that a text with the scalar needs: a combining mark, a singleton such as the Ångström sign, or an
  /// Arabic or Hebrew presentation form.
  static func form(_ scalar: UInt32) -> Form {
    switch scalar {
    case 0x300...0x36F, 0x483...0x487, 0x591...0x5BD, 0x610...0x61A, 0x64B...0x65F, 0x93C, 0x1100...0x11FF,
      0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0x2126, 0x212A, 0x212B, 0x3099, 0x309A, 0xFE20...0xFE2F:
      .composed
    case 0xFB1D...0xFDFB, 0xFE70...0xFEFC: .compatible
    default: .asIs
    }
  }

  /// Brings the bytes from `start` on into a normal form.
  static func normalize(_ text: inout [UInt8], from start: Int, _ form: Form) {
    let composed: [UInt8] = text[start...].withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        let normal = g_utf8_normalize(
          base.assumingMemoryBound(to: CChar.self), bytes.count,
          form == .compatible ? G_NORMALIZE_NFKC : G_NORMALIZE_NFC)
      else { return Array(bytes) }
      defer { g_free(normal) }
      return Array(UnsafeRawBufferPointer(start: normal, count: strlen(normal)))
    }
    text.replaceSubrange(start..., with: composed)
  }
}
