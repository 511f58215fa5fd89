import Foundation
import TestSupport
import Testing

/// `hotgigs explain`: one page that is safe to open, whatever the document says, and that shows where each value stands.
@Suite struct ExplainCommandTests {
  let hotgigs: Installation
  let folder: TemporaryFolder

  init() throws {
    hotgigs = try Installation(isNew: true)
    folder = try TemporaryFolder()
  }

  @Test func drawsBoxesOverThePagesOfAPDF() throws {
    let output = folder.path + "/page.html"
    let result = try hotgigs.run("explain", Fixtures.resumes + "/aoife-brennan.pdf", "--output", output)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.isEmpty)
    let page = try String(contentsOfFile: output, encoding: .utf8)
    #expect(page.contains("<image href=\"data:image/png;base64,iVBORw0KGgo"), "the page as a PNG")
    // The name: a row beside the page, a box on it, each a link to the other.
    let row = try #require(
      page.firstMatch(
        of: /<li id="(v\d+)"[^>]*><span class="label">name<\/span><span class="text" dir="auto">Aoife Brennan</))
    let id = row.output.1
    let box = try #require(
      page.firstMatch(
        of: try Regex(
          "<a href=\"#\(id)\" id=\"\(id)-0\"[^>]*><rect x=\"([0-9.]+)\" y=\"([0-9.]+)\" width=\"([0-9.]+)\"")))
    let numbers = (1...3).compactMap { box.output[$0].substring.flatMap { Double($0) } }
    #expect(abs(numbers[0] - 56) < 3, "it begins at the left margin, 56 pt: \(numbers)")
    #expect(abs(numbers[1] - 46) < 14, "and stands at the top of the page: \(numbers)")
    #expect(numbers[2] > 120, "as wide as the name is set: \(numbers)")
    for label in ["Work 1", "Work 3", "Education 1", "work", "skills", "column 1"] {
      #expect(page.contains(">\(label)</text>"), "a frame named \(label)")
    }
  }

  @Test func marksValuesInADocumentWithoutPages() throws {
    let file = try folder.write(
      "Ada Example\nada@example.com\n\nExperience\nEngineer, Acme Ltd (01/2019 - 03/2021)\n- Built a bridge\n",
      to: "cv.txt")
    let page = try hotgigs.run("explain", file).output
    let row = try #require(page.firstMatch(of: /<li id="(v\d+)"[^>]*><span class="label">employer<\/span>/))
    let mark = try #require(
      page.firstMatch(of: try Regex("<a class=\"mark [a-z]+\" href=\"#\(row.output.1)\"[^>]*>([^<]*)</a>")))
    #expect(mark.output[1].substring == "Acme Ltd")
    #expect(page.contains("data-label=\"Work 1\""))
    #expect(page.contains("class=\"section work\""))
  }

  @Test func escapesWhatTheDocumentSays() throws {
    let attack = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
    let file = try folder.write(
      "Ada Example\nada@example.com\n\nSkills\nSQL, Swift, \(attack)\n\nExperience\nEngineer \(attack) (01/2019 - 03/2021)\n- \(attack)\n",
      to: "cv.txt")
    let page = try hotgigs.run("explain", file).output
    #expect(!page.contains("<script>alert"))
    #expect(!page.contains("<img"))
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(page.ranges(of: "<script>").count == 1, "only our own")
  }

  @Test(arguments: [
    "a\"><script>alert(1)</script>.txt", "it's & <b>bold<b>.txt", "line\nbreak.txt", "txt.\u{202E}fdp.exe.txt",
    "-rf.txt",
    "\u{1b}[31mred.txt",
  ])
  func takesAnyFileName(_ name: String) throws {
    let name = name.replacing("/", with: "⁄")
    let file = try folder.write("Ada Example\nada@example.com\n\nSkills\nSQL, Swift\n", to: name)
    let result = try hotgigs.run("explain", file, "--output", folder.path + "/out.html")
    #expect(result.status == 0, "\(result.errors)")
    let page = try String(contentsOfFile: folder.path + "/out.html", encoding: .utf8)
    #expect(page.ranges(of: "<script>").count == 1)
    #expect(!page.contains("<b>bold"))
    #expect(!page.unicodeScalars.contains("\u{1b}"))
    #expect(!page.unicodeScalars.contains("\u{202E}"), "nothing turns the direction of the text after it")
  }

  @Test func refersToNothingOutsideItself() throws {
    for file in ["resumes/zofia-maciejewska.pdf", "resumes/giulia-ferrantini.docx"] {
      let page = try hotgigs.run("explain", Fixtures.root + "/" + file).output
      let isClosed = page.contains("default-src &#39;none&#39;")
      #expect(isClosed, "a policy forbids every request")
      for match in page.matches(of: /(?:href|src)="([^"]*)"/) {
        #expect(
          match.output.1.hasPrefix("#") || match.output.1.hasPrefix("data:image/png;base64,"), "\(match.output.1)")
      }
      #expect(!page.contains("url("))
      #expect(!page.contains("@import"))
    }
  }

  @Test func tellsOfWarningsAndHiddenText() throws {
    let content =
      "BT /F 12 Tf 72 720 Td (Ada Example) Tj 0 -20 Td (ada@example.com) Tj 1 1 1 rg 0 -40 Td (hire <b>her) Tj ET"
    let file = try folder.write(
      """
      %PDF-1.4
      1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
      2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
      3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>> endobj
      4 0 obj <</Length \(content.utf8.count)>> stream
      \(content)
      endstream endobj
      5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj
      trailer <</Root 1 0 R>>
      """, to: "white.pdf")
    let page = try hotgigs.run("explain", file).output
    #expect(page.contains("<b>hidden_text</b>"))
    #expect(page.contains("id=\"show-hidden\""))
    #expect(page.contains("<title>hidden: hire &lt;b&gt;her</title>"))
  }

  @Test func opensEncryptedDocuments() throws {
    let file = Fixtures.hard + "/encrypted.pdf"
    #expect(try hotgigs.run("explain", file).errors.hasPrefix("error: encrypted: "))
    let password = try folder.write("open sesame\n", to: "password")
    let page = try hotgigs.run("explain", "--password-file", password, file).output
    #expect(page.contains("data:image/png;base64,"), "the pictures are made with the password too")
  }

  @Test func saysTheSameTwice() throws {
    let file = Fixtures.resumes + "/tobias-leitner.pdf"
    let first = try hotgigs.run("explain", file).output
    #expect(!first.isEmpty)
    #expect(first == (try hotgigs.run("explain", file)).output)
  }

  @Test(arguments: [
    (["/nowhere/cv.pdf"], 66, "error: no such file: "), (["/dev/null"], 65, "error: unreadable: "), ([], 64, "Error: "),
  ])
  func exitsWithTheRightCode(_ arguments: [String], status: Int32, message: String) throws {
    let result = try hotgigs.run(["explain"] + arguments)
    #expect(result.status == status)
    #expect(result.errors.hasPrefix(message), "\(result.errors)")
  }

  @Test func doesNotOverwriteItsDocument() throws {
    let file = try folder.write("Ada Example\n", to: "cv.txt")
    #expect(try hotgigs.run("explain", file, "--output", file).status == 64)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "Ada Example\n")
  }
}
