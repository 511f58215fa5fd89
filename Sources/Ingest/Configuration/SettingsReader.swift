import ResumeModel
import Yams

/// A key that a section of `pipeline.yaml` may hold, and what its value does to the settings, or to an item of a list there.
struct SettingsKey<Root> {
  let name: String
  let apply: (Node, String, inout Root, inout SettingsReader) -> Void

  static func section(_ name: String, _ keys: [SettingsKey]) -> SettingsKey {
    SettingsKey(name: name) { node, path, settings, reader in
      reader.read(node, path: path, keys: keys, into: &settings)
    }
  }

  static func bool(_ name: String, _ field: WritableKeyPath<Root, Bool>) -> SettingsKey {
    scalar(name, field, expected: "true or false") { ["true": true, "false": false][$0] }
  }

  static func int(_ name: String, _ field: WritableKeyPath<Root, Int>, _ range: ClosedRange<Int>) -> SettingsKey {
    scalar(name, field, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)") {
      Int($0).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// A whole number, or `auto`.
  static func count(_ name: String, _ field: WritableKeyPath<Root, Int?>, _ range: ClosedRange<Int>) -> SettingsKey {
    scalar(name, field, expected: "auto, or a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
      text == "auto" ? .some(nil) : Int(text).flatMap { range.contains($0) ? .some($0) : nil }
    }
  }

  /// A whole number, or `none`.
  static func limit(_ name: String, _ field: WritableKeyPath<Root, Int?>, _ range: ClosedRange<Int>) -> SettingsKey {
    scalar(name, field, expected: "none, or a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
      text == "none" ? .some(nil) : Int(text).flatMap { range.contains($0) ? .some($0) : nil }
    }
  }

  /// A number of days or months, or `none`.
  static func age(
    _ name: String, _ field: WritableKeyPath<Root, Int?>, in unit: String, _ range: ClosedRange<Int>
  ) -> SettingsKey {
    let expected = "none, or an age from \(range.lowerBound) to \(range.upperBound) \(unit)"
    return scalar(name, field, expected: expected) { text in
      text == "none"
        ? .some(nil) : Quantity.parse(text, units: [unit: 1]).flatMap { range.contains($0) ? .some($0) : nil }
    }
  }

  /// A port, or `none`.
  static func port(_ name: String, _ field: WritableKeyPath<Root, Int?>) -> SettingsKey {
    scalar(name, field, expected: "none, or a port from 0 to 65535") { text in
      text == "none" ? .some(nil) : Int(text).flatMap { (0...65535).contains($0) ? .some($0) : nil }
    }
  }

  /// An IP address.
  static func address(_ name: String, _ field: WritableKeyPath<Root, String>) -> SettingsKey {
    scalar(name, field, expected: "an address in numbers, as 127.0.0.1 or ::1") { text in
      NumericAddress.isValid(text) ? text : nil
    }
  }

  static func bytes(_ name: String, _ field: WritableKeyPath<Root, Int>, _ range: ClosedRange<Int>) -> SettingsKey {
    scalar(name, field, expected: "a size from \(range.lowerBound) B to \(range.upperBound / 1_000_000) MB, as 20 MB") {
      Quantity.parse($0, units: ["B": 1, "kB": 1000, "MB": 1_000_000, "GB": 1_000_000_000])
        .flatMap { range.contains($0) ? $0 : nil }
    }
  }

  static func duration(
    _ name: String, _ field: WritableKeyPath<Root, Duration>, _ range: ClosedRange<Duration>
  ) -> SettingsKey {
    scalar(name, field, expected: "a time from \(range.lowerBound) to \(range.upperBound), as 15 s or 50 ms") {
      Quantity.parse($0, units: ["ms": 1, "s": 1000, "min": 60_000, "h": 3_600_000])
        .map { Duration.milliseconds($0) }.flatMap { range.contains($0) ? $0 : nil }
    }
  }

  static func choice(_ name: String, _ field: WritableKeyPath<Root, String>, _ names: [String]) -> SettingsKey {
    SettingsKey(name: name) { node, path, settings, reader in
      guard let text = reader.text(of: node, path: path, expected: names.joined(separator: ", ")) else { return }
      if names.contains(text) {
        settings[keyPath: field] = text
      } else {
        reader.wrongChoice(text, of: names, at: node, path: path)
      }
    }
  }

  static func choice<Value: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ field: WritableKeyPath<Root, Value>
  ) -> SettingsKey {
    let names = Value.allCases.map(\.rawValue)
    return SettingsKey(name: name) { node, path, settings, reader in
      guard let text = reader.text(of: node, path: path, expected: names.joined(separator: ", ")) else { return }
      if let value = Value(rawValue: text) {
        settings[keyPath: field] = value
      } else {
        reader.wrongChoice(text, of: names, at: node, path: path)
      }
    }
  }

