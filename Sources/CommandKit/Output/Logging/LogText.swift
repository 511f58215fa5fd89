import Glibc
import Logging
import ResumeModel

/// How a log line writes its parts: on one line, and nothing in it drives a terminal or looks like another field.
package enum LogText {
  /// ISO 8601 in UTC, to the millisecond.
  package static func time(milliseconds: Int) -> String {
    var seconds = milliseconds / 1000
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func digits(_ number: Int, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    let day =
      "\(digits(Int(parts.tm_year) + 1900, 4))-\(digits(Int(parts.tm_mon) + 1, 2))-\(digits(Int(parts.tm_mday), 2))"
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { digits(Int($0), 2) }.joined(separator: ":")
    return "\(day)T\(clock).\(digits(milliseconds % 1000, 3))Z"
  }

  package static func key(_ key: String) -> String {
    String(key.map { $0.isLetter || $0.isNumber || "_.-".contains($0) ? $0 : "_" })
  }

  /// Bare where it can't be mistaken, else in quotes.
  package static func plain(_ value: Logger.MetadataValue) -> String {
    let text =
      switch value {
      case .string(let text): text
      case .stringConvertible(let value): value.description
      case .array, .dictionary: json(value)
      }
    let isBare =
      !text.isEmpty
      && text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "=" && $0 != "\"" && !$0.isSteering }
    return isBare ? text : quoted(text)
  }

  package static func json(_ value: Logger.MetadataValue) -> String {
    switch value {
    case .string(let text): quoted(text)
    case .stringConvertible(let value as Int): String(value)
    case .stringConvertible(let value as Bool): String(value)
    case .stringConvertible(let value as Double) where value.isFinite: String(value)
    case .stringConvertible(let value): quoted(value.description)
    case .array(let values): "[" + values.map(json).joined(separator: ",") + "]"
    case .dictionary(let values):
      "{" + values.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(json($0.value))" }.joined(separator: ",") + "}"
    }
  }

  /// As a JSON string.
  package static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

  package static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0 == "\"" || $0 == "\\" || $0.isSteering }) else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\r": escaped += "\\r"
      case "\t": escaped += "\\t"
      // All have four digits.
      case _ where scalar.isSteering:
        let digits = String(scalar.value, radix: 16)
        escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
