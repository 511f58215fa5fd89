import ResumeModel

/// Numbers regions through the document, so that a column that goes on over the page keeps its number.
enum RegionNumbers {
  private struct Column {
    var number: Int
    var x0, x1: Double
  }

  /// Regions of later pages take the number of the region above which they go on: the same left edge and width as one on
  /// an earlier page; others take the next free number, and so does each head and foot.
  static func join(_ pages: inout [Page]) {
    var known: [Column] = []
    var next = 0
    for index in pages.indices {
      var numbers: [Int: Int] = [:]
      var taken: Set<Int> = []
      let columns = columns(of: pages[index])
      for column in columns {
        var match = known.filter { !taken.contains($0.number) && likeness($0, column) > 0.5 }
          .max { (likeness($0, column), $0.number) < (likeness($1, column), $1.number) }
        if match == nil, columns.count == 1 {
          // Short lines reach less far than the same column did before.
          match = known.filter { $0.x0 - 12 < column.x0 && column.x1 < $0.x1 + 12 }.min {
            $0.x1 - $0.x0 < $1.x1 - $1.x0
          }
        }
        let number = index == 0 ? next : match?.number ?? next
        if number == next { next += 1 }
        taken.insert(number)
        numbers[column.number] = number
        if let place = known.firstIndex(where: { $0.number == number }) {
          known[place].x0 = min(known[place].x0, column.x0)
          known[place].x1 = max(known[place].x1, column.x1)
        } else {
          known.append(Column(number: number, x0: column.x0, x1: column.x1))
        }
      }
      for line in pages[index].lines.indices where pages[index].lines[line].part == .body {
        pages[index].lines[line].region = numbers[pages[index].lines[line].region] ?? 0
      }
    }
    for page in pages.indices {
      for part in [LinePart.header, .footer] {
        var isFound = false
        for line in pages[page].lines.indices where pages[page].lines[line].part == part {
          pages[page].lines[line].region = next
          isFound = true
        }
        if isFound { next += 1 }
      }
    }
  }

  /// Shared width of all width; nothing where the left edges differ.
  private static func likeness(_ a: Column, _ b: Column) -> Double {
    guard abs(a.x0 - b.x0) < 12 else { return 0 }
    return (min(a.x1, b.x1) - max(a.x0, b.x0)) / max(max(a.x1, b.x1) - min(a.x0, b.x0), 1)
  }

  /// In reading order.
  private static func columns(of page: Page) -> [Column] {
    var columns: [Column] = []
    for line in page.lines where line.part == .body {
      guard let box = line.box else { continue }
      if let last = columns.indices.last, columns[last].number == line.region {
        columns[last].x0 = min(columns[last].x0, box.x0)
        columns[last].x1 = max(columns[last].x1, box.x1)
      } else {
        columns.append(Column(number: line.region, x0: box.x0, x1: box.x1))
      }
    }
    return columns
  }
}
