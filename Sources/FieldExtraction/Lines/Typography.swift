/// How a document sets its body text, against which everything else stands out.
struct Typography {
  /// The size that most letters have, in points.
  let bodySize: Double
  let bodyIsBold: Bool
  let bodyColor: UInt32
  let largestSize: Double

  init(_ lines: [TextLine]) {
    var sizes: [Int: Int] = [:]
    var colors: [UInt32: Int] = [:]
    var bold = 0
    var all = 0
    var largest = 0.0
    for line in lines {
      let weight = line.scalars.count
      sizes[Int((line.size * 4).rounded()), default: 0] += weight
      colors[line.color, default: 0] += weight
      if line.isBold { bold += weight }
      all += weight
      largest = max(largest, line.size)
    }
    let size = sizes.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 44
    bodySize = Double(size) / 4
    bodyColor = colors.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
    bodyIsBold = bold * 2 > all
    largestSize = largest
  }
}

/// How a line is set, coarsely enough that two headings of a document agree.
struct StyleKey: Hashable {
  var size: Int
  var isBold: Bool
  var isCaps: Bool
  var level: Int

  init(_ line: TextLine) {
    size = Int((line.size * 2).rounded())
    isBold = line.isBold
    isCaps = line.isAllCaps
    level = line.headingLevel ?? 0
  }

  /// A total order, so that ties are broken the same way in every run.
  var order: Int { size * 8 + level * 1024 + (isBold ? 4 : 0) + (isCaps ? 2 : 0) }

  /// How many ways it stands out from the body, 0…4.
  func prominence(over body: Typography) -> Int {
    var signs = 0
    if level > 0 { signs += 2 }
    if Double(size) / 2 >= body.bodySize * 1.08 { signs += 1 }
    if Double(size) / 2 >= body.bodySize * 1.25 { signs += 1 }
    if isBold, !body.bodyIsBold { signs += 1 }
    if isCaps { signs += 1 }
    return signs
  }
}
