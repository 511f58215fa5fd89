import ResumeModel

/// Recognisers by language, each made when it is first needed.
final class Recognizers {
  private var known: [String: Tesseract] = [:]

  /// Nil where tesseract has no data for the language that all pages begin with.
  init?() {
    guard self["eng"] != nil else { return nil }
  }

  /// Where tesseract found the data of the language that all pages begin with.
  var dataFolder: String? { self["eng"]?.dataFolder }

  /// That of a language, or nil where tesseract has no data for it.
  subscript(language: String) -> Tesseract? {
    if let tesseract = known[language] { return tesseract }
    guard let tesseract = Tesseract(language: language) else { return nil }
    known[language] = tesseract
    return tesseract
  }
}
