extension StringProtocol {
  /// Whether an ASCII sign stands in it. By bytes: what Foundation and the characters of a text say takes twenty times as
  /// long, and a sign with a mark upon it is still that sign.
  func hasByte(_ sign: Unicode.Scalar) -> Bool {
    utf8.contains(UInt8(ascii: sign))
  }
}
