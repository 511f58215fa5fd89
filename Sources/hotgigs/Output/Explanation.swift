import CommandKit
import ResumeModel

/// How sure each value of a reading is, and where it was read, a line a value.
struct Explanation {
  private let lines: [String]

  init(_ resume: ParsedResume) {
    var lines: [String] = []
    func add<Value>(_ field: String, _ extracted: Extracted<Value>?, _ text: (Value) -> String) {
      guard let extracted else { return }
      let place = extracted.evidence.first.map { evidence in
        let box = evidence.box.map { box in
          " at \(Int(box.x0.rounded())),\(Int(box.y0.rounded()))–\(Int(box.x1.rounded())),\(Int(box.y1.rounded())) pt"
        }
        return "page \(evidence.page), line \(evidence.line + 1)\(box ?? "")"
      }
      let percent = Int((extracted.confidence * 100).rounded())
      lines.append("  \(field): \(text(extracted.value).singleLine)  [\(percent) %\(place.map { ", \($0)" } ?? "")]")
    }
    add("name", resume.name) { $0 }
    add("label", resume.label) { $0 }
    for email in resume.emails { add("email", email) { $0 } }
    for phone in resume.phones {
      add("phone", phone) { number in number.e164.map { "\(number.text) = \($0)" } ?? number.text }
    }
    add("location", resume.location) { $0.text }
    for link in resume.links { add("link", link) { $0.url } }
    add("summary", resume.summary) { String($0.prefix(80)) }
    for skill in resume.skills { add("skill", skill) { $0 } }
    for (index, entry) in resume.work.enumerated() {
      add("work[\(index)].company", entry.company) { $0 }
      add("work[\(index)].position", entry.position) { $0 }
      add("work[\(index)].start", entry.start) { $0.description }
      add("work[\(index)].end", entry.end) { $0.description }
    }
    for (index, entry) in resume.education.enumerated() {
      add("education[\(index)].institution", entry.institution) { $0 }
      add("education[\(index)].studyType", entry.studyType) { $0 }
      add("education[\(index)].area", entry.area) { $0 }
      add("education[\(index)].end", entry.end) { $0.description }
    }
    for entry in resume.languages { add("language", entry.language) { $0 } }
    for entry in resume.certificates { add("certificate", entry.name) { $0 } }
    for warning in resume.warnings { lines.append("  warning: \(warning.code.rawValue): \(warning.detail.singleLine)") }
    self.lines = lines
  }

  func print(for path: String) {
    Terminal.note("\(path.singleLine):")
    for line in lines { Terminal.note(line) }
  }
}
