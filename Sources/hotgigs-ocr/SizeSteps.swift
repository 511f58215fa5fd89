/// Takes sizes that are nearly the same as the same: a page is set in few sizes, and each line is measured a little otherwise.
enum SizeSteps {
  /// Share by which a line's size is measured wrongly at most; two sizes of one page differ by more.
  private static let tolerance = 0.06
  /// Sizes of one page: more are not told apart.
  private static let most = 12

  static func settle(_ lines: [MeasuredLine]) -> [MeasuredLine] {
    var rest = lines.flatMap { $0.measures.map { (value: $0.size, weight: $0.weight) } }
    rest.sort { $0.value < $1.value }
    var steps: [Double] = []
    while steps.count < most, let size = heaviest(rest) {
      steps.append(size)
      rest.removeAll { abs($0.value - size) <= tolerance * size }
    }
    return lines.map { line in
      var line = line
      for index in line.measures.indices {
        let size = line.measures[index].size
        // The first that takes it is the commonest.
        if let step = steps.first(where: { abs(size - $0) <= tolerance * $0 }) { line.measures[index].size = step }
      }
      return line
    }
  }

  /// The size about which most of the weight is; nil where there is none.
  private static func heaviest(_ sizes: [(value: Double, weight: Int)]) -> Double? {
    var best: (weight: Int, range: Range<Int>) = (0, 0..<0)
    var start = 0
    var weight = 0
    for end in sizes.indices {
      weight += sizes[end].weight
      while sizes[start].value * (1 + 2 * tolerance) < sizes[end].value {
        weight -= sizes[start].weight
        start += 1
      }
      if weight > best.weight { best = (weight, start..<end + 1) }
    }
    return best.weight == 0 ? nil : MeasuredLine.median(Array(sizes[best.range]))
  }
}
