/// Punycode, the ASCII form of a label of an internationalised domain name, without its prefix `xn--`.
///
/// Source: RFC 3492, §6.3 (encoding) and §5 (its parameters for domain names).
enum Punycode {
  private static let base: UInt32 = 36
  private static let tMin: UInt32 = 1
  private static let tMax: UInt32 = 26
  private static let skew: UInt32 = 38
  private static let damp: UInt32 = 700
  private static let initialBias: UInt32 = 72
  private static let initialN: UInt32 = 128

  /// Nil where the numbers overflow: for no label that a domain name can hold.
  static func encode(_ label: some Collection<Unicode.Scalar>) -> String? {
    let scalars = label.map(\.value)
    var output = scalars.filter { $0 < 0x80 }.map { UInt8($0) }
    let basicCount = UInt32(output.count)
    if basicCount > 0 { output.append(UInt8(ascii: "-")) }
    var n = initialN
    var delta: UInt32 = 0
    var bias = initialBias
    var handled = basicCount
    while handled < scalars.count {
      guard let next = scalars.lazy.filter({ $0 >= n }).min() else { return nil }
      let (step, overflows) = (next - n).multipliedReportingOverflow(by: handled + 1)
      if overflows { return nil }
      let (sum, sumOverflows) = delta.addingReportingOverflow(step)
      if sumOverflows { return nil }
      delta = sum
      n = next
      for scalar in scalars {
        if scalar < n { delta += 1 }
        guard scalar == n else { continue }
        append(delta, bias: bias, to: &output)
        bias = adapted(delta, points: handled + 1, isFirst: handled == basicCount)
        delta = 0
        handled += 1
      }
      delta += 1
      n += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// A generalised variable-length integer.
  private static func append(_ delta: UInt32, bias: UInt32, to output: inout [UInt8]) {
    var q = delta
    var k = base
    while true {
      let t = k <= bias ? tMin : k >= bias + tMax ? tMax : k - bias
      if q < t { break }
      output.append(digit(t + (q - t) % (base - t)))
      q = (q - t) / (base - t)
      k += base
    }
    output.append(digit(q))
  }

  private static func digit(_ value: UInt32) -> UInt8 {
    UInt8(value < 26 ? value + 97 : value - 26 + 48)
  }

  private static func adapted(_ delta: UInt32, points: UInt32, isFirst: Bool) -> UInt32 {
    var delta = isFirst ? delta / damp : delta / 2
    delta += delta / points
    var k: UInt32 = 0
    while delta > ((base - tMin) * tMax) / 2 {
      delta /= base - tMin
      k += base
    }
    return k + (base - tMin + 1) * delta / (delta + skew)
  }
}
