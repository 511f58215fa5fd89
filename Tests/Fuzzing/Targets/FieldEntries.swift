import DocumentText
import ResumeModel

@testable import FieldExtraction

/// Lines of text, each with a first byte that says how it is set.
struct FieldEntry: FuzzEntry {
  private struct Setting: OptionSet {
    let rawValue: UInt8
    static let isBold = Self(rawValue: 1)
    static let isLarge = Self(rawValue: 2)
    static let isItem = Self(rawValue: 4)
    static let isHeading = Self(rawValue: 8)
    static let opensRegion = Self(rawValue: 16)
  }

  var seeds: [[UInt8]] { LineSeeds.resumes.map { Array($0.utf8) } }

  func seeds(of document: DocumentBytes) -> [[UInt8]] {
    guard let read = try? DocumentReaders.read(document) else { return [] }
    var bytes: [UInt8] = []
    for page in read.pages {
      var region = page.lines.first?.region
      for line in page.lines {
        var setting: Setting = []
        if line.spans.allSatisfy(\.style.isBold) { setting.insert(.isBold) }
        if line.spans.contains(where: { $0.style.size > 12 }) { setting.insert(.isLarge) }
        if line.bullet != nil { setting.insert(.isItem) }
        if line.headingLevel != nil { setting.insert(.isHeading) }
        if line.region != region { setting.insert(.opensRegion) }
        region = line.region
        bytes += [0x40 | setting.rawValue] + Array(line.text.utf8) + [0x0A]
      }
    }
    return [bytes]
  }

  func check(_ bytes: [UInt8]) throws(BrokenPromise) {
    let document = Self.document(bytes)
    // A reader hands on no other text.
    for line in document.pages.flatMap(\.lines) where line.text.unicodeScalars.contains(where: { $0.isSteering }) {
      guard line.text.unicodeScalars.allSatisfy({ !$0.isSteering || $0 == "\t" }) else { return }
    }
    try Promises.check(document)
  }

  private static let linesPerPage = 50

  private static func document(_ bytes: [UInt8]) -> Document {
    var document = Document(format: .pdf)
    var region = 0
    for (index, row) in bytes.split(separator: 0x0A).prefix(400).enumerated() {
      let setting = Setting(rawValue: row[row.startIndex])
      let text = String(decoding: row.dropFirst().prefix(2000), as: UTF8.self)
      if index % linesPerPage == 0 {
        document.pages.append(Page(number: document.pages.count + 1, width: 600, height: 800))
        region = 0
      }
      if setting.contains(.opensRegion) { region += 1 }
      let y = 40 + 14 * Double(index % linesPerPage)
      let box = Box(x0: 50, y0: y, x1: 550, y1: y + 11)
      let style = Style(size: setting.contains(.isLarge) ? 16 : 10, isBold: setting.contains(.isBold))
      // An address in two styles is two spans.
      let half = text.index(text.startIndex, offsetBy: text.count / 2)
      var spans = [Span(text: text, style: style, box: box)]
      if text.contains("@"), half > text.startIndex {
        spans = [
          Span(text: String(text[..<half]), style: style, link: "mailto:" + text, box: box),
          Span(text: String(text[half...]), style: Style(size: 9), box: box),
        ]
      }
      guard !text.isEmpty else { continue }
      document.pages[document.pages.count - 1].lines.append(
        Line(
          spans: spans, box: box, region: region, bullet: setting.contains(.isItem) ? "•" : nil,
          headingLevel: setting.contains(.isHeading) ? 1 : nil, indent: 50,
          gapAbove: setting.contains(.opensRegion) ? nil : 3))
    }
    return document
  }
}

/// A line with dates.
struct DateEntry: FuzzEntry {
  var seeds: [[UInt8]] { LineSeeds.dates.map { Array($0.utf8) } }

