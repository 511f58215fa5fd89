/// An encoding that a document names by a number or a font, most of them from before Unicode.
enum LegacyEncoding {
  case singleByte(CodePage)
  /// A name that iconv knows; its tables are files of the C library, loaded when first needed.
  case multiByte(String)
  case utf8

  /// What can't be decoded is left out.
  func text(of bytes: [UInt8]) -> String {
    switch self {
    case .singleByte(let page): page.text(of: bytes)
    case .multiByte(let name): DeclaredEncoding.text(of: bytes, charset: name) ?? CodePage.windows1252.text(of: bytes)
    case .utf8: String(decoding: bytes, as: UTF8.self)
    }
  }
}

extension LegacyEncoding {
  /// By the number that Windows gives to it; nil for one that is not known.
  ///
  /// Source: Microsoft, "Code Page Identifiers".
  init?(windowsCodePage number: Int) {
    switch number {
    case 437: self = .singleByte(.dos437)
    case 850, 858: self = .singleByte(.dos850)
    case 852: self = .singleByte(.dos852)
    case 866: self = .singleByte(.dos866)
    case 874: self = .singleByte(.windows874)
    case 932: self = .multiByte("CP932")
    // GB 18030 holds all of GBK.
    case 936, 54936: self = .multiByte("GB18030")
    case 949: self = .multiByte("CP949")
    case 950: self = .multiByte("BIG5-HKSCS")
    case 1250: self = .singleByte(.windows1250)
    case 1251: self = .singleByte(.windows1251)
    case 1252, 28591: self = .singleByte(.windows1252)
    case 1253: self = .singleByte(.windows1253)
    case 1254, 28599: self = .singleByte(.windows1254)
    case 1255: self = .singleByte(.windows1255)
    case 1256: self = .singleByte(.windows1256)
    case 1257: self = .singleByte(.windows1257)
    case 1258: self = .singleByte(.windows1258)
    case 1361: self = .multiByte("JOHAB")
    case 10000: self = .singleByte(.macRoman)
    case 10001: self = .multiByte("CP932")
    case 10007: self = .singleByte(.macCyrillic)
    case 10029: self = .singleByte(.macCentralEurope)
    case 20866: self = .singleByte(.koi8r)
    case 21866: self = .singleByte(.koi8u)
    case 28592: self = .singleByte(.latin2)
    case 28595: self = .singleByte(.iso8859Cyrillic)
    case 28597: self = .singleByte(.iso8859Greek)
    case 28605: self = .singleByte(.latin9)
    case 20932, 51932: self = .multiByte("EUC-JP")
    case 51949: self = .multiByte("EUC-KR")
    case 65001: self = .utf8
    default: return nil
    }
  }
}
