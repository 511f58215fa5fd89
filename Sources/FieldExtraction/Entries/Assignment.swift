/// The best labelling of an entry's atoms with fields, under a scoring of each.
///
/// Every field takes one stretch of atoms or none; an atom may be left out at a price. All labellings are tried: an
/// entry's head has at most seven atoms.
struct Assignment {
  /// The atoms of each field; nil for an absent one.
  private(set) var stretches: [Range<Int>?]
  private(set) var score = -Double.infinity

  /// No `whole` may be worth more.
  private static let greatestWhole = 4.0

  /// - Parameters:
  ///   - count: how many atoms there are.
  ///   - fields: how many fields there are.
  ///   - joins: whether an atom may go on with the field of the one before it.
  ///   - value: of a stretch as a field.
  ///   - price: of leaving an atom out.
  ///   - whole: the value of how the fields stand to each other, absent ones included.
  init(
    count: Int, fields: Int, joins: (Int) -> Bool, value: (Int, Range<Int>) -> Double, price: (Int) -> Double,
    whole: ([Range<Int>?]) -> Double
  ) {
    stretches = Array(repeating: nil, count: fields)
    var values = [Double](repeating: -.infinity, count: fields * count * count)
    for low in 0..<count {
      for high in low..<count {
        if high > low, !joins(high) { break }
        for field in 0..<fields { values[(field * count + low) * count + high] = value(field, low..<(high + 1)) }
      }
    }
    let prices = (0..<count).map(price)
    // The most that the atoms from one on can add, were every field free: what cannot win is not searched.
    var bounds = [Double](repeating: 0, count: count + 1)
    for low in stride(from: count - 1, through: 0, by: -1) {
      bounds[low] = bounds[low + 1] - prices[low]
      for field in 0..<fields {
        for high in low..<count {
          bounds[low] = max(bounds[low], values[(field * count + low) * count + high] + bounds[high + 1])
        }
      }
    }
    var current = stretches
    var best = stretches
    var bestScore = -Double.infinity
    func search(_ index: Int, _ score: Double) {
      guard score + bounds[index] + Self.greatestWhole > bestScore else { return }
      guard index < count else {
        let total = score + whole(current)
        if total > bestScore { (best, bestScore) = (current, total) }
        return
      }
      for field in 0..<fields where current[field] == nil {
        for high in index..<count {
          let value = values[(field * count + index) * count + high]
          if value == -.infinity { break }
          current[field] = index..<(high + 1)
          search(high + 1, score + value)
        }
        current[field] = nil
      }
      search(index + 1, score - prices[index])
    }
    search(0, 0)
    (stretches, score) = (best, bestScore)
  }
}
