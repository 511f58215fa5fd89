/// How one thing fares.
public struct HealthFinding: Codable, Hashable, Sendable {
  public enum Level: String, Codable, Hashable, Sendable {
    case ok, warning, critical
    /// This role may not see it, or the server does not keep it.
    case unknown
  }

  /// Stable.
  public var check: String
  public var level: Level
  /// In the unit; nil where there is nothing to measure.
  public var value: Double?
  /// In the unit.
  public var threshold: Double?
  /// s, ms, percent, count or millions.
  public var unit: String
  /// What it is about: the table, the index, the statement.
  public var detail: String?
  /// What to do; nil where all is well.
  public var advice: String?

  public init(
    check: String, level: Level, value: Double? = nil, threshold: Double? = nil, unit: String, detail: String? = nil,
    advice: String? = nil
  ) {
    self.check = check
    self.level = level
    self.value = value
    self.threshold = threshold
    self.unit = unit
    self.detail = detail
    self.advice = advice
  }
}

/// From where on a value is a warning, and from where on critical.
public struct HealthScale: Hashable, Sendable {
  public var warning: Double
  /// Nil: never.
  public var critical: Double?
  /// Whether less is worse.
  public var isLow = false

  public static func above(_ warning: Double, critical: Double?) -> HealthScale {
    HealthScale(warning: warning, critical: critical)
  }

  public static func below(_ warning: Double, critical: Double?) -> HealthScale {
    HealthScale(warning: warning, critical: critical, isLow: true)
  }

  /// Twice as long is critical.
  static func time(_ warning: Duration) -> HealthScale {
    let seconds = warning / .seconds(1)
    return .above(seconds, critical: 2 * seconds)
  }

  /// Half of what is left is critical.
  static func share(_ percent: Int) -> HealthScale {
    .above(Double(percent), critical: Double(100 + percent) / 2)
  }

  public func level(of value: Double) -> HealthFinding.Level {
    func reaches(_ limit: Double) -> Bool { isLow ? value < limit : value > limit }
    if let critical, reaches(critical) { return .critical }
    return reaches(warning) ? .warning : .ok
  }
}
