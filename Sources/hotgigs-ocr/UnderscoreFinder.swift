import CTesseract

/// Finds underscores in addresses: tesseract takes them for rules, and leaves them out.
struct UnderscoreFinder {
  /// One bit a pixel, set where there is ink.
  let ink: Picture

  /// The line with words joined that an underscore joins before an @.
  func settle(_ line: MeasuredLine) -> MeasuredLine {
    guard line.words.count > 1, line.words.contains(where: { $0.text.contains("@") }) else { return line }
    var line = line
    // From the right: of "ada _b _c@example.com" each is joined to what has the @ already.
    for index in line.words.indices.dropFirst().reversed() where line.words[index].text.contains("@") {
      var (left, right) = (line.words[index - 1], line.words[index])
      guard let end = left.text.unicodeScalars.last, end.properties.isAlphabetic || end.properties.numericType != nil
      else { continue }
      if right.text.hasPrefix("_") {
        right.text.removeFirst()
      } else if !hasUnderscore(between: left, right, size: line.measures[index].size) {
        continue
      }
      left.text += "_" + right.text
      left.right = right.right
      (left.top, left.bottom) = (min(left.top, right.top), max(left.bottom, right.bottom))
      left.confidence = min(left.confidence, right.confidence)
      line.words[index - 1] = left
      line.words.remove(at: index)
      line.measures.remove(at: index)
    }
    return line
  }

  /// Whether flat ink lies at the foot of the white between two words.
  private func hasUnderscore(between left: TesseractWord, _ right: TesseractWord, size: Double) -> Bool {
    let gap = right.left - left.right
    guard Double(gap) > 0.2 * size, Double(gap) < 0.9 * size,
      let area = boxCreate(
        CInt(left.right - Int(0.1 * size)), CInt(right.baseLine - 0.05 * size), CInt(gap + Int(0.2 * size)),
        CInt(0.35 * size))
    else { return false }
    var freed: UnsafeMutablePointer<Box>? = area
    defer { boxDestroy(&freed) }
    guard let part = Picture(pixClipRectangle(ink.pix, area, nil)) else { return false }
    var boxes = pixConnCompBB(part.pix, 8)
    defer { boxaDestroy(&boxes) }
    for index in 0..<boxaGetCount(boxes) {
      var (width, height): (CInt, CInt) = (0, 0)
      boxaGetBoxGeometry(boxes, index, nil, nil, &width, &height)
      if Double(width) > 0.3 * size, Double(height) < 0.18 * size { return true }
    }
    return false
  }
}
