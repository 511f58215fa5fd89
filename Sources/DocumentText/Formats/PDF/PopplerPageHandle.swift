import CPoppler
import ResumeModel

/// One page of an open PDF.
struct PopplerPageHandle: ~Copyable {
  let handle: OpaquePointer

  /// Takes over the reference.
  init(_ handle: OpaquePointer) {
    self.handle = handle
  }

  deinit { g_object_unref(gpointer(handle)) }

  /// Points, as the page is shown (turned by its own rotation).
  var size: (width: Double, height: Double) {
    var width = 0.0
    var height = 0.0
    poppler_page_get_size(handle, &width, &height)
    return (Box.extent(width), Box.extent(height))
  }

  /// Every character but white space, with its box and style.
  func glyphs() -> PageGlyphs {
    let (width, height) = size
    let empty = PageGlyphs(width: width, height: height)
    let page = glyphs(empty, PopplerRectangle(x1: 0, y1: 0, x2: width, y2: height))
    guard page.glyphs.isEmpty || page.glyphs.contains(where: { RightToLeft.contains($0.scalar) }) else { return page }
    // Poppler selects from one corner to the other in the direction that the page reads in: from the left corner, the first
    // lines of a page in Hebrew would be left out.
    let other = glyphs(empty, PopplerRectangle(x1: width, y1: 0, x2: 0, y2: height))
    var whole = other.glyphs.count > page.glyphs.count ? other : page
    RightToLeft.orderBoxes(&whole)
    return whole
  }

  /// Adds the characters from an area's first corner to its second.
  private func glyphs(_ empty: PageGlyphs, _ area: PopplerRectangle) -> PageGlyphs {
    var page = empty
    var area = area
    guard let text = poppler_page_get_text_for_area(handle, &area) else { return page }
    defer { g_free(text) }
    var rectangles: UnsafeMutablePointer<PopplerRectangle>?
    var count: guint = 0
    guard poppler_page_get_text_layout_for_area(handle, &area, &rectangles, &count) != 0, let rectangles else {
      return page
    }
    defer { g_free(rectangles) }

    let runs = styleRuns(of: &page, &area)
    page.glyphs.reserveCapacity(Int(count))
    var bytes = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
    var run = 0
    var index = 0
    var parting = Glyph.Parting.line
    while index < Int(count), bytes.pointee != 0 {
      let scalar = Self.nextScalar(&bytes)
      // Marks of direction stand in the text of a right-to-left page, but have no box of their own.
      if (0x202A...0x202E).contains(scalar) || scalar == 0x200E || scalar == 0x200F { continue }
      defer { index += 1 }
      if scalar <= 0x20 || Self.isSpace(scalar) {
        parting = scalar == 0x0A ? .line : max(parting, .space)
        continue
      }
      while run + 1 < runs.count, runs[run].end <= index { run += 1 }
      let corners = rectangles[index]
      guard let box = Box(onPageFrom: corners.x1, corners.y1, to: corners.x2, corners.y2) else { continue }
      page.glyphs.append(
        Glyph(
          scalar: scalar, style: runs.isEmpty ? 0 : runs[run].style, parting: parting, x0: box.x0, y0: box.y0,
          x1: box.x1,
          y1: box.y1))
      parting = .none
    }
    return page
  }

  /// Link targets and where they can be clicked.
  func links() -> [PageLink] {
    let list = poppler_page_get_link_mapping(handle)
    defer { poppler_page_free_link_mapping(list) }
    let height = size.height
    var found: [PageLink] = []
    var node = list
    while let item = node {
      node = item.pointee.next
      guard let data = item.pointee.data else { continue }
      let mapping = data.assumingMemoryBound(to: PopplerLinkMapping.self).pointee
      guard let action = mapping.action, action.pointee.type == POPPLER_ACTION_URI,
        let target = action.pointee.uri.uri
      else { continue }
      found.append(PageLink(target: String(cString: target), box: Self.box(mapping.area, height: height)))
    }
    // Poppler lists the last annotation first.
    return found.reversed()
  }

  /// The area of a link or field as a box: unlike characters, these have their origin at the bottom.
  private static func box(_ area: PopplerRectangle, height: Double) -> Box? {
    Box(onPageFrom: area.x1, height - area.y1, to: area.x2, height - area.y2)
  }
}

