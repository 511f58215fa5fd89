/// One entry of what a document says of itself, while it is read.
struct RTFInfo {
  private var text = ""
  private var parts: [RTFWord: Int] = [:]

  mutating func append(_ more: String, to kind: RTFState.Info) {
    if text.utf8.count < 1000 { text += more }
  }

  mutating func set(_ part: RTFWord, _ value: Int) { parts[part] = value }

  mutating func end(_ kind: RTFState.Info, in metadata: inout DocumentMetadata) {
    let value = TextNormalizer.normalized(text).split(separator: " ").joined(separator: " ")
    switch kind {
    case .title: metadata.title = value.isEmpty ? nil : value
    case .author: metadata.author = value.isEmpty ? nil : value
    case .generator: metadata.creator = value.isEmpty ? nil : value.hasSuffix(";") ? String(value.dropLast()) : value
    case .created: metadata.created = timestamp
    case .modified: metadata.modified = timestamp
    }
    self = RTFInfo()
  }

  /// In ISO 8601, with as much as is given.
  private var timestamp: String? {
    func part(_ word: RTFWord, _ range: ClosedRange<Int>) -> String? {
      parts[word].flatMap { range.contains($0) ? ($0 < 10 ? "0\($0)" : String($0)) : nil }
    }
    guard let year = part(.yr, 1000...9999), let month = part(.mo, 1...12), let day = part(.dy, 1...31) else {
      return nil
    }
    guard let hour = part(.hr, 0...23), let minute = part(.min, 0...59) else { return "\(year)-\(month)-\(day)" }
    return "\(year)-\(month)-\(day)T\(hour):\(minute):\(part(.sec, 0...59) ?? "00")"
  }
}
