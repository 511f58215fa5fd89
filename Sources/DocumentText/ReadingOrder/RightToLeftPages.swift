import ResumeModel

/// Pages that read from right to left are turned about, as in a mirror, ordered, and turned back: columns, labels and
/// bullets then stand where they stand on any page.
extension PageInk {
  /// Whether most of its letters are Hebrew, Arabic or of a script beside them.
  var readsRightToLeft: Bool {
    var letters = 0
    var latin = 0
    for byte in text {
      // The first bytes of U+05C0…07FF.
      if (0xD7...0xDF).contains(byte) { letters += 1 } else if (0x61...0x7A).contains(byte | 0x20) { latin += 1 }
    }
    return letters > latin
  }

  mutating func mirror() {
    for index in words.indices { words[index].box = words[index].box.mirrored(in: width) }
    isMirrored.toggle()
  }

  /// Whether a word holds Latin letters.
  private func isLatin(_ word: Int) -> Bool {
    text[words[word].start..<words[word].end].contains { (0x61...0x7A).contains($0 | 0x20) }
  }

  private func isRightToLeft(_ word: Int) -> Bool {
    text[words[word].start..<words[word].end].contains { (0xD7...0xDF).contains($0) }
  }

  /// Digits, with the signs that stand in telephone numbers.
  private func isNumber(_ word: Int) -> Bool {
    text[words[word].start..<words[word].end].allSatisfy { (0x28...0x39).contains($0) }
  }

  /// Turns what a line holds of Latin text back to its own order, with the numbers in it, and international telephone
  /// numbers.
  func turnLatin(_ order: inout [Int]) {
    for end in order.indices where isNumber(order[end]) && text[words[order[end]].start] == UInt8(ascii: "+") {
      var start = end
      while start > 0, isNumber(order[start - 1]) { start -= 1 }
      order[start...end].reverse()
    }
    var start = 0
    while start < order.count {
      guard isLatin(order[start]) else {
        start += 1
        continue
      }
      var end = start + 1
      var next = end
      while next < order.count, !isRightToLeft(order[next]) {
        if isLatin(order[next]) { end = next + 1 }
        next += 1
      }
      order[start..<end].reverse()
      start = max(next, end)
    }
  }
}

extension Line {
  func mirrored(in width: Double) -> Line {
    var line = self
    line.box = box?.mirrored(in: width)
    for index in line.spans.indices { line.spans[index].box = spans[index].box?.mirrored(in: width) }
    return line
  }
}

extension Box {
  fileprivate func mirrored(in width: Double) -> Box { Box(x0: width - x1, y0: y0, x1: width - x0, y1: y1) }
}
