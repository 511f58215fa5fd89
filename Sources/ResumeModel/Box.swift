/// A rectangle on a page in points (1/72 inch), from the page's top left corner; `x0 <= x1`, `y0 <= y1`.
public struct Box: Hashable, Sendable {
  public var x0, y0, x1, y1: Double

  public init(x0: Double, y0: Double, x1: Double, y1: Double) {
    self.x0 = x0
    self.y0 = y0
    self.x1 = x1
    self.y1 = y1
  }

  public static let zero = Box(x0: 0, y0: 0, x1: 0, y1: 0)

  public var width: Double { x1 - x0 }
  public var height: Double { y1 - y0 }
  public var midX: Double { (x0 + x1) / 2 }
  public var midY: Double { (y0 + y1) / 2 }

  /// The smallest rectangle around both.
  public func union(_ other: Box) -> Box {
    Box(x0: min(x0, other.x0), y0: min(y0, other.y0), x1: max(x1, other.x1), y1: max(y1, other.y1))
  }
}

extension Box: Codable {
  /// As `[x0, y0, x1, y1]`, rounded to a tenth of a point: a thousand of them stay readable and small.
  public func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    for value in [x0, y0, x1, y1] { try list.encode((value * 10).rounded() / 10) }
  }

  public init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    self.init(
      x0: try list.decode(Double.self), y0: try list.decode(Double.self), x1: try list.decode(Double.self),
      y1: try list.decode(Double.self))
  }
}
