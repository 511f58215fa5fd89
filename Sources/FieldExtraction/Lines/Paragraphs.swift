/// Puts wrapped lines together again.
struct Paragraphs {
  private let layout: ResumeLayout

  init(_ layout: ResumeLayout) {
    self.layout = layout
  }

  /// The lines' text as one, words that a line's end broke made whole.
  func joined(_ parts: [SectionLine]) -> String {
    var result = ""
    var before = 0
    for part in parts {
      defer { before = part.line }
      let line = layout.lines[part.line]
      let text = line.text(part.range)
      guard !text.isEmpty else { continue }
      guard let last = result.unicodeScalars.last else {
        result = text
        continue
      }
      let startsSmall = text.unicodeScalars.first?.isLower == true
      if last.value == 0xAD || last.value == 0x2D && startsSmall || last.value == 0x2010 && startsSmall {
        if let before = result.unicodeScalars.dropLast().last, before.properties.isAlphabetic {
          // A hyphen that the line's end brought goes; the reader marks those that stay by nothing, so the rest of the
          // document is asked.
          if last.value == 0xAD || !isCompound(result, text) { result.unicodeScalars.removeLast() }
          result += text
          continue
        }
      }
      if last == "/" || last.value == 0x2D && !startsSmall,
        result.unicodeScalars.dropLast().last?.properties.isAlphabetic == true
      {
        result += text
      } else if Folding.isWide(last.value), layout.isFull(before, nextWord: 1),
        text.unicodeScalars.first.map({ Folding.isWide($0.value) }) == true
      {
        result += text  // No space stands between the words of China and Japan.
      } else {
        result += " " + text
      }
    }
    return result
  }

  /// Whether the word is written with its hyphen within some line of the document.
  private func isCompound(_ before: String, _ after: String) -> Bool {
    let head = Folding.fold(before.suffix(40)).dropLast().suffix { Folding.isLetter($0) }
    let tail = Folding.fold(after.prefix(40)).prefix { Folding.isLetter($0) }
    guard !head.isEmpty, !tail.isEmpty, head.count + tail.count < 40 else { return false }
    var hash = PhraseHash()
    hash.add(head[...])
    hash.add(0x2D)
    hash.add(tail[...])
    return layout.compounds.contains(hash.value)
  }
}

extension ArraySlice where Element == UInt32 {
  fileprivate func suffix(_ predicate: (UInt32) -> Bool) -> ArraySlice<UInt32> {
    var start = endIndex
    while start > startIndex, predicate(self[start - 1]) { start -= 1 }
    return self[start...]
  }
}
