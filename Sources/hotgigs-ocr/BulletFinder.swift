import CTesseract

/// Finds the bullets of list items: tesseract reads a dot as some sign or letter ("e", "¢", "«"), or leaves it out.
struct BulletFinder {
  /// One bit a pixel, set where there is ink.
  let ink: Picture

  /// The line with its bullet as a word of its own, where it has one.
  func settle(_ line: MeasuredLine) -> MeasuredLine {
    guard let first = line.words.first else { return line }
    var line = line
    // Between items of a line: "Oslo • +47 …".
    for index in line.words.indices.dropFirst().dropLast() where line.words[index].text.unicodeScalars.count == 1 {
      if !Self.isSign(line.words[index].text), isBullet(line.words[index], line) { line.words[index].text = "•" }
    }
    let count = first.text.unicodeScalars.count
    if line.words.count > 1, count <= 2, isBullet(first, line) || count == 1 && isMistaken(first.text) {
      line.words[0].text = "•"
    } else if let dot = dot(before: first, line) {
      line.words.insert(dot, at: 0)
      line.measures.insert(
        MeasuredLine.Measure(size: line.size, baseLine: line.baseLine, weight: 0), at: 0)
    }
    return line
  }

  /// Signs as small as a bullet that stand between words.
  private static func isSign(_ text: String) -> Bool {
    ["-", "–", "—", "·", ",", ".", ":", ";", "'", "’", "\"", "~", "*", "+", "="].contains(text)
  }

  /// Signs that no text begins with.
  private func isMistaken(_ text: String) -> Bool {
    ["¢", "©", "®", "«", "»", "°", "*", "¤", "§", "¥", "■", "●", "○", "▪", "›", "‹", "~", "="].contains(text)
  }

  /// Whether the box of a sign is a bullet's: as wide as high, smaller than a small letter, in the middle of the line.
  private func isBullet(_ word: TesseractWord, _ line: MeasuredLine) -> Bool {
    let (width, height) = (Double(word.right - word.left) / line.size, Double(word.bottom - word.top) / line.size)
    let middle = (line.baseLine - Double(word.bottom + word.top) / 2) / line.size
    return width > 0.1 && width < 0.46 && height > 0.1 && height < 0.46 && width < 1.7 * height && height < 1.7 * width
      && middle > 0.15 && middle < 0.5
  }

  /// A dot before a line's first word that was left out: one spot of ink, and nothing else near it.
  private func dot(before word: TesseractWord, _ line: MeasuredLine) -> TesseractWord? {
    let em = line.size
    let left = max(0, word.left - Int(2.2 * em))
    let right = word.left - Int(0.25 * em)
    let (top, bottom) = (max(0, Int(line.baseLine - 0.75 * em)), Int(line.baseLine + 0.1 * em))
    guard right - left > Int(0.3 * em), bottom > top,
      let area = boxCreate(CInt(left), CInt(top), CInt(right - left), CInt(bottom - top))
    else { return nil }
    var freed: UnsafeMutablePointer<Box>? = area
    defer { boxDestroy(&freed) }
    guard let part = Picture(pixClipRectangle(ink.pix, area, nil)) else { return nil }
    var boxes = pixConnCompBB(part.pix, 8)
    defer { boxaDestroy(&boxes) }
    var spots: [(x: Int, y: Int, width: Int, height: Int)] = []
    for index in 0..<min(boxaGetCount(boxes), 12) {
      var (x, y, width, height): (CInt, CInt, CInt, CInt) = (0, 0, 0, 0)
      boxaGetBoxGeometry(boxes, index, &x, &y, &width, &height)
      // Dust is no spot.
      if Double(max(width, height)) > 0.08 * em { spots.append((Int(x), Int(y), Int(width), Int(height))) }
    }
    guard spots.count == 1, let spot = spots.first, spot.x > 0, spot.x + spot.width < right - left else { return nil }
    let dot = TesseractWord(
      text: "•", confidence: 0.8, left: left + spot.x, top: top + spot.y, right: left + spot.x + spot.width,
      bottom: top + spot.y + spot.height, baseLine: line.baseLine, line: word.line)
    return isBullet(dot, line) ? dot : nil
  }
}
