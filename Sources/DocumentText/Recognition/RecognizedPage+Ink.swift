import ResumeModel

extension RecognizedPage {
  /// The page's ink, upright: its width and height change places on a page that lies on its side.
  var ink: PageInk {
    let isSideways = turns % 2 != 0
    let (width, height) = (Box.extent(width), Box.extent(height))
    var ink = PageInk(width: isSideways ? height : width, height: isSideways ? width : height)
    for word in RecognizedText.repaired(words) {
      let text = Array(TextNormalizer.normalized(word.text).utf8)
      // Whoever recognised it may say what it likes.
      guard !text.isEmpty, let box = Box(onPageFrom: word.box.x0, word.box.y0, to: word.box.x1, word.box.y1) else {
        continue
      }
      let style = Style(size: word.size, isBold: word.isBold)
      let index = ink.styles.lastIndex(of: style) ?? ink.styles.count
      if index == ink.styles.count { ink.styles.append(style) }
      ink.words.append(
        InkWord(
          start: ink.text.count, end: ink.text.count + text.count, box: box, style: index,
          length: word.text.unicodeScalars.count, isSpaced: true, streamLine: Int(Int32(truncatingIfNeeded: word.line)))
      )
      ink.text.append(contentsOf: text)
    }
    if ink.styles.isEmpty { ink.styles = [Style()] }
    return ink
  }

  /// Which way its text runs on the page as it is shown.
  var direction: TextDirection {
    switch turns % 4 {
    case 1: .up
    case 2: .over
    case 3: .down
    default: .across
    }
  }

  /// The page as a reader has it: lines in reading order, boxes as the page is shown.
  ///
  /// - Parameters:
  ///   - links: Those of the page, which the words beneath them take over.
  ///   - own: Words that the page has as text besides; they need no recognition where they stand.
  func page(links: [PageLink] = [], own: PageInk? = nil) -> Page {
    var page = Page(number: number, width: Box.extent(width), height: Box.extent(height))
    let (width, height) = (page.width, page.height)
    var ink = ink
    let direction = direction
    if let own, direction == .across { ink.put(own) }
    let targets = links.map {
      PageLink(target: $0.target, box: $0.box.map { direction.turned($0, width: width, height: height) })
    }
    page.links = ink.attach(targets).map {
      PageLink(target: $0.target, box: $0.box.map { direction.turnedBack($0, width: width, height: height) })
    }
    page.lines = ReadingOrder.lines(of: ink)
    if direction != .across {
      for line in page.lines.indices {
        page.lines[line].turn { direction.turnedBack($0, width: width, height: height) }
      }
    }
    return page
  }
}

extension PageInk {
  /// Takes the words of the same page from a better source, in place of those that stand where they do.
  fileprivate mutating func put(_ own: PageInk) {
    words.removeAll { word in
      own.words.contains {
        Fragment.overlap($0.box, word.box) > 0.5 && $0.box.x0 < word.box.midX && word.box.midX < $0.box.x1
      }
    }
    let (line, style, start) = ((words.last?.streamLine ?? -1) + 1, styles.count, text.count)
    for var word in own.words {
      word.streamLine += line
      word.style += style
      word.start += start
      word.end += start
      words.append(word)
    }
    styles.append(contentsOf: own.styles)
    text.append(contentsOf: own.text)
  }
}

extension Line {
  /// Gives its boxes anew.
  mutating func turn(_ back: (Box) -> Box) {
    box = box.map(back)
    for index in spans.indices { spans[index].box = spans[index].box.map(back) }
  }
}

extension RecognizedPage {
  /// How sure the recogniser is of the words in a box of the page as it is shown, 0…1; nil where there is none.
  public func confidence(in box: Box) -> Double? {
    let upright = direction.turned(box, width: width, height: height)
    let inside = words.filter {
      $0.box.midX >= upright.x0 && $0.box.midX <= upright.x1 && $0.box.midY >= upright.y0 && $0.box.midY <= upright.y1
    }
    guard !inside.isEmpty else { return nil }
    return inside.reduce(0) { $0 + min(max($1.confidence, 0), 1) } / Double(inside.count)
  }
}
