import CandidateStore
import CommandKit

/// Documents that would be read again.
enum ReprocessTable {
  static func print(_ resumes: [ResumeSummary], asJSON: Bool) throws {
    if asJSON { return try Terminal.printLines(resumes.map(Line.init)) }
    var table = Table("id", "status", "code", "file")
    for resume in resumes {
      table.add(String(resume.id), resume.status.rawValue, resume.errorCode?.rawValue ?? "", resume.filename)
    }
    table.print()
    Terminal.print("\(resumes.count) resumes would be read again")
  }

  private struct Line: Encodable {
    var resumeID: Int
    var file: String
    var status: String
    var code: String?

    enum CodingKeys: String, CodingKey {
      case resumeID = "resume_id"
      case file, status, code
    }

    init(_ resume: ResumeSummary) {
      resumeID = resume.id
      file = resume.filename
      status = resume.status.rawValue
      code = resume.errorCode?.rawValue
    }
  }
}