  func check(_ bytes: [UInt8]) throws(BrokenPromise) {
    let text = String(decoding: bytes, as: UTF8.self)
    let folded = Folding.fold(text)
    let tokens = Tokenizer.tokens(of: folded)
    for order in [MomentReader.Order.dayFirst, .monthFirst] {
      var end = 0
      for span in DateScanner(folded, tokens, order: order).spans() {
        try BrokenPromise.unless(
          span.range.lowerBound >= end && span.range.upperBound <= folded.count, "a date at \(span.range)")
        end = span.range.upperBound
        for date in [span.start, span.end].compactMap({ $0 }) {
          try BrokenPromise.unless(PartialDate(date.description) == date, "a date that is none: \(date)")
        }
      }
    }
    _ = DateScanner.showsMonthFirst(folded, tokens)
    if let date = PartialDate(text) {
      try BrokenPromise.unless(PartialDate(date.description) == date, "a date that is none: \(date)")
    }
  }
}

/// A line with telephone numbers.
struct PhoneEntry: FuzzEntry {
  var seeds: [[UInt8]] { LineSeeds.phones.map { Array($0.utf8) } }

  private static let regions = ["DE", "US", "GB", "FR", "IT", "BR", "IN", "JP", "CN", "NG", "AU", "MX", "AR"]

  func check(_ bytes: [UInt8]) throws(BrokenPromise) {
    let text = String(decoding: bytes, as: UTF8.self)
    let line = LineBuilder.textLine(Line(spans: [Span(text: text)]), page: 1, index: 0, flow: 0)
    let numbering = PhoneNumbering()
    for number in Phones.numbers(in: line) {
      try BrokenPromise.unless(
        number.range.upperBound <= line.scalars.count && number.extent.upperBound <= line.scalars.count,
        "a number at \(number.extent)")
      try BrokenPromise.unless(number.digits.allSatisfy { $0 < 10 }, "digits \(number.digits)")
      for region in Self.regions {
        guard let e164 = numbering.e164(number.digits, hasPlus: number.hasPlus, regions: [region]) else { continue }
        // Source: ITU-T E.164, §6.
        try BrokenPromise.unless(
          e164.first == "+" && (5...16).contains(e164.utf8.count) && e164.utf8.dropFirst().allSatisfy(Self.isDigit),
          "a number \(e164)")
      }
      _ = numbering.onlyRegion(number.digits, among: Self.regions)
    }
    // Digits by themselves too, of any length.
    let digits = bytes.map { $0 % 10 }
    _ = numbering.e164(digits, hasPlus: true, regions: [])
    _ = numbering.onlyRegion(digits, among: Self.regions)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

/// E-mail addresses, links, and the lines of a head with name and home.
struct AddressEntry: FuzzEntry {
  var seeds: [[UInt8]] { LineSeeds.addresses.map { Array($0.utf8) } }

  func check(_ bytes: [UInt8]) throws(BrokenPromise) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let address = EmailAddress(text) {
      try BrokenPromise.unless(address.key.utf8.count <= 254, "a key of \(address.key.utf8.count) bytes")
      try BrokenPromise.unless(EmailAddress(address.key)?.key == address.key, "another key of \(address.key)")
      try BrokenPromise.unless(EmailAddress(address.address)?.key == address.key, "another key of \(address)")
      try Promises.checkText(address.address, of: "an address")
    }
    if let link = Links.cleaned(text) {
      try BrokenPromise.unless(Link.isHarmless(link), "a harmful link: \(link.debugDescription)")
      _ = (Links.host(of: link), Links.kind(of: link))
    }
    _ = (Links.host(of: text), Links.kind(of: text), Emails.address(ofLink: text), Emails.isAddress(text))
    var document = Document(format: .plainText, pages: [Page(number: 1)])
    for row in text.split(whereSeparator: \.isNewline).prefix(12) {
      document.pages[0].lines.append(Line(spans: [Span(text: String(row), link: String(row))]))
    }
    let layout = ResumeLayout(document)
    let emails = Emails.scan(layout)
    for hit in emails {
      try BrokenPromise.unless(
        hit.range.upperBound <= layout.lines[hit.line].scalars.count, "an address at \(hit.range)")
    }
    let name = layout.lines.isEmpty ? nil : NameFinder(layout, emails: emails).find()
    let links = Links.scan(layout, emails: emails)
    let phones = PhoneFinder(layout).find()
    for hit in links {
      try BrokenPromise.unless(Link.isHarmless(hit.link.url), "a harmful link: \(hit.link.url.debugDescription)")
    }
    _ = HomeLocation(layout, name: name, emails: emails, phones: phones, links: links).find()
    for line in layout.lines { _ = SpelledAddress.hits(in: line, at: line.index) }
  }
}
