import ResumeModel

/// The countries that a number without a calling code may be from.
struct PhoneRegions {
  /// Said by the document, the surest first: ISO 3166-1 codes.
  private(set) var known: [String] = []
  /// Suggested by its language only: one of them counts where none of the others has such a number.
  private(set) var possible: [String] = []

  init(_ layout: ResumeLayout, location: Location?, phones: [PhoneHit], emails: [ContactHit], links: [Links.Hit]) {
    if let code = location?.countryCode { known.append(code) }
    if let code = location.flatMap(Gazetteer.standard.country(of:)) { known.append(code) }
    for phone in phones where phone.hasPlus {
      if let region = Self.region(ofInternational: phone.digits) { known.append(region) }
    }
    let hosts =
      emails.compactMap { $0.value.split(separator: "@").last.map(String.init) }
      + links.compactMap { Links.host(of: $0.link.url) }
    for host in hosts {
      if let ending = host.split(separator: ".").last.map(String.init), let region = Self.endings[ending] {
        known.append(region)
      }
    }
    var seen: Set<String> = []
    known = known.filter { seen.insert($0).inserted }
    possible = Self.regions(of: LanguageHint.language(of: layout.lines))
  }

  /// Of the calling codes that one country has for itself.
  private static func region(ofInternational digits: [UInt8]) -> String? {
    for length in 1...3 where digits.count > length {
      if let region = callingCodes[digits.prefix(length).reduce(0) { $0 * 10 + Int($1) }] { return region }
    }
    return nil
  }

  private static let callingCodes: [Int: String] = [
    20: "EG", 27: "ZA", 30: "GR", 31: "NL", 32: "BE", 33: "FR", 34: "ES", 36: "HU", 39: "IT", 40: "RO", 41: "CH",
    43: "AT", 44: "GB", 45: "DK", 46: "SE", 47: "NO", 48: "PL", 49: "DE", 51: "PE", 52: "MX", 53: "CU", 54: "AR",
    55: "BR", 56: "CL", 57: "CO", 58: "VE", 60: "MY", 61: "AU", 62: "ID", 63: "PH", 64: "NZ", 65: "SG", 66: "TH",
    81: "JP", 82: "KR", 84: "VN", 86: "CN", 90: "TR", 91: "IN", 92: "PK", 94: "LK", 98: "IR", 212: "MA", 213: "DZ",
    216: "TN", 233: "GH", 234: "NG", 254: "KE", 351: "PT", 352: "LU", 353: "IE", 354: "IS", 358: "FI", 359: "BG",
    370: "LT", 371: "LV", 372: "EE", 380: "UA", 381: "RS", 385: "HR", 386: "SI", 420: "CZ", 421: "SK", 852: "HK",
    880: "BD", 886: "TW", 961: "LB", 962: "JO", 966: "SA", 971: "AE", 972: "IL", 974: "QA", 977: "NP",
  ]

  /// Country endings that are used for their country only.
  private static let endings: [String: String] = {
    var result: [String: String] = [:]
    for code in [
      "de", "at", "ch", "fr", "es", "it", "nl", "pl", "pt", "br", "se", "dk", "no", "fi", "be", "ie", "cz", "gr", "ro",
      "hu", "mx", "ar", "cl", "jp", "cn", "sg", "za", "nz", "au", "ca", "us", "ru", "ua", "tr", "kr", "hk", "tw",
    ] {
      result[code] = String(String.UnicodeScalarView(code.unicodeScalars.compactMap { Unicode.Scalar($0.value - 32) }))
    }
    result["uk"] = "GB"
    return result
  }()

  private static func regions(of language: LanguageHint.Language?) -> [String] {
    switch language {
    case .english: ["US", "GB", "IE", "IN", "AU", "NZ", "ZA", "SG", "NG", "KE", "PH"]
    case .german: ["DE", "AT", "CH"]
    case .french: ["FR", "BE", "CH", "CA"]
    case .spanish: ["ES", "MX", "AR", "CO", "CL", "PE"]
    case .portuguese: ["PT", "BR"]
    case .italian: ["IT", "CH"]
    case .dutch: ["NL", "BE"]
    case .polish: ["PL"]
    case .swedish: ["SE"]
    case .danish: ["DK"]
    case .norwegian: ["NO"]
    case nil: []
    }
  }
}
