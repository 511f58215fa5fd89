/// Counts durations in buckets whose width grows with the duration: 4 kB whatever is recorded, and a quantile that is
/// at most 1/16 off.
///
/// Each power of two is cut into eight equal buckets; durations below 8 ns have one each. A quantile is the middle of
/// its bucket. Source: the bucket layout of HdrHistogram, with three significant bits.
struct LatencyHistogram: Sendable {
  private static let subBits = 3
  private static let subBuckets = 1 << subBits
  private static let bucketCount = (64 - subBits + 1) * subBuckets

  private var counts = [UInt64](repeating: 0, count: bucketCount)
  private(set) var count: UInt64 = 0
  private var sum: UInt64 = 0
  private var largest: UInt64 = 0

  mutating func record(nanoseconds: UInt64) {
    counts[Self.bucket(of: nanoseconds)] += 1
    count += 1
    sum &+= nanoseconds
    largest = max(largest, nanoseconds)
  }

  /// The duration that the fraction `quantile` (0…1) of what was recorded does not exceed; zero if nothing was.
  func nanoseconds(quantile: Double) -> UInt64 {
    guard count > 0 else { return 0 }
    let rank = max(1, UInt64((Double(count) * quantile).rounded(.up)))
    var seen: UInt64 = 0
    for (bucket, recorded) in counts.enumerated() {
      seen += recorded
      if seen >= rank { return min(Self.middle(of: bucket), largest) }
    }
    return largest
  }

  var summary: LatencySummary {
    LatencySummary(
      count: count,
      mean: .nanoseconds(Int64(clamping: count == 0 ? 0 : sum / count)),
      p50: .nanoseconds(Int64(clamping: nanoseconds(quantile: 0.50))),
      p95: .nanoseconds(Int64(clamping: nanoseconds(quantile: 0.95))),
      p99: .nanoseconds(Int64(clamping: nanoseconds(quantile: 0.99))),
      max: .nanoseconds(Int64(clamping: largest)))
  }

  private static func bucket(of value: UInt64) -> Int {
    guard value >= subBuckets else { return Int(value) }
    let exponent = 63 - value.leadingZeroBitCount
    let mantissa = Int(truncatingIfNeeded: value >> (exponent - subBits)) & (subBuckets - 1)
    return (exponent - subBits + 1) * subBuckets + mantissa
  }

  private static func middle(of bucket: Int) -> UInt64 {
    guard bucket >= subBuckets else { return UInt64(bucket) }
    let shift = bucket / subBuckets - 1
    let low = UInt64(subBuckets + bucket % subBuckets) << shift
    return low + (UInt64(1) << shift) / 2
  }
}

/// How long a stage takes for a call: an item, or a batch.
public struct LatencySummary: Sendable, Hashable {
  /// Calls measured.
  public let count: UInt64
  public let mean: Duration
  public let p50: Duration
  public let p95: Duration
  public let p99: Duration
  public let max: Duration
}
