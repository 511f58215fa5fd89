import CommandKit
import FoundationEssentials
import Intake
import ReaderProtocol
import ResumeModel

/// One HTML file in which a person sees what was read of a document, how surely and from where.
///
/// It needs nothing but itself: pictures are data URIs, a policy forbids every request, and only the one script of ours may
/// run. Without scripts it still works: layers are switched by style alone, values and boxes are links to each other.
struct ExplanationPage {
  let html: String

  /// - Parameter path: The document's, shown as its name.
  init(of path: String, _ reply: ReaderReply) throws {
    let resume = try JSON.decode(ParsedResume.self, from: reply.resume)
    let document = try JSON.decode(LaidOutDocument.self, from: reply.layout)
    let pictures = try JSON.decode([PagePicture].self, from: reply.pictures)
    let reading = ExplainedReading(resume)
    let name = FilePath(path).lastComponent.description

    var page = HTMLText()
    page.markup("<!doctype html>\n")
    page.open("html", ["lang": "en"])
    page.markup("\n<meta charset=\"utf-8\">\n")
    let script = Data(ContentDigest(of: Array(ExplanationStyle.script.description.utf8)).bytes).base64EncodedString()
    page.open(
      "meta",
      [
        "http-equiv": "Content-Security-Policy",
        "content": "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-\(script)'",
      ])
    page.markup("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    page.element("title", "\(resume.name?.value ?? name) – what was read")
    page.markup("\n<style>")
    page.markup(ExplanationStyle.sheet)
    page.markup("</style>\n<body>\n")
    page.append(Self.head(name: name, reply, resume, reading, document))
    page.markup("<main>\n<div class=\"pages\">\n")
    let drawing = PageDrawing(document: document, reading: reading, pictures: pictures)
    page.append(document.pages.contains(where: \.isDrawn) ? drawing.html : FlowDrawing(drawing).html)
    page.markup("</div>\n<aside>\n")
    page.append(Self.values(reading))
    page.markup("</aside>\n</main>\n<script>")
    page.markup(ExplanationStyle.script)
    page.markup("</script>\n</body>\n</html>")
    html = page.html
  }

  private static func head(
    name: String, _ reply: ReaderReply, _ resume: ParsedResume, _ reading: ExplainedReading,
    _ document: LaidOutDocument
  ) -> HTMLText {
    var head = HTMLText()
    head.markup("<header>\n<div class=\"title\">")
    head.element("h1", ["dir": "auto"], resume.name?.value ?? "No name was found")
    head.open("p")
    head.element("bdi", ["class": "file"], name)
    let pages = document.pages.count
    head.text(
      " · \(document.format)\(pages > 1 ? ", \(pages) pages" : "") · parser \(Parser.version) · "
        + "\(reading.values.count) values")
    head.markup("</p></div>\n")
    head.append(layers(document))
    if !resume.warnings.isEmpty {
      head.markup("<ul class=\"warnings\">\n")
      for warning in resume.warnings {
        head.open("li")
        head.element("b", warning.code.rawValue)
        head.text(" \(warning.detail)")
        head.markup("</li>\n")
      }
      head.markup("</ul>\n")
    }
    let doubtful = reading.values.filter { $0.grade == .doubtful }
    if !doubtful.isEmpty {
      head.markup("<p class=\"check\">To check first: ")
      for value in doubtful {
        head.open("a", ["href": "#\(value.id)", "data-v": value.id])
        head.text("\(value.label) \(value.percent)")
        head.markup("</a> ")
      }
      head.markup("</p>\n")
    }
    head.markup("</header>\n")
    return head
  }

  private static func layers(_ document: LaidOutDocument) -> HTMLText {
    var layers = HTMLText()
    layers.markup(
      """
      <div class="layers">
      <label><input type="checkbox" id="show-values" checked> values</label>
      <label><input type="checkbox" id="show-entries" checked> entries</label>
      <label><input type="checkbox" id="show-sections" checked> sections</label>
      <label><input type="checkbox" id="show-columns"> columns</label>

      """)
    if document.pages.contains(where: { !$0.hidden.isEmpty }) {
      layers.markup("<label><input type=\"checkbox\" id=\"show-hidden\" checked> hidden text</label>\n")
    }
    layers.markup(
      """
      <span class="key"><i class="sure"></i>85 % and more <i class="fair"></i>60 to 84 % <i class="doubtful"></i>less</span>
      </div>

      """)
    return layers
  }

  private static func values(_ reading: ExplainedReading) -> HTMLText {
    var list = HTMLText()
    for group in reading.groups {
      list.open("section", ["class": "group \(group.kind.rawValue)"])
      list.element("h2", group.title)
      list.markup("<ul>\n")
      for value in group.values {
        let place = value.evidence.first
        list.open("li", ["id": value.id, "data-v": value.id, "class": value.grade.rawValue, "tabindex": "0"])
        list.element("span", ["class": "label"], value.label)
        list.element("span", ["class": "text", "dir": "auto"], value.text)
        list.element("span", ["class": "percent"], value.percent)
        if let place {
          list.element(
            "a",
            [
              "class": "place", "href": "#\(value.id)-0", "title": "page \(place.page), line \(place.line + 1)",
            ], "p\(place.page):\(place.line + 1)")
        }
        list.markup("</li>\n")
      }
      list.markup("</ul>\n")
      list.close("section")
      list.markup("\n")
    }
    return list
  }
}
