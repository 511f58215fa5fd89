import ResumeModel

/// Headings set upright in the margin, beside their sections.
enum MarginHeadings {
  /// Characters of a heading at most.
  private static let longest = 40
  /// Headings on a page at most.
  private static let most = 20

  /// Puts each of several such lines before the section it stands beside. One alone is no heading among others, but a title
  /// along the page's edge.
  ///
  /// - Parameters:
  ///   - found: Lines that run another way than the page's, or letter beneath letter.
  ///   - lines: The page's, in reading order.
  /// - Returns: What stands beside no section.
  static func insert(_ found: [Line], into lines: inout [Line]) -> [Line] {
    let headings = found.filter { isHeading($0) }.sorted { $0.box!.y0 < $1.box!.y0 }
    guard (2...most).contains(headings.count) else { return found }
    var rest = found.filter { !isHeading($0) }
    // Where the section above ends at the earliest: an index into the lines.
    var start = 0
    for heading in headings {
      guard let box = heading.box, let first = beside(box, lines, from: start) else {
        rest.append(heading)
        continue
      }
      let region = lines[first].region
      let places = (start...first).filter { lines[$0].region == region }
      let widest = places.max { gap(lines[$0]) < gap(lines[$1]) } ?? first
      // Without white that sets it off, the section begins where the last one ended.
      let isSetOff = gap(lines[widest]) > 0.8 * (lines[widest].spans.first?.style.size ?? 0)
      let place = isSetOff ? widest : places.first ?? first
      var line = heading
      line.region = region
      line.gapAbove = lines[place].gapAbove
      lines.insert(line, at: place)
      let end = lines.lastIndex { other in
        guard other.region == region, other != line, let own = other.box else { return false }
        return Fragment.overlap(own, box) > 0.5
      }
      start = max(place + 1, (end ?? place) + 1)
      if start >= lines.count { start = lines.count - 1 }
    }
    return rest
  }

  private static func isHeading(_ line: Line) -> Bool {
    line.box != nil && line.text.utf8.count <= longest && !line.text.utf8.contains { (0x30...0x40).contains($0) }
  }

  /// The first line whose height a heading's shares.
  private static func beside(_ box: Box, _ lines: [Line], from start: Int) -> Int? {
    lines.indices[start...].first { index in
      guard let own = lines[index].box else { return false }
      return Fragment.overlap(own, box) > 0.5
    }
  }

  /// White above a line; a region's first has none to go by.
  private static func gap(_ line: Line) -> Double { line.gapAbove ?? 0 }
}
