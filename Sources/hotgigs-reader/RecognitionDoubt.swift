import DocumentText
import ResumeModel

/// Makes values that were read from pictures as doubtful as the words that they stand in: a parser sure of a value knows
/// nothing of a letter misread.
struct RecognitionDoubt {
  private let pages: [Int: RecognizedPage]

  /// - Parameter pages: What was recognised of the document.
  init(_ pages: [RecognizedPage]) {
    self.pages = Dictionary(pages.map { ($0.number, $0) }) { first, _ in first }
  }

  /// The resume with its confidences lowered.
  func weighed(_ resume: ParsedResume) -> ParsedResume {
    guard !pages.isEmpty else { return resume }
    var resume = resume
    weigh(&resume.name)
    weigh(&resume.label)
    weigh(&resume.emails)
    weigh(&resume.phones)
    weigh(&resume.location)
    weigh(&resume.links)
    weigh(&resume.summary)
    weigh(&resume.skills)
    for index in resume.work.indices {
      weigh(&resume.work[index].company)
      weigh(&resume.work[index].position)
      weigh(&resume.work[index].location)
      weigh(&resume.work[index].start)
      weigh(&resume.work[index].end)
      weigh(&resume.work[index].summary)
      weigh(&resume.work[index].highlights)
    }
    for index in resume.education.indices {
      weigh(&resume.education[index].institution)
      weigh(&resume.education[index].studyType)
      weigh(&resume.education[index].area)
      weigh(&resume.education[index].location)
      weigh(&resume.education[index].start)
      weigh(&resume.education[index].end)
      weigh(&resume.education[index].score)
      weigh(&resume.education[index].highlights)
    }
    for index in resume.languages.indices {
      resume.languages[index].language = weighed(resume.languages[index].language)
      weigh(&resume.languages[index].fluency)
    }
    for index in resume.certificates.indices {
      resume.certificates[index].name = weighed(resume.certificates[index].name)
      weigh(&resume.certificates[index].issuer)
      weigh(&resume.certificates[index].date)
    }
    return resume
  }

  private func weigh<Value>(_ value: inout Extracted<Value>?) { value = value.map { weighed($0) } }

  private func weigh<Value>(_ values: inout [Extracted<Value>]) { values = values.map { weighed($0) } }

  private func weighed<Value>(_ value: Extracted<Value>) -> Extracted<Value> {
    var value = value
    if let place = value.evidence.first, let box = place.box, let page = pages[place.page],
      let confidence = page.confidence(in: box)
    {
      value.confidence *= confidence
    }
    return value
  }
}
