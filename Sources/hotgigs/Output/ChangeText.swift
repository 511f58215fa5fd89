import CandidateStore
import CommandKit

/// What changed in a field, on one line: "phone: +351 1 → +351 2".
enum ChangeText {
  static func of(_ change: FieldChange) -> String {
    "\(change.field.rawValue): \(value(change.old)) → \(value(change.new))"
  }

  private static func value(_ json: JSONText) -> String {
    if json == .null { return "none" }
    if let text = try? json.decode(String.self) { return cut(text) }
    if let texts = try? json.decode([String].self) { return cut(texts.joined(separator: ", ")) }
    if let entries = try? json.decode([Entry].self) {
      return cut(entries.map { $0.title ?? "…" }.joined(separator: "; "))
    }
    return cut(json.text)
  }

  /// What an element of a list is known by.
  private struct Entry: Decodable {
    var name: String?
    var position: String?
    var institution: String?
    var language: String?

    var title: String? { [position, name ?? institution ?? language].compactMap { $0 }.joined(separator: ", ") }
  }

  private static func cut(_ text: String) -> String {
    let line = text.singleLine
    return line.count > 80 ? line.prefix(79) + "…" : line
  }
}
