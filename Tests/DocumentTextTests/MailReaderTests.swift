import FoundationEssentials
import ResumeModel
import Testing

@testable import DocumentText

@Suite struct MailReaderTests {
  private static let head =
    "From: Dana <dana@example.com>\r\nTo: jobs@example.com\r\nSubject: Application\r\nMIME-Version: 1.0\r\n"

  private func document(_ text: String) throws -> Document {
    try DocumentReaders.read(DocumentBytes(Array(text.utf8)))
  }

  @Test func theTextWithoutItsHeader() throws {
    let document = try document(
      Self.head
        + "Content-Type: text/plain;\r\n charset=\"iso-8859-1\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + "Dana M=FCller=20\r\nan engineer who =\r\nbuilds =3D things\r\n")
    #expect(document.format == .mail)
    #expect(document.text == "Dana Müller\nan engineer who builds = things")
  }

  @Test func theAttachedDocumentRatherThanTheLetter() throws {
    let text = """
      Received: from a by b;
      \twith SMTP
      From: dana@example.com
      Date: Tue, 3 May 2022 10:00:00 +0000
      Content-Type: multipart/mixed; boundary=outer

      a preamble
      --outer
      Content-Type: multipart/alternative; boundary="in ner"

      --in ner
      Content-Type: text/plain

      Please find my resume attached.
      --in ner--
      --outer
      Content-Type: image/png; name=logo.png
      Content-Transfer-Encoding: base64

      iVBORw0KGgo=
      --outer
      Content-Type: application/octet-stream
      Content-Disposition: attachment; filename="cv.rtf"
      Content-Transfer-Encoding: base64

      e1xydGYxIERhbmFccGFyIEtl
      c3RyZWx9
      --outer--
      """
    #expect(try document(text).text == "Dana\nKestrel")
  }

  @Test func theRicherOfTwoForms() throws {
    let text =
      Self.head
        + """
        Content-Type: multipart/alternative; boundary=x

        --x
        Content-Type: text/plain; charset=utf-8

        *Dana*
        --x
        Content-Type: text/html; charset=windows-1252
        Content-Transfer-Encoding: quoted-printable

        <html><body><h1>D=FCna</h1><p>Engineer
        """
    let lines = try document(text).pages[0].lines
    #expect(lines.map(\.text) == ["Düna", "Engineer"])
    #expect(lines.first?.headingLevel == 1)
  }

  @Test(arguments: [
    "Name: Dana Whitfield\nPhone: 123\nDate: 1990\nTo: you\n\nWork\n", "From: Oakland\nTo: Leeds\nSubject: Physics\n",
    "Dana Whitfield\nSubject: x\nFrom: y\nMIME-Version: 1.0\n\n",
  ])
  func otherTextIsNoMail(_ text: String) {
    #expect(DocumentReaders.reader(of: DocumentBytes(Array(text.utf8)))?.format == .plainText)
  }

  @Test func aMailOfNothing() {
    let error = #expect(throws: ExtractionError.self) {
      try document(
        Self.head + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: image/png\r\n\r\n--x--")
    }
    #expect(error?.code == .empty)
  }

  @Test func mailWithinMailEnds() throws {
    let deep = String(repeating: Self.head + "Content-Type: message/rfc822\r\n\r\n", count: 5000) + "Dana\r\n"
    #expect(throws: Never.self) { do { _ = try document(deep) } catch is ExtractionError {} }
    let wide =
      Self.head + "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + String(repeating: "--x\r\n\r\n", count: 50_000)
    #expect(throws: Never.self) { do { _ = try document(wide) } catch is ExtractionError {} }
  }

  @Test(arguments: [(1240, [1], ""), (120, [], "See below.")])
  func aScanIsTheDocumentButALettersMarkIsNot(side: Int, pages: [Int], text: String) throws {
    // A PNG's header: all that is looked at here.
    let size = [UInt8(side >> 8), UInt8(side & 0xFF)]
    let picture: [UInt8] =
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + [0, 0] + size + [0, 0] + size
    let mail =
      Self.head
      + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n"
      + "--b\r\nContent-Type: image/png; name=\"cv.png\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
      + Data(picture).base64EncodedString() + "\r\n--b--\r\n"
    let document = try document(mail)
    #expect(document.unrecognizedPages == pages)
    #expect(document.text == text)
    let pictured = DocumentReaders.pictured(DocumentBytes(Array(mail.utf8)), options: ReadingOptions())
    #expect(pages.isEmpty || pictured.bytes == picture)
  }
}
