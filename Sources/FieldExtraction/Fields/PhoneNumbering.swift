/// Brings a number as dialled into E.164, where such a number exists.
///
/// Source of the rules: libphonenumber's parse and isValidNumber; ours asks the plan itself whether a leading digit is
/// the trunk prefix or part of the number.
struct PhoneNumbering {
  private let plans = NumberingPlans.standard

  /// - Parameters:
  ///   - digits: values 0…9, as dialled.
  ///   - hasPlus: the digits begin with a country's calling code.
  ///   - regions: where the number may be from, the likeliest first; the first that has such a number decides.
  func e164(_ digits: [UInt8], hasPlus: Bool, regions: [String]) -> String? {
    guard digits.count <= 17 else { return nil }
    if hasPlus { return international(digits[...]) }
    for region in regions {
      guard let plan = plans.plan(ofRegion: region) else { continue }
      for prefix in plan.international where digits.starts(with: prefix) {
        if let number = international(digits.dropFirst(prefix.count)) { return number }
      }
      if let number = national(digits[...], plan) { return number }
      // "91 98450 72962": the calling code without its plus.
      let code = Self.digits(plan.callingCode)
      if digits.starts(with: code), digits.count >= code.count + 8,
        let number = national(digits.dropFirst(code.count), plan)
      {
        return number
      }
    }
    // "0049 …" says itself where it is from; "00" is what most of the world dials, and begins no number at home.
    return digits.starts(with: [0, 0]) ? international(digits.dropFirst(2)) : nil
  }

  /// The only one of several regions that has such a number; nil where several have one.
  func onlyRegion(_ digits: [UInt8], among regions: [String]) -> String? {
    var found: (number: String, region: String)?
    for region in regions {
      guard let number = e164(digits, hasPlus: false, regions: [region]) else { continue }
      if let found, found.number != number { return nil }
      if found == nil { found = (number, region) }
    }
    return found?.region
  }

  /// Whether digits behind a plus begin with a calling code, and could be a number by their count.
  func isPlausible(international digits: [UInt8]) -> Bool {
    guard let (_, length) = plans.plan(ofInternational: digits[...]) else { return false }
    return (5...15).contains(digits.count - length)
  }

  private func international(_ digits: ArraySlice<UInt8>) -> String? {
    guard let (plan, length) = plans.plan(ofInternational: digits) else { return nil }
    return national(digits.dropFirst(length), plan)
  }

  private func national(_ digits: ArraySlice<UInt8>, _ plan: NumberingPlans.Plan) -> String? {
    if !plans.kinds(of: digits, in: plan).isEmpty { return written(digits, plan) }
    for trunk in plan.trunks where digits.starts(with: trunk) {
      let rest = digits.dropFirst(trunk.count)
      if !plans.kinds(of: rest, in: plan).isEmpty { return written(rest, plan) }
    }
    return nil
  }

  /// Nil for more digits than such a number has: some plans allow them, since they count what is dialled within a firm.
  ///
  /// Source: ITU-T E.164, §6.2.
  private func written(_ digits: ArraySlice<UInt8>, _ plan: NumberingPlans.Plan) -> String? {
    let all = Self.digits(plan.callingCode) + digits
    return all.count <= 15 ? "+" + all.map { String($0) }.joined() : nil
  }

  private static func digits(_ code: Int) -> [UInt8] { String(code).utf8.map { $0 - 0x30 } }
}
