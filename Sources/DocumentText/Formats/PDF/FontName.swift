/// What a font's name tells of it.
struct FontName {
  /// Without a subset's prefix ("ABCDEF+").
  let family: String
  let isBold, isItalic: Bool
  let purpose: Purpose

  enum Purpose {
    case text
    /// Pictures: an envelope, a telephone, a social network's sign.
    case icons
    /// Ornaments that serve as bullets too (Wingdings, ZapfDingbats, Symbol, TeX's symbol fonts).
    case symbols
  }

  init(_ name: String) {
    let bytes = Array(name.utf8)
    let start = bytes.count > 7 && bytes[6] == UInt8(ascii: "+") ? 7 : 0
    let family = bytes[start...]
    self.family = start == 0 ? name : String(decoding: family, as: UTF8.self)
    let lower = family.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    func holds(_ parts: [StaticString]) -> Bool { parts.contains { Self.contains(lower, $0) } }
    func begins(_ parts: [StaticString]) -> Bool { parts.contains { Self.find(lower, $0) == 0 } }
    // Computer Modern and its heirs write weight and slant in their own way: CMBX10, CMTI10, SFBX1000, LMRoman10-Bold.
    isBold =
      holds(["bold", "black", "heavy", "bd", "-demi", "semibd"])
      || begins(["cmbx", "sfbx", "cmssbx", "sfssbx", "ecbx", "cmb1", "lmbx"])
    isItalic =
      holds(["italic", "oblique", "-it", "kursiv", "slanted"])
      || begins(["cmti", "sfti", "cmsl", "sfsl", "ecti", "cmbxti", "sfbxti", "cmmi", "lmri", "cmssi", "sfssi", "sfsi"])
    purpose =
      if holds([
        "awesome", "materialicon", "material-icon", "materialsymbol", "academicons", "icomoon", "glyphicon", "ionicons",
        "fa-solid", "fa-brands", "fa-regular", "fontello", "octicons", "bootstrap-icons", "simpleicons", "entypo",
        "linearicons", "remixicon", "feather", "foundation-icons", "themify", "typicons", "icon-font", "iconfont",
      ]) {
        .icons
      } else if holds(["wingding", "dingbat", "webding", "marvosym", "symbol", "opensymbol", "pifont", "ifsym"])
        || begins(["cmsy", "msam", "msbm", "fdsymbol", "mnsymbol", "stmary", "wasy", "bbding"])
      {
        .symbols
      } else {
        .text
      }
  }

  private static func contains(_ bytes: [UInt8], _ part: StaticString) -> Bool { find(bytes, part) != nil }

  private static func find(_ bytes: [UInt8], _ part: StaticString) -> Int? {
    let count = part.utf8CodeUnitCount
    guard bytes.count >= count else { return nil }
    return (0...bytes.count - count).first { start in
      (0..<count).allSatisfy { bytes[start + $0] == part.utf8Start[$0] }
    }
  }
}
