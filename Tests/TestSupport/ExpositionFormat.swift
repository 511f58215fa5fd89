import Foundation

/// Reads the text format of Prometheus as strictly as it is described: whatever is wrong is an error.
///
/// Source: "Exposition formats", text-based format, version 0.0.4, and the naming rules that `promtool check metrics` holds
/// metrics to.
public struct ExpositionFormat {
  public struct Failure: Error, CustomStringConvertible {
    public let line: String
    public let reason: String
    public var description: String { "\(reason): \(line)" }
  }

  /// By the sample as it is written: `name{label="value"}`.
  public private(set) var samples: [String: Double] = [:]
  /// By name.
  public private(set) var types: [String: String] = [:]

  public init(_ text: String) throws(Failure) {
    guard text.isEmpty || text.hasSuffix("\n") else { throw Failure(line: "", reason: "the last line has no end") }
    var helped: Set<String> = []
    var current = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init) {
      func failure(_ reason: String) -> Failure { Failure(line: line, reason: reason) }
      let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
      if line.hasPrefix("# HELP ") {
        guard words.count == 4, helped.insert(words[2]).inserted, !words[3].isEmpty else { throw failure("help") }
        current = words[2]
      } else if line.hasPrefix("# TYPE ") {
        guard words.count == 4, words[2] == current, types[current] == nil else {
          throw failure("a type without its help")
        }
        guard ["counter", "gauge", "histogram"].contains(words[3]) else { throw failure("type") }
        guard words[3] != "counter" || current.hasSuffix("_total") else {
          throw failure("a counter's name ends in _total")
        }
        guard words[3] == "counter" || !current.hasSuffix("_total") else { throw failure("_total is a counter's") }
        types[current] = words[3]
      } else {
        let (name, sample, value) = try Self.sample(line)
        let suffix = types[current] == "histogram" ? ["_bucket", "_sum", "_count"].first { name == current + $0 } : ""
        guard suffix != nil, name == current + (suffix ?? "") else { throw failure("a sample among another's") }
        guard samples.updateValue(value, forKey: sample) == nil else { throw failure("twice") }
      }
    }
    try checkHistograms()
  }

  /// A sample's value, labels in the order of their names.
  public subscript(_ sample: String) -> Double? { samples[sample] }

  private static func sample(_ line: String) throws(Failure) -> (name: String, sample: String, value: Double) {
    func failure(_ reason: String) -> Failure { Failure(line: line, reason: reason) }
    var rest = line[...]
    let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") }
    guard let first = name.first, !first.isNumber else { throw failure("name") }
    rest = rest[name.endIndex...]
    if rest.first == "{" {
      rest.removeFirst()
      var names: Set<Substring> = []
      while true {
        let label = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        guard let first = label.first, !first.isNumber, names.insert(label).inserted else { throw failure("label") }
        rest = rest[label.endIndex...]
        guard rest.hasPrefix("=\"") else { throw failure("a label without a value") }
        rest = rest.dropFirst(2)
        while let character = rest.popFirst(), character != "\"" {
          if character == "\\", !["\\", "\"", "n"].contains(rest.popFirst()) { throw failure("escape") }
        }
        if rest.first == "}" { break }
        guard rest.popFirst() == "," else { throw failure("labels") }
      }
      rest.removeFirst()
    }
    let sample = line[..<rest.startIndex]
    guard rest.popFirst() == " " else { throw failure("value") }
    let special: [String: Double] = ["+Inf": .infinity, "-Inf": -.infinity, "NaN": .nan]
    guard let value = special[String(rest)] ?? Double(String(rest)) else { throw failure("value") }
    return (String(name), String(sample), value)
  }

  /// Each has a last bucket with all of them, and no bucket holds less than the one before.
  private func checkHistograms() throws(Failure) {
    for (sample, count) in samples {
      guard let end = sample.range(of: "_bucket{"), sample.contains("le=\"+Inf\"") else { continue }
      let others = sample[end.upperBound...].dropLast().split(separator: ",").filter { !$0.hasPrefix("le=") }
      let labels = others.isEmpty ? "" : "{\(others.joined(separator: ","))}"
      let name = sample[..<end.lowerBound]
      guard samples["\(name)_count\(labels)"] == count, samples["\(name)_sum\(labels)"] != nil else {
        throw Failure(line: sample, reason: "a histogram's count is that of its last bucket")
      }
      let buckets = samples.filter { other, _ in
        other.hasPrefix("\(name)_bucket{") && others.allSatisfy { other.contains($0) }
      }
      let ordered = buckets.compactMap { other, count -> (Double, Double)? in
        guard let start = other.range(of: "le=\"") else { return nil }
        let bound = other[start.upperBound...].prefix { $0 != "\"" }
        return (bound == "+Inf" ? .infinity : Double(String(bound)) ?? .nan, count)
      }.sorted { $0.0 < $1.0 }
      guard zip(ordered, ordered.dropFirst()).allSatisfy({ $0.1 <= $1.1 && $0.0 < $1.0 }) else {
        throw Failure(line: sample, reason: "a bucket holds those before it, too")
      }
    }
  }
}