  static func text(_ name: String, _ field: WritableKeyPath<Root, String?>) -> SettingsKey {
    scalar(name, field, expected: "a text") { $0.isEmpty ? nil : .some($0) }
  }

  static func email(_ name: String, _ field: WritableKeyPath<Root, String>) -> SettingsKey {
    scalar(name, field, expected: "an e-mail address") { isAddress($0) ? $0 : nil }
  }

  static func optionalEmail(_ name: String, _ field: WritableKeyPath<Root, String?>) -> SettingsKey {
    scalar(name, field, expected: "an e-mail address") { isAddress($0) ? .some($0) : nil }
  }

  /// A path from the root.
  static func absolutePath(_ name: String, _ field: WritableKeyPath<Root, String>) -> SettingsKey {
    scalar(name, field, expected: "a path from the root, as /srv/inbox") { text in
      let path = text.reversed().drop { $0 == "/" }.reversed()
      return path.first == "/" ? String(path) : nil
    }
  }

  /// A path from the root, or `none`.
  static func optionalAbsolutePath(_ name: String, _ field: WritableKeyPath<Root, String?>) -> SettingsKey {
    scalar(name, field, expected: "none, or a path from the root, as /run/clamav/clamd.ctl") { text in
      text == "none" ? .some(nil) : text.first == "/" ? .some(text) : nil
    }
  }

  /// A list of short texts.
  static func texts(_ name: String, _ field: WritableKeyPath<Root, [String]>, longest: Int) -> SettingsKey {
    SettingsKey(name: name) { node, path, settings, reader in
      let expected = "a list of texts of 1 to \(longest) characters, as [berlin, spring]"
      guard let items = reader.items(of: node, path: path, expected: expected) else { return }
      for item in items {
        guard let text = reader.text(of: item, path: path, expected: expected) else { continue }
        if (1...longest).contains(text.count) {
          settings[keyPath: field].append(text)
        } else {
          reader.wrongValue(text, expected: "a text of 1 to \(longest) characters", at: item, path: path)
        }
      }
    }
  }

  /// A list of sections, each with the same keys.
  ///
  /// - Parameters:
  ///   - new: an item with its defaults.
  ///   - problem: what is wrong with an item beside those that come before it; nil where nothing is.
  static func list<Item>(
    _ name: String, _ field: WritableKeyPath<Root, [Item]>, new: Item, keys: [SettingsKey<Item>],
    problem: @escaping (Item, [Item]) -> String?
  ) -> SettingsKey {
    SettingsKey(name: name) { node, path, settings, reader in
      guard let items = reader.items(of: node, path: path, expected: "a list") else { return }
      for node in items {
        var item = new
        let before = reader.errors.count
        reader.read(node, path: path, keys: keys, into: &item)
        if reader.errors.count == before, let problem = problem(item, settings[keyPath: field]) {
          reader.wrong(problem, at: node, path: path)
        }
        settings[keyPath: field].append(item)
      }
    }
  }

