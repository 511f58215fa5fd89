/// Puts a line together from stretches of text: merges neighbours of one style, tidies white space, takes off a bullet.
struct LineAssembly {
  private(set) var spans: [Span] = []

  /// Nothing but white space so far.
  var isBlank: Bool { spans.allSatisfy { $0.text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } } }

  /// - Parameter text: as found; it is normalised here.
  mutating func append(_ text: String, style: Style, link: String? = nil) {
    let text = TextNormalizer.normalized(text)
    guard !text.isEmpty else { return }
    if let last = spans.last, last.style == style, last.link == link {
      spans[spans.count - 1].text += text
    } else {
      spans.append(Span(text: text, style: style, link: link))
    }
  }

  /// The line, or nil where it holds nothing to see.
  ///
  /// White space at both ends goes; within, a run that holds a tab or at least three spaces becomes one tab (text set
  /// apart), any other one space. A bullet typed as text becomes the line's bullet.
  ///
  /// - Parameter takesBullet: false where the line's bullet is known already.
  func finish(takesBullet: Bool = true) -> (line: Line, leading: LeadingSpace)? {
    var whole = self
    let leading = whole.tidy()
    guard !whole.spans.isEmpty else { return nil }
    var line = Line(spans: whole.spans)
    if takesBullet, let (bullet, rest) = LiteralBullet.split(line.spans[0].text) {
      whole.spans[0].text = rest
      _ = whole.tidy()
      // A lone bullet is text, for want of any other.
      if !whole.spans.isEmpty {
        line.spans = whole.spans
        line.bullet = bullet
      }
    }
    return (line, leading)
  }

  /// White space before a line's first character.
  struct LeadingSpace: Equatable {
    var spaces = 0
    var tabs = 0
  }

  private mutating func tidy() -> LeadingSpace {
    var leading = LeadingSpace()
    var tidied: [Span] = []
    tidied.reserveCapacity(spans.count)
    var started = false
    // A run of white space is kept back until what follows shows that it lies within the line.
    var spaces = 0
    var tabs = 0
    for span in spans {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(span.text.utf8.count)
      for byte in span.text.utf8 {
        if byte == 0x20 {
          spaces += 1
        } else if byte == 0x09 {
          tabs += 1
        } else {
          if !started {
            started = true
            leading = LeadingSpace(spaces: spaces, tabs: tabs)
          } else if spaces > 0 || tabs > 0 {
            let gap: UInt8 = tabs > 0 || spaces >= 3 ? 0x09 : 0x20
            // White space belongs to the span it began in, so that a link's text ends where its words end.
            if bytes.isEmpty, !tidied.isEmpty {
              tidied[tidied.count - 1].text.unicodeScalars.append(Unicode.Scalar(gap))
            } else {
              bytes.append(gap)
            }
          }
          spaces = 0
          tabs = 0
          bytes.append(byte)
        }
      }
      guard !bytes.isEmpty else { continue }
      var span = span
      span.text = String(decoding: bytes, as: UTF8.self)
      if let last = tidied.last, last.style == span.style, last.link == span.link {
        tidied[tidied.count - 1].text += span.text
      } else {
        tidied.append(span)
      }
    }
    spans = tidied
    return leading
  }
}

/// A bullet that was typed rather than made by a list.
enum LiteralBullet {
  /// Signs that are bullets whatever follows.
  private static let certain: Set<Unicode.Scalar> = [
    "•", "‣", "⁃", "●", "○", "◦", "▪", "▫", "■", "□", "◆", "◇", "❖", "➢", "➤", "►", "▶", "▸", "✓", "✔", "⚫", "◘", "∙",
    "➔",
    "❑", "❒", "❏", "✦", "✧", "⦿", "⬤",
  ]
  /// Signs that are bullets only before white space.
  private static let possible: Set<Unicode.Scalar> = ["-", "–", "—", "*", "·", "»", "›", ">", "→", "+", "~", "✗", "¤"]

  /// The bullet at the beginning of `text` and what follows it, or nil where there is none.
  static func split(_ text: String) -> (bullet: String, rest: String)? {
    var rest = text.unicodeScalars[...]
    guard let first = rest.popFirst() else { return nil }
    let isCertain = certain.contains(first)
    guard isCertain || possible.contains(first) || first == "o" else { return nil }
    if let next = rest.first {
      let isSpaced = next == " " || next == "\t"
      // Word's hollow bullet is the letter o of Courier, followed by the tab of its list.
      guard isCertain || (first == "o" ? next == "\t" : isSpaced) else { return nil }
    } else if !isCertain {
      return nil
    }
    while let next = rest.first, next == " " || next == "\t" { rest.removeFirst() }
    return (String(first), String(rest))
  }
}
