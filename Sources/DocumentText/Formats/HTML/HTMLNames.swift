/// The markup of web pages: HTML 4 and 5, XHTML.
enum HTML: XMLVocabulary {
  static func tag(_ name: String, namespace: String?) -> HTMLTag { HTMLTag.byName[name] ?? .other }
  static func attribute(_ name: String) -> HTMLAttributeName? { HTMLAttributeName(rawValue: name) }
}

typealias HTMLTree = XMLTree<HTML>

/// The elements that the reader knows.
enum HTMLTag: String, CaseIterable, XMLTag {
  case other = ""
  case text = "#text"
  // Page
  case html, head, body, title, meta, base, link, style
  // Blocks
  case address, article, aside, blockquote, center, details, dialog, dd, div, dl, dt, fieldset, figcaption, figure
  case footer, form, h1, h2, h3, h4, h5, h6, header, hgroup, hr, legend, li, main, menu, nav, ol, p, pre, section
  case summary, ul, dir, listing, xmp
  // Tables
  case table, caption, colgroup, col, thead, tbody, tfoot, tr, td, th
  // Within a line
  case a, abbr, b, big, br, cite, code, del, dfn, em, font, i, img, ins, kbd, label, mark, q, s, samp, small, span
  case strike, strong, sub, sup, time, tt, u, `var`, wbr
  // Controls
  case button, input, meter, option, optgroup, output, progress, select, textarea
  // Passed over
  case script, noscript, template, iframe, svg, canvas, audio, video, datalist, rp, rt, object, applet, math, map

  var content: XMLContent {
    switch self {
    case .script, .noscript, .template, .iframe, .svg, .canvas, .audio, .video, .datalist, .rp, .rt, .map: .passedOver
    case .style, .title: .text
    default: .mixed
    }
  }

  static let byName: [String: HTMLTag] = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
}

/// The attributes that the reader knows.
enum HTMLAttributeName: String {
  case align, bgcolor, charset, checked, `class`, color, colspan, rowspan, content, face, height, hidden, href, id,
    media, name
  case open, role, selected, size, start, style, type, value, width, rel, cite, placeholder
  case equivalent = "http-equiv"
  case level = "aria-level"
}
