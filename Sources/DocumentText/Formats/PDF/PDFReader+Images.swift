import CPoppler
import Glibc
import ResumeModel

extension PDFReader {
  public static func images(of bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> [PageImage] {
    let file = try PopplerFile(bytes.bytes, password: options.password)
    var images: [PageImage] = []
    let start = clock()
    let limit = clock_t(PageImage.maximumSeconds * 1_000_000)  // POSIX: a million clocks a second, whatever the machine
    for index in 0..<min(file.pageCount, PageImage.maximumCount) {
      guard clock() - start < limit else { break }
      guard let png = file.page(index)?.png(longestSide: PageImage.longestSide) else { continue }
      images.append(PageImage(page: index + 1, png: png))
    }
    return images
  }
}

extension PopplerPageHandle {
  /// The page on white as a PNG; nil where it has no size or cairo has no memory for it.
  fileprivate func png(longestSide: Double) -> [UInt8]? {
    let (width, height) = size
    guard width > 0, height > 0, width.isFinite, height.isFinite else { return nil }
    let scale = longestSide / max(width, height)
    let (columns, rows) = (CInt(max(1, width * scale)), CInt(max(1, height * scale)))
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, columns, rows) else { return nil }
    defer { cairo_surface_destroy(surface) }
    guard let context = cairo_create(surface) else { return nil }
    defer { cairo_destroy(context) }
    cairo_set_source_rgb(context, 1, 1, 1)
    cairo_paint(context)
    cairo_scale(context, scale, scale)
    render(on: context)
    var png: [UInt8] = []
    let status = withUnsafeMutablePointer(to: &png) { sink in
      cairo_surface_write_to_png_stream(
        surface,
        { sink, bytes, count in
          guard let sink, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
          sink.assumingMemoryBound(to: [UInt8].self).pointee
            .append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
          return CAIRO_STATUS_SUCCESS
        }, sink)
    }
    return status == CAIRO_STATUS_SUCCESS ? png : nil
  }
}