  /// A mapping from names to e-mail addresses.
  static func emails(_ name: String, _ field: WritableKeyPath<Root, [String: String]>) -> SettingsKey {
    SettingsKey(name: name) { node, path, settings, reader in
      guard let mapping = reader.mapping(of: node, path: path) else { return }
      for (key, value) in mapping {
        guard let user = key.string else { continue }
        let place = "\(path).\(user)"
        guard let address = reader.text(of: value, path: place, expected: "an e-mail address") else { continue }
        if isAddress(address) {
          settings[keyPath: field][user] = address
        } else {
          reader.wrongValue(address, expected: "an e-mail address", at: value, path: place)
        }
      }
    }
  }

  /// Something on both sides of one @; `recruiter@localhost` is one of ours.
  private static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !text.contains(where: \.isWhitespace)
  }

  private static func scalar<Value>(
    _ name: String, _ field: WritableKeyPath<Root, Value>, expected: String, _ parse: @escaping (String) -> Value?
  ) -> SettingsKey {
    SettingsKey(name: name) { node, path, settings, reader in
      guard let text = reader.text(of: node, path: path, expected: expected) else { return }
      if let value = parse(text) {
        settings[keyPath: field] = value
      } else {
        reader.wrongValue(text, expected: expected, at: node, path: path)
      }
    }
  }
}

/// Walks a YAML document along the keys that it may hold, and collects all that is wrong.
struct SettingsReader {
  private(set) var errors: [ConfigurationError] = []

  mutating func read<Root>(_ node: Node, path: String?, keys: [SettingsKey<Root>], into settings: inout Root) {
    guard let mapping = mapping(of: node, path: path) else { return }
    for (key, value) in mapping {
      let name = key.string ?? ""
      let place = path.map { "\($0).\(name)" } ?? name
      if let known = keys.first(where: { $0.name == name }) {
        known.apply(value, place, &settings, &self)
      } else {
        let names = keys.map(\.name)
        let advice =
          NearestName.of(name, among: names).map { "did you mean \($0)?" }
          ?? "known here: \(names.joined(separator: ", "))"
        errors.append(ConfigurationError(line: key.mark?.line, key: place, "unknown key; \(advice)"))
      }
    }
  }

  /// The pairs of a mapping; an empty section is one without any.
  mutating func mapping(of node: Node, path: String?) -> Node.Mapping? {
    if let mapping = node.mapping { return mapping }
    if node.scalar?.string.isEmpty == true || node.null != nil { return nil }
    errors.append(ConfigurationError(line: node.mark?.line, key: path, "needs keys below it"))
    return nil
  }

  /// The items of a list; an empty one has none.
  mutating func items(of node: Node, path: String, expected: String) -> [Node]? {
    if let sequence = node.sequence { return Array(sequence) }
    if node.scalar?.string.isEmpty == true || node.null != nil { return nil }
    errors.append(ConfigurationError(line: node.mark?.line, key: path, "needs \(expected)"))
    return nil
  }

  mutating func text(of node: Node, path: String, expected: String) -> String? {
    if let scalar = node.scalar, node.null == nil { return scalar.string }
    errors.append(ConfigurationError(line: node.mark?.line, key: path, "needs \(expected)"))
    return nil
  }

  mutating func wrongValue(_ text: String, expected: String, at node: Node, path: String) {
    errors.append(ConfigurationError(line: node.mark?.line, key: path, "\"\(text)\" is not \(expected)"))
  }

  mutating func wrong(_ problem: String, at node: Node, path: String) {
    errors.append(ConfigurationError(line: node.mark?.line, key: path, problem))
  }

  mutating func wrongChoice(_ text: String, of names: [String], at node: Node, path: String) {
    let advice =
      NearestName.of(text, among: names).map { "did you mean \($0)?" } ?? "one of \(names.joined(separator: ", "))"
    errors.append(ConfigurationError(line: node.mark?.line, key: path, "\"\(text)\" is no value of it; \(advice)"))
  }
}

extension ConfigurationError {
  /// From Yams: text that is no YAML, or a key twice.
  init(_ error: any Error) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(line: mark.line, "not YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(line: context.mark.line, "given twice: \(duplicates.map { "\($0)" }.joined(separator: ", "))")
    default:
      self.init("not YAML: \(error)")
    }
  }
}
