import ResumeModel

extension PageInk {
  /// Adds a form field's value as words spread over its box, for a format that tells where a field is but not where its
  /// letters are.
  mutating func add(value: String, in box: Box) {
    let rows = value.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).map {
      Array(TextNormalizer.normalized(String(decoding: $0, as: UTF8.self)).utf8)
    }.filter { !$0.isEmpty }
    guard !rows.isEmpty, box.width > 0, box.height > 0 else { return }
    let height = min(box.height / Double(rows.count), 14)
    let style = styles.count
    styles.append(Style(size: height * 0.75))
    let stream = (words.last?.streamLine ?? 0) + 1
    for (row, bytes) in rows.enumerated() {
      let y0 = rows.count == 1 ? box.midY - height / 2 : box.y0 + Double(row) * height
      // As wide as common type, and never wider than the field.
      let advance = min(height * 0.75 * 0.5, box.width / Double(bytes.count))
      var x = box.x0 + 1
      for word in bytes.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }) {
        let start = text.count
        text.append(contentsOf: word)
        let width = Double(word.count) * advance
        words.append(
          InkWord(
            start: start, end: text.count, box: Box(x0: x, y0: y0, x1: x + width, y1: y0 + height), style: style,
            length: word.count, isSpaced: true, streamLine: stream + row))
        x += width + advance * 0.6
      }
    }
  }
}
