/// A document that a run saw, as an undo of the run finds it.
struct RunDocument: Sendable {
  var resumeID: Int
  var filename: String
  var candidateID: Int?
  var recruiterID: Int
  /// In hexadecimal; nil where no bytes are stored.
  var sha256: String?
  /// In the content store.
  var address: String
  /// What it was before this run read it again; nil where the run did not.
  var former: FormerReading?
  /// The latest other run that took the same bytes in and was not undone; 0 for one without a number.
  var wantedBy: Int?
  /// The latest run that read it again after this one.
  var readAgainBy: Int?
}

/// What an undo does to a document that the run saw.
enum DocumentUndo: Hashable, Sendable {
  /// Nobody else wants it: its row and its bytes go, and what it said of its candidate.
  case remove
  /// It stays, and is again what it was before this run read it.
  case restore(FormerReading)
  /// It stays as it is.
  case keep(String)

  /// A document stays as long as any run that took it in stands; the reading of it that stands is the latest.
  ///
  /// - Parameter tookIn: whether the run brings documents in, unlike one that reads them again.
  init(of document: RunDocument, tookIn: Bool) {
    if tookIn, document.wantedBy == nil {
      self = .remove
    } else if let former = document.former {
      if let later = document.readAgainBy {
        self = .keep("run \(later) has read it again since")
      } else {
        self = .restore(former)
      }
    } else if tookIn {
      self = .keep(
        document.wantedBy.flatMap { $0 > 0 ? "run \($0) took it in, too" : nil } ?? "it was taken in otherwise, too")
    } else {
      self = .keep("what it was before is not recorded")
    }
  }
}

/// What a resume's row held before it was read again, as `sightings.former` records it.
struct FormerReading: Hashable, Sendable, Codable {
  var candidateID: Int?
  /// What it said of its candidate; nil where it had none.
  var contributions: [Contribution]?

  enum CodingKeys: String, CodingKey {
    case candidateID = "candidate_id"
    case contributions
  }
}
