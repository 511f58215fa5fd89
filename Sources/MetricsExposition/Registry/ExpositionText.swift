/// The text format that Prometheus reads.
///
/// Source: "Exposition formats", text-based format, version 0.0.4, in the documentation of Prometheus.
public enum ExpositionText {
  public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// Whole numbers without a fraction, and the names of what is no number.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    return "\(value)"
  }

  static func help(_ text: String) -> String { escaped(text, quotationMark: "\"") }

  static func labelValue(_ text: String) -> String { escaped(text, quotationMark: "\\\"") }

  /// By scalars: "\r\n", or a sign with a mark upon it, is one character to Swift.
  private static func escaped(_ text: String, quotationMark: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\"": quotationMark
      default: String(scalar)
      }
    }.joined()
  }
}

extension MetricSample {
  func text(family: String, labels: [MetricLabel]) -> String {
    let all = labels + (label.map { [$0] } ?? [])
    let list = all.map { "\($0.name)=\"\(ExpositionText.labelValue($0.value))\"" }.joined(separator: ",")
    return "\(family)\(suffix)\(list.isEmpty ? "" : "{\(list)}") \(ExpositionText.number(value))\n"
  }
}
