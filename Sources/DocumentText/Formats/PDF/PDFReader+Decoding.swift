import ResumeModel

extension PDFReader {
  /// Takes from the file all that reading takes from poppler, and nothing more: what is left of reading's time is layout.
  ///
  /// - Returns: How many characters it has.
  public static func decode(_ bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> Int {
    let file = try PopplerFile(bytes.bytes, password: options.password)
    var characters = 0
    for index in 0..<file.pageCount {
      guard let page = file.page(index) else { continue }
      characters += page.glyphs().glyphs.count
      _ = page.links()
      _ = page.formValues()
    }
    return characters
  }
}
