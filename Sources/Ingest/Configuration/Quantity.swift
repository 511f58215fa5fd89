/// A number with its unit: "20 MB", "15s".
public enum Quantity {
  /// In the units' common base; nil for a number without a unit, an unknown unit or a part of the base.
  public static func parse(_ text: String, units: [String: Int]) -> Int? {
    let number = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text[number.endIndex...].drop { $0 == " " }
    guard let value = Int(number), let factor = units[String(unit)] else { return nil }
    let (product, overflow) = value.multipliedReportingOverflow(by: factor)
    return overflow ? nil : product
  }
}
