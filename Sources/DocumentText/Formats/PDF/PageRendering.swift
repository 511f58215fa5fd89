import CPoppler
import ResumeModel

/// A page drawn small, for questions that only the picture answers.
struct PageRendering {
  private let width, height, stride: Int
  private let scale: Double
  /// Blue, green, red and one unused byte a pixel.
  private let pixels: [UInt8]

  /// Pixels along the longer side: a letter of 10 pt is 5 high, and drawing costs a third of what it does at 900.
  private static let longestSide = 450.0
  /// Difference of light, of 255, that an eye makes out.
  private static let visible = 24
  /// Difference of light that thin letters drawn small leave at least.
  private static let faint = 8

  fileprivate init(width: Int, height: Int, stride: Int, scale: Double, pixels: [UInt8]) {
    (self.width, self.height, self.stride, self.scale, self.pixels) = (width, height, stride, scale, pixels)
  }

  /// Whether all of the box is about as light as `light` (0…255) or lighter: text so light is not seen there. The ground
  /// decides and not the letters, which a host without the font does not draw.
  func hides(_ light: Int, in box: Box) -> Bool {
    // The neighbouring lines' tails reach into a box.
    let inset = 0.2 * box.height
    for y in pixels(from: box.y0 + inset, to: box.y1 - inset, of: height) {
      for x in pixels(from: box.x0, to: box.x1, of: width) {
        if light - self.light(x, y) >= Self.visible { return false }
      }
    }
    return true
  }

  /// Whether nothing is drawn on it: all of it is of nearly one colour.
  var isBlank: Bool {
    var (darkest, lightest) = (255, 0)
    for y in 0..<height {
      for x in 0..<width {
        let own = light(x, y)
        (darkest, lightest) = (min(darkest, own), max(lightest, own))
      }
    }
    return lightest - darkest < Self.visible
  }

  /// Whether anything is drawn in the box: its pixels differ.
  func shows(_ box: Box) -> Bool {
    var (least, most) = (255, 0)
    for y in pixels(from: box.y0, to: box.y1, of: height) {
      for x in pixels(from: box.x0, to: box.x1, of: width) {
        let light = light(x, y)
        (least, most) = (min(least, light), max(most, light))
        if most - least >= Self.faint { return true }
      }
    }
    // Off the picture nothing can be told.
    return most < least
  }

  private func light(_ x: Int, _ y: Int) -> Int {
    let at = y * stride + 4 * x
    return (Int(pixels[at]) + 2 * Int(pixels[at + 1]) + Int(pixels[at + 2])) / 4
  }

  /// A stretch in points as pixels, as far as it is on the picture.
  private func pixels(from start: Double, to end: Double, of count: Int) -> Range<Int> {
    let first = Int(min(max(start * scale, 0), Double(count)))
    return first..<max(first, Int(min(max((end * scale).rounded(.up), 0), Double(count))))
  }

  /// - Parameters:
  ///   - part: What is outside stays white, which spares the making of its letters; nil for all of the page.
  ///   - draw: Draws the page on a context that is scaled to points.
  static func make(
    width: Double, height: Double, part: Box?, draw: (OpaquePointer) -> Void
  ) -> PageRendering? {
    guard width > 0, height > 0 else { return nil }
    let scale = min(1, longestSide / max(width, height))
    let (columns, rows) = (max(1, Int(width * scale)), max(1, Int(height * scale)))
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, CInt(columns), CInt(rows)) else { return nil }
    defer { cairo_surface_destroy(surface) }
    guard let context = cairo_create(surface) else { return nil }
    defer { cairo_destroy(context) }
    cairo_set_source_rgb(context, 1, 1, 1)
    cairo_paint(context)
    if let part {
      // Whole pixels: what is drawn within them is the same with and without.
      let (x, y) = ((part.x0 * scale).rounded(.down), (part.y0 * scale).rounded(.down))
      cairo_rectangle(context, x, y, (part.x1 * scale).rounded(.up) - x, (part.y1 * scale).rounded(.up) - y)
      cairo_clip(context)
    }
    cairo_scale(context, scale, scale)
    draw(context)
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else { return nil }
    let stride = Int(cairo_image_surface_get_stride(surface))
    return PageRendering(
      width: columns, height: rows, stride: stride, scale: scale,
      pixels: Array(UnsafeBufferPointer(start: data, count: stride * rows)))
  }
}
