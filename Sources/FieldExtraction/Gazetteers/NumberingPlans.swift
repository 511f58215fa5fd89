/// Which telephone numbers exist, country by country.
///
/// Source: libphonenumber's metadata (Apache License 2.0), as `scripts/phone-metadata` compiles it; that script describes
/// the file. To check a number is one step for each of its digits.
struct NumberingPlans: Sendable {
  /// Of one country, territory, or all that share a calling code.
  struct Plan {
    var callingCode: Int
    fileprivate var root: Int
    /// What is dialled at home before a number: "0", "8", "1". The longest first.
    var trunks: [[UInt8]]
    /// What is dialled before another country's calling code: "00", "011".
    var international: [[UInt8]]
  }

  /// The kinds of numbers, as bits.
  struct Kinds: OptionSet {
    let rawValue: UInt16
    static let fixedLine = Kinds(rawValue: 1)
    static let mobile = Kinds(rawValue: 2)
    static let other = Kinds(rawValue: 4)
  }

  static let standard = NumberingPlans()

  private let file: MappedResource
  private let codes: (start: Int, count: Int)
  private let regions: (start: Int, count: Int)
  private let prefixes: Int

  private static let header = 20
  private static let nodeSize = 22
  private static let codeSize = 8
  private static let regionSize = 14
  private static let prefixSize = 12

  private init() {
    let file = MappedResource("phones.bin", magic: "PHN1")
    func count(_ index: Int) -> Int { Int(file.number(UInt32.self, at: 4 + index * 4)) }
    let start = Self.header + count(0) * Self.nodeSize
    let afterCodes = start + count(1) * Self.codeSize
    self.file = file
    codes = (start, count(1))
    regions = (afterCodes, count(2))
    prefixes = afterCodes + count(2) * Self.regionSize
  }

  /// The kinds of number that national digits may be; empty where no such number exists.
  ///
  /// - Parameter digits: values 0…9, without trunk prefix.
  func kinds(of digits: ArraySlice<UInt8>, in plan: Plan) -> Kinds {
    var node = plan.root
    for digit in digits {
      guard node != 0, digit < 10 else { return [] }
      node = Int(file.number(UInt16.self, at: Self.header + node * Self.nodeSize + Int(digit) * 2))
    }
    return node == 0 ? [] : Kinds(rawValue: file.number(at: Self.header + node * Self.nodeSize + 20))
  }

  /// The plan whose calling code stands in front of an international number's digits, and how long that code is.
  func plan(ofInternational digits: ArraySlice<UInt8>) -> (plan: Plan, length: Int)? {
    var code = 0
    for (offset, digit) in digits.prefix(3).enumerated() {
      code = code * 10 + Int(digit)
      if let plan = plan(ofCallingCode: code) { return (plan, offset + 1) }
    }
    return nil
  }

  private func plan(ofCallingCode code: Int) -> Plan? {
    var (low, high) = (0, codes.count)
    while low < high {
      let middle = (low + high) / 2
      let entry = codes.start + middle * Self.codeSize
      let other = Int(file.number(UInt16.self, at: entry))
      if other == code {
        return Plan(
          callingCode: code, root: Int(file.number(UInt16.self, at: entry + 2)), trunks: words(at: entry + 4),
          international: [])
      }
      if other < code { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// - Parameter region: a code of ISO 3166-1, two capitals.
  func plan(ofRegion region: String) -> Plan? {
    let letters = Array(region.utf8)
    guard letters.count == 2 else { return nil }
    let key = Int(letters[0]) << 8 | Int(letters[1])
    var (low, high) = (0, regions.count)
    while low < high {
      let middle = (low + high) / 2
      let entry = regions.start + middle * Self.regionSize
      let other = Int(file.number(UInt16.self, at: entry).byteSwapped)
      if other == key {
        return Plan(
          callingCode: Int(file.number(UInt16.self, at: entry + 2)),
          root: Int(file.number(UInt16.self, at: entry + 4)), trunks: words(at: entry + 6),
          international: words(at: entry + 10))
      }
      if other < key { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// Digit strings, by the number of the first and how many they are.
  private func words(at offset: Int) -> [[UInt8]] {
    let first = Int(file.number(UInt16.self, at: offset))
    let count = Int(file.number(UInt16.self, at: offset + 2))
    return (first..<(first + count)).map { index in
      let start = prefixes + index * Self.prefixSize
      let length = Int(file.number(UInt8.self, at: start))
      return file.bytes((start + 1)..<(start + 1 + length)).map { $0 &- 0x30 }
    }
  }
}
