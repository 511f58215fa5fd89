/// How much a document is like a resume, and what it is most like.
///
/// A folder of resumes holds job adverts, letters and invoices too. A real resume that is refused costs more than an advert
/// that is taken in, so only what is clearly something else is refused; what is in doubt is for a person to look at.
public struct ResumeLikeness: Hashable, Sendable, Codable {
  /// Like a probability, 0…1.
  public var score: Double
  /// ``DocumentKind/resume`` unless the score says otherwise.
  public var kind: DocumentKind

  public init(score: Double, kind: DocumentKind) {
    self.score = score
    self.kind = kind
  }

  /// Below it a document is refused, unless a person says that it is a resume.
  public static let leastAccepted = 0.2
  /// Below it a person should look at what was taken in.
  public static let leastCertain = 0.5

  public var isRefused: Bool { score < Self.leastAccepted }
  public var isDoubtful: Bool { !isRefused && score < Self.leastCertain }

  /// For a person: "looks like a job advert, not like a resume (0.04 of 1)".
  public var explanation: String {
    let hundredths = Int((score * 100).rounded())
    let text = "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    return isRefused
      ? "looks like \(kind.phrase), not like a resume (\(text) of 1)"
      : "may be \(kind.phrase) rather than a resume (\(text) of 1)"
  }
}

/// What a document is, as far as its structure and words tell.
public enum DocumentKind: String, Hashable, Sendable, Codable, CaseIterable {
  case resume
  case jobAdvert = "job_advert"
  case letter
  case invoice
  case certificate
  case reference
  case contract
  case paper
  case ticket
  case form
  case newsletter
  case manual
  case minutes
  case slides
  case sourceCode = "source_code"
  /// Nothing of a resume in it, and nothing that says what it is.
  case other

  /// For a person: "a job advert".
  public var phrase: String {
    switch self {
    case .resume: "a resume"
    case .jobAdvert: "a job advert"
    case .letter: "a letter"
    case .invoice: "an invoice, an offer or a statement of account"
    case .certificate: "a certificate"
    case .reference: "an employer's reference"
    case .contract: "a contract"
    case .paper: "a paper"
    case .ticket: "a ticket or a booking"
    case .form: "a form"
    case .newsletter: "a newsletter"
    case .manual: "a manual"
    case .minutes: "the minutes or the agenda of a meeting"
    case .slides: "slides"
    case .sourceCode: "source code or data"
    case .other: "some other text"
    }
  }
}