extension PopplerPageHandle {
  /// The page as it is seen, drawn small.
  ///
  /// - Parameter part: The only part that has to be drawn; nil for all of it.
  func rendering(of part: Box? = nil) -> PageRendering? {
    let (width, height) = size
    return PageRendering.make(width: width, height: height, part: part) { context in render(on: context) }
  }

  /// Draws it, one unit a point.
  func render(on context: OpaquePointer) {
    poppler_page_render(handle, context)
  }

  /// Values of the form's text fields and where they are drawn. Poppler's text holds none of them.
  func formValues() -> [(text: String, box: Box)] {
    let list = poppler_page_get_form_field_mapping(handle)
    defer { poppler_page_free_form_field_mapping(list) }
    let height = size.height
    var found: [(String, Box)] = []
    var node = list
    while let item = node {
      node = item.pointee.next
      guard let data = item.pointee.data else { continue }
      let mapping = data.assumingMemoryBound(to: PopplerFormFieldMapping.self).pointee
      guard let field = mapping.field, let value = Self.value(of: field) else { continue }
      defer { g_free(value) }
      guard let box = Self.box(mapping.area, height: height) else { continue }
      found.append((String(cString: value), box))
    }
    return found
  }

  private static func value(of field: OpaquePointer) -> UnsafeMutablePointer<CChar>? {
    switch poppler_form_field_get_field_type(field) {
    case POPPLER_FORM_FIELD_TEXT:
      poppler_form_field_text_is_password(field) != 0 ? nil : poppler_form_field_text_get_text(field)
    case POPPLER_FORM_FIELD_CHOICE: poppler_form_field_choice_get_text(field)
    default: nil
    }
  }
}

extension PopplerPageHandle {
  private struct StyleRun {
    /// Index of the first character after it.
    var end: Int
    var style: Int32
  }

  /// The page's style runs in the order of its characters; equal styles share one entry of its styles.
  private func styleRuns(of page: inout PageGlyphs, _ area: inout PopplerRectangle) -> [StyleRun] {
    let list = poppler_page_get_text_attributes_for_area(handle, &area)
    defer { poppler_page_free_text_attributes(list) }
    var runs: [StyleRun] = []
    var known: [(name: UnsafeMutablePointer<CChar>?, size: Double, color: UInt32)] = []
    var node = list
    while let item = node {
      node = item.pointee.next
      guard let data = item.pointee.data else { continue }
      let run = data.assumingMemoryBound(to: PopplerTextAttributes.self).pointee
      let color =
        UInt32(run.color.red >> 8) << 16 | UInt32(run.color.green >> 8) << 8 | UInt32(run.color.blue >> 8)
      let match = known.lastIndex {
        $0.size == run.font_size && $0.color == color && g_strcmp0($0.name, run.font_name) == 0
      }
      if let match {
        runs.append(StyleRun(end: Int(run.end_index) + 1, style: Int32(match)))
      } else {
        runs.append(StyleRun(end: Int(run.end_index) + 1, style: Int32(page.styles.count)))
        known.append((run.font_name, run.font_size, color))
        let name = FontName(run.font_name.map { String(cString: $0) } ?? "")
        page.purposes.append(name.purpose)
        page.styles.append(
          Style(
            font: name.family, size: run.font_size, isBold: name.isBold, isItalic: name.isItalic, color: color))
      }
    }
    return runs
  }

  /// The scalar at `bytes`, which moves past it. Poppler writes valid UTF-8, ended by a zero that stops a torn sequence.
  private static func nextScalar(_ bytes: inout UnsafePointer<UInt8>) -> UInt32 {
    let first = bytes.pointee
    bytes += 1
    guard first >= 0xC0 else { return UInt32(first) }
    let length = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1
    var scalar = UInt32(first) & (0x3F >> UInt32(length))
    for _ in 0..<length where bytes.pointee & 0xC0 == 0x80 {
      scalar = scalar << 6 | UInt32(bytes.pointee & 0x3F)
      bytes += 1
    }
    return scalar
  }

  private static func isSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }
}
