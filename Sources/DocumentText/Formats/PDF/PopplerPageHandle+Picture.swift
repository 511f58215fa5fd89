import CPoppler
import ResumeModel

extension PopplerPageHandle {
  /// Share of the page, 0…1, that its pictures cover, each counted by itself; poppler draws nothing to tell this.
  var pictureCoverage: Double {
    let list = poppler_page_get_image_mapping(handle)
    defer { poppler_page_free_image_mapping(list) }
    let (width, height) = size
    var covered = 0.0
    var node = list
    while let item = node {
      node = item.pointee.next
      guard let data = item.pointee.data else { continue }
      let area = data.assumingMemoryBound(to: PopplerImageMapping.self).pointee.area
      let across = min(max(area.x1, area.x2), width) - max(min(area.x1, area.x2), 0)
      let down = min(max(area.y1, area.y2), height) - max(min(area.y1, area.y2), 0)
      if across > 0, down > 0 { covered += across * down }
    }
    return covered / max(width * height, 1)
  }

  /// The page drawn for recognition; nil where it has no extent or no memory is left for it.
  func picture() -> PageDrawing? {
    let (width, height) = size
    guard width > 0, height > 0 else { return nil }
    let scale = PageDrawing.scale(width: width, height: height)
    let (columns, rows) = (max(1, Int(width * scale)), max(1, Int(height * scale)))
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, CInt(columns), CInt(rows)) else { return nil }
    defer { cairo_surface_destroy(surface) }
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let context = cairo_create(surface) else { return nil }
    defer { cairo_destroy(context) }
    cairo_set_source_rgb(context, 1, 1, 1)
    cairo_paint(context)
    cairo_scale(context, scale, scale)
    poppler_page_render(handle, context)
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else { return nil }
    let stride = Int(cairo_image_surface_get_stride(surface))
    let pixels = [UInt8](unsafeUninitializedCapacity: columns * rows) { grey, count in
      for row in 0..<rows {
        let from = data + row * stride
        let to = grey.baseAddress! + row * columns
        for column in 0..<columns {
          // Blue, green, red and one unused byte a pixel.
          let pixel = from + 4 * column
          to[column] = UInt8((28 * Int(pixel[0]) + 151 * Int(pixel[1]) + 77 * Int(pixel[2])) >> 8)
        }
      }
      count = columns * rows
    }
    return PageDrawing(width: columns, height: rows, pixels: pixels, pageWidth: width, pageHeight: height)
  }
}
