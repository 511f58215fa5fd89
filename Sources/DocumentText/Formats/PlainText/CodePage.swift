/// What the bytes 0x80…0xFF of a single-byte encoding stand for.
///
/// Source: the mapping files of the Unicode consortium; U+FFFD where a byte is unassigned.
struct CodePage {
  private let upper: [Unicode.Scalar]

  init(_ upper: String) {
    self.upper = Array(upper.unicodeScalars)
  }

  func scalar(of byte: UInt8) -> Unicode.Scalar {
    byte < 0x80 ? Unicode.Scalar(byte) : upper[Int(byte) - 0x80]
  }

  func text(of bytes: some Sequence<UInt8>) -> String {
    var scalars = String.UnicodeScalarView()
    for byte in bytes { scalars.append(scalar(of: byte)) }
    return String(scalars)
  }
}
